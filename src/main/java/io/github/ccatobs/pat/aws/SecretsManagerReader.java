package io.github.ccatobs.pat.aws;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ccatobs.pat.aws.AwsErrors.AwsErrorKind;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenInput;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenSource;
import io.github.ccatobs.pat.token.TokenSourceException.TokenSourceUnavailableException;
import io.github.ccatobs.pat.token.TokenSourceException.UnusableTokenException;
import io.github.ccatobs.pat.token.TokenVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

/**
 * Reads secrets from AWS Secrets Manager: text, or one member of a JSON object. Binary secrets are refused, because
 * their bytes do not say how they became text. It asks by {@code GetSecretValue} alone, so that is the only permission
 * it needs, and opens a client for each question: there are two in a rotation.
 *
 * <p>Only the nested classes use the SDK, so that the application can make the bean without loading it.
 */
@ApplicationScoped
class SecretsManagerReader implements SecretReader {

    private final TokenSettings settings;
    private final Supplier<SecretsManagerClient> opener;

    @Inject
    SecretsManagerReader(TokenSettings settings) {
        this(settings, StoredSecret::open);
    }

    SecretsManagerReader(TokenSettings settings, Supplier<SecretsManagerClient> opener) {
        this.settings = settings;
        this.opener = opener;
    }

    @Override
    public SecretValue read(String id) {
        var wording = new Wording("its name or ARN", SecretUnavailableException::new, SecretUnavailableException::new);
        var secret = new StoredSecret(opener, id, TokenVersion.CURRENT, wording);
        return secret.value(secret.ask(), Optional.empty());
    }

    @Override
    public TokenSource at(TokenVersion version) {
        String id = settings.secretId()
                .filter(given -> !given.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(
                        "ccat.pat.token.secret-id is not set: expected the name or ARN of the secret in AWS Secrets"
                                + " Manager that holds the token"));
        var wording = new Wording(
                "ccat.pat.token.secret-id", TokenSourceUnavailableException::new, UnusableTokenException::new);
        return new StoredToken(
                new StoredSecret(opener, id, version, wording),
                settings.jsonKey().filter(key -> !key.isEmpty()));
    }

    /**
     * How a failure is told.
     *
     * @param whatNamesIt what to check when AWS does not know the secret
     * @param unavailable when Secrets Manager does not give it
     * @param unusable when it gives something else than expected
     */
    private record Wording(
            String whatNamesIt,
            Function<String, RuntimeException> unavailable,
            Function<String, RuntimeException> unusable) {}

    /** The token's secret. */
    private record StoredToken(StoredSecret secret, Optional<String> jsonKey) implements TokenSource {

        @Override
        public ReceivedToken receive() {
            var answer = secret.ask();
            return new ReceivedToken(
                    secret.value(answer, jsonKey), secret.toString(), Optional.of(secret.versionOf(answer)));
        }

        @Override
        public boolean confirm(ReceivedToken received) {
            String before = received.versionId()
                    .orElseThrow(() ->
                            new IllegalArgumentException("a token from " + received.origin() + " has no version"));
            return secret.version() instanceof TokenVersion.Numbered
                    || secret.versionOf(secret.ask()).equals(before);
        }
    }

    /** One secret at one version. */
    private record StoredSecret(
            Supplier<SecretsManagerClient> opener, String id, TokenVersion version, Wording wording) {

        private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9-]{1,64}");

        static SecretsManagerClient open() {
            return AwsClients.open(SecretsManagerClient.builder());
        }

        GetSecretValueResponse ask() {
            var request = GetSecretValueRequest.builder().secretId(id);
            switch (version) {
                case TokenVersion.Staged(String stage) -> request.versionStage(stage);
                case TokenVersion.Numbered(String number) -> request.versionId(number);
            }
            try (var client = opener.get()) {
                return client.getSecretValue(request.build());
            } catch (SdkException | UncheckedIOException e) {
                throw wording.unavailable().apply(this + ": " + explain(e));
            }
        }

        private String explain(RuntimeException failure) {
            return switch (failure) {
                case AwsServiceException service -> refused(service);
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
                case NOT_FOUND ->
                    "there is no such secret or no such version in this account and region; check "
                            + wording.whatNamesIt() + ", AWS_REGION and the account";
                case ACCESS_DENIED ->
                    "access denied; allow secretsmanager:GetSecretValue on the secret, and kms:Decrypt on its key if"
                            + " that is one of your own";
                case CREDENTIALS_REJECTED ->
                    "AWS does not accept the AWS credentials; log in again, and check the clock of this machine";
                case INVALID -> "Secrets Manager does not accept that name or version; check " + wording.whatNamesIt();
                case WITHOUT_VALUE -> "it is marked for deletion, or has no value yet; restore it or store one";
                case UNDECRYPTABLE ->
                    "it cannot be decrypted; check that its KMS key is enabled and that kms:Decrypt is allowed";
                case OTHER ->
                    "Secrets Manager answered with an error (%s); try again"
                            .formatted(failure.statusCode()
                                    + AwsErrors.code(failure)
                                            .map(code -> ", " + code)
                                            .orElse(""));
            };
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

        SecretValue value(GetSecretValueResponse answer, Optional<String> jsonKey) {
            String text = Optional.ofNullable(answer.secretString())
                    .orElseThrow(() -> unusable(" is binary: expected text; store it with --secret-string"));
            try {
                return TokenInput.trimmed(jsonKey.map(key -> member(text, key)).orElse(text))
                        .orElseThrow(() -> unusable(" is empty: store a value, and try again"));
            } catch (IllegalArgumentException e) {
                throw unusable(" is not Unicode text: store it again");
            }
        }

        private String member(String json, String key) {
            JsonNode member = SecretJson.read(json)
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
    }

    /** Reads JSON strictly, and says nothing of what is wrong with it: Jackson's messages quote the secret. */
    private static final class SecretJson {

        private static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();

        static Optional<JsonNode> read(String json) {
            try {
                return Optional.of(MAPPER.readTree(json)).filter(JsonNode::isObject);
            } catch (JacksonException e) {
                return Optional.empty();
            }
        }
    }
}
