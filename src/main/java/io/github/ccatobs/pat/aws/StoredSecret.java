package io.github.ccatobs.pat.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ccatobs.pat.aws.AwsErrors.AwsErrorKind;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.token.TokenInput;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenSourceException.TokenNotFoundException;
import io.github.ccatobs.pat.token.TokenSourceException.TokenSourceUnavailableException;
import io.github.ccatobs.pat.token.TokenSourceException.UnusableTokenException;
import io.github.ccatobs.pat.token.TokenVersion;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** One secret at one version. */
record StoredSecret(Supplier<SecretsManagerClient> opener, String id, TokenVersion version, Wording wording) {

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /**
     * The token's secret, as the settings name it.
     *
     * @throws IllegalArgumentException when they name none
     */
    static StoredSecret ofToken(Supplier<SecretsManagerClient> opener, TokenSettings settings, TokenVersion version) {
        String id = settings.secretId()
                .filter(given -> !given.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(
                        "ccat.pat.token.secret-id is not set: expected the name or ARN of the secret in AWS Secrets"
                                + " Manager that holds the token"));
        var wording = new Wording(
                "ccat.pat.token.secret-id",
                TokenNotFoundException::new,
                TokenSourceUnavailableException::new,
                UnusableTokenException::new);
        return new StoredSecret(opener, id, version, wording);
    }

    static SecretsManagerClient open() {
        return AwsClients.open(SecretsManagerClient.builder());
    }

    /** The secret's value; fails in the words of {@link #wording} when there is none. */
    GetSecretValueResponse ask() {
        try {
            return send();
        } catch (SdkException | UncheckedIOException e) {
            throw unavailable(e);
        }
    }

    /** The same; empty when AWS knows no such secret or no such version, which it does not tell apart. */
    Optional<GetSecretValueResponse> find() {
        try {
            return Optional.of(send());
        } catch (AwsServiceException e) {
            if (isNotFound(e)) {
                return Optional.empty();
            }
            throw unavailable(e);
        } catch (SdkException | UncheckedIOException e) {
            throw unavailable(e);
        }
    }

    private GetSecretValueResponse send() {
        var request = GetSecretValueRequest.builder().secretId(id);
        switch (version) {
            case TokenVersion.Staged(String stage) -> request.versionStage(stage);
            case TokenVersion.Numbered(String number) -> request.versionId(number);
        }
        try (var client = opener.get()) {
            return client.getSecretValue(request.build());
        }
    }

    private RuntimeException unavailable(RuntimeException failure) {
        var kind = isNotFound(failure) ? wording.notFound() : wording.unavailable();
        return kind.apply(this + ": " + explain(failure));
    }

    private static boolean isNotFound(RuntimeException failure) {
        return failure instanceof AwsServiceException service && AwsErrorKind.of(service) == AwsErrorKind.NOT_FOUND;
    }

    private String explain(RuntimeException failure) {
        return failure instanceof AwsServiceException service ? refused(service) : unanswered(failure);
    }

    /** Why no answer came that can be used. */
    static String unanswered(RuntimeException failure) {
        return switch (failure) {
            case ApiCallTimeoutException e -> "Secrets Manager took too long to answer; try again";
            case ApiCallAttemptTimeoutException e -> "Secrets Manager took too long to answer; try again";
            default ->
                AwsErrors.onTheWay(failure)
                        .map(way -> "no answer from Secrets Manager: " + way)
                        .orElse("no usable answer from Secrets Manager; check the network, AWS_REGION and"
                                + " AWS_ENDPOINT_URL");
        };
    }

    private String refused(AwsServiceException failure) {
        if (failure.isThrottlingException()) {
            return "Secrets Manager throttles requests; try again in a minute";
        }
        return switch (AwsErrorKind.of(failure)) {
            case NOT_FOUND -> notFound();
            case ACCESS_DENIED ->
                "access denied; allow secretsmanager:GetSecretValue on the secret, and kms:Decrypt on its key if"
                        + " that is one of your own";
            case CREDENTIALS_REJECTED ->
                "AWS does not accept the AWS credentials; log in again, and check the clock of this machine";
            case INVALID -> "Secrets Manager does not accept that name or version; check " + wording.whatNamesIt();
            case WITHOUT_VALUE -> "it is marked for deletion, or has no value yet; restore it or store one";
            case UNDECRYPTABLE ->
                "it cannot be decrypted; check that its KMS key is enabled and that kms:Decrypt is allowed";
            case EXISTS, QUOTA, UNENCRYPTABLE, OTHER -> failed(failure) + "; try again";
        };
    }

    private String notFound() {
        String where = " in this account and region; check " + wording.whatNamesIt() + ", AWS_REGION and the account";
        return version.equals(TokenVersion.PENDING)
                ? "no version waits there, as after one became AWSCURRENT, or there is no such secret" + where
                : "there is no such secret or no such version" + where;
    }

    /** An error of which nothing else is known. */
    static String failed(AwsServiceException failure) {
        return "Secrets Manager answered with an error (" + AwsErrors.summary(failure) + ")";
    }

    String versionOf(GetSecretValueResponse answer) {
        String given = Optional.ofNullable(answer.versionId()).orElse("");
        if (!VERSION.matcher(given).matches()
                || (version instanceof TokenVersion.Numbered(String number) && !number.equals(given))) {
            throw wording.unavailable()
                    .apply(this + ": Secrets Manager did not say that it is the version that was asked for");
        }
        return given;
    }

    /** The text of {@code answer}; binary secrets are refused. */
    String text(GetSecretValueResponse answer) {
        return Optional.ofNullable(answer.secretString())
                .orElseThrow(() -> unusable(" is binary: expected text; store it with --secret-string"));
    }

    SecretValue value(GetSecretValueResponse answer, Optional<String> jsonKey) {
        String text = text(answer);
        try {
            return TokenInput.trimmed(jsonKey.map(key -> member(text, key)).orElse(text))
                    .orElseThrow(() -> unusable(" is empty: store a value, and try again"));
        } catch (IllegalArgumentException e) {
            throw unusable(" is not Unicode text: store it again");
        }
    }

    private String member(String json, String key) {
        JsonNode member = SecretText.json(json)
                .orElseThrow(() -> unusable(" is not a JSON object with each name once: store one, or unset"
                        + " ccat.pat.token.json-key if the whole secret is the token"))
                .path(key);
        if (member.isMissingNode()) {
            throw unusable(" has no member " + QuotedText.of(key) + ", which ccat.pat.token.json-key names");
        }
        if (!member.isTextual()) {
            throw wording.unusable().apply("member " + QuotedText.of(key) + " of " + this + " is not text");
        }
        return member.textValue();
    }

    private RuntimeException unusable(String what) {
        return wording.unusable().apply(this + what);
    }

    @Override
    public String toString() {
        return "secret " + QuotedText.of(id) + " (" + version + ") in AWS Secrets Manager";
    }

    /**
     * How a failure to read is told.
     *
     * @param whatNamesIt what to check when AWS does not know the secret
     * @param notFound when Secrets Manager knows no such secret or no such version
     * @param unavailable when it does not give it for another reason
     * @param unusable when it gives something else than expected
     */
    record Wording(
            String whatNamesIt,
            Function<String, RuntimeException> notFound,
            Function<String, RuntimeException> unavailable,
            Function<String, RuntimeException> unusable) {}
}
