package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TokenInput;
import io.github.ccatobs.pat.token.TokenSourceException;
import io.github.ccatobs.pat.token.TokenVersion;
import io.github.ccatobs.pat.token.VersionedTokenSource;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * One secret of AWS Secrets Manager at one version: text, or one member of a JSON object. Binary secrets are refused,
 * because their bytes do not say how they became text.
 *
 * <p>It asks by {@code GetSecretValue} alone, so that is the only permission it needs.
 */
final class SecretsManagerTokenSource implements VersionedTokenSource {

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final SecretsManagerConnection connection;
    private final String secretId;
    private final Optional<String> jsonKey;
    private final TokenVersion version;

    SecretsManagerTokenSource(
            SecretsManagerConnection connection, String secretId, Optional<String> jsonKey, TokenVersion version) {
        this.connection = connection;
        this.secretId = secretId;
        this.jsonKey = jsonKey;
        this.version = version;
    }

    @Override
    public ReceivedToken receive() {
        var answer = ask();
        return new ReceivedToken(token(answer), name(), Optional.of(versionOf(answer)));
    }

    @Override
    public boolean confirm(ReceivedToken received) {
        String before = received.versionId()
                .orElseThrow(
                        () -> new IllegalArgumentException("a token from " + received.origin() + " has no version"));
        return version instanceof TokenVersion.Numbered || versionOf(ask()).equals(before);
    }

    private GetSecretValueResponse ask() {
        var request = GetSecretValueRequest.builder().secretId(secretId);
        switch (version) {
            case TokenVersion.Staged(String stage) -> request.versionStage(stage);
            case TokenVersion.Numbered(String id) -> request.versionId(id);
        }
        try {
            return connection.ask(request.build());
        } catch (SdkException | UncheckedIOException failure) {
            throw new TokenSourceException.TokenSourceUnavailableException(
                    SecretsManagerErrors.explain(failure, name(), "ccat.pat.token.secret-id"));
        }
    }

    private String versionOf(GetSecretValueResponse answer) {
        String given = Optional.ofNullable(answer.versionId()).orElse("");
        if (!VERSION.matcher(given).matches()
                || (version instanceof TokenVersion.Numbered(String id) && !id.equals(given))) {
            throw new TokenSourceException.TokenSourceUnavailableException(
                    name() + ": Secrets Manager did not say that it is the version that was asked for");
        }
        return given;
    }

    private SecretValue token(GetSecretValueResponse answer) {
        String text = Optional.ofNullable(answer.secretString())
                .orElseThrow(() -> new TokenSourceException.UnusableTokenException(
                        name() + " is binary: expected text; store it with --secret-string"));
        try {
            return TokenInput.trimmed(jsonKey.map(key -> SecretJson.member(text, key, name()))
                            .orElse(text))
                    .orElseThrow(() -> new TokenSourceException.UnusableTokenException(
                            name() + " is empty: expected the token; store it, and try again"));
        } catch (IllegalArgumentException halfACharacter) {
            throw new TokenSourceException.UnusableTokenException(
                    name() + " is not Unicode text: store the token again");
        }
    }

    private String name() {
        return "secret " + QuotedText.of(secretId) + " (" + version + ") in AWS Secrets Manager";
    }
}
