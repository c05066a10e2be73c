package io.github.ccatobs.pat.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenSource;
import io.github.ccatobs.pat.token.TokenSourceException;
import io.github.ccatobs.pat.token.TokenVersion;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SecretsManagerReaderTest {

    private static final String TOKEN = "TOKENPIECES0123456789ABCDEFGHIJKLMNOPQRS";
    private static final String VERSION = "a1b2c3d4-5678-90ab-cdef-example11111";
    private static final String LATER = "a1b2c3d4-5678-90ab-cdef-example22222";
    private static final String NAME = "secret 'prod/gh-pat' (AWSCURRENT) in AWS Secrets Manager";

    @RegisterExtension
    static final WireMockExtension aws = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @Test
    void asksForTheCurrentVersion() {
        answer(text(TOKEN));

        assertThat(source(Optional.empty(), TokenVersion.CURRENT).receive())
                .isEqualTo(new ReceivedToken(
                        SecretValue.of(TOKEN), NAME, Optional.of(VERSION), Optional.of(TokenVersion.CURRENT)));
        aws.verify(
                1,
                postRequestedFor(urlEqualTo("/"))
                        .withHeader("X-Amz-Target", equalTo("secretsmanager.GetSecretValue"))
                        .withRequestBody(equalToJson("""
                                {"SecretId": "prod/gh-pat", "VersionStage": "AWSCURRENT"}""")));
    }

    @Test
    void asksForOneVersionForEver() {
        answer(text(TOKEN));

        assertThat(source(Optional.empty(), new TokenVersion.Numbered(VERSION))
                        .receive()
                        .versionId())
                .contains(VERSION);
        aws.verify(postRequestedFor(anyUrl()).withRequestBody(equalToJson("""
                {"SecretId": "prod/gh-pat", "VersionId": "%s"}""".formatted(VERSION))));
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "'\\n', ''", "'\\r\\n', ''", "'\\n\\n', '\n'", "' ', ' '"})
    void takesOneLineEndingOff(String ending, String left) {
        answer(text(TOKEN + ending));

        assertThat(source().receive().value()).isEqualTo(SecretValue.of(TOKEN + left));
    }

    @Test
    void picksAMemberOfAJsonObject() {
        answer(text("{\\\"user\\\":\\\"bot\\\",\\\"token\\\":\\\"" + TOKEN + "\\\\n\\\"}"));

        assertThat(source(Optional.of("token"), TokenVersion.CURRENT).receive().value())
                .isEqualTo(SecretValue.of(TOKEN));
    }

    static Stream<Arguments> wrongJson() {
        String noObject =
                " is not a JSON object with each name once: store one, or unset ccat.pat.token.json-key if the"
                        + " whole secret is the token";
        return Stream.of(
                Arguments.of(TOKEN, noObject),
                Arguments.of("", noObject),
                Arguments.of("null", noObject),
                Arguments.of("[\\\"" + TOKEN + "\\\"]", noObject),
                Arguments.of("\\\"" + TOKEN + "\\\"", noObject),
                Arguments.of("{\\\"token\\\":\\\"" + TOKEN, noObject),
                Arguments.of("{\\\"token\\\":" + TOKEN + "}", noObject),
                Arguments.of("{\\\"token\\\":\\\"a\\\",\\\"token\\\":\\\"" + TOKEN + "\\\"}", noObject),
                Arguments.of("{\\\"token\\\":\\\"" + TOKEN + "\\\"} " + TOKEN, noObject),
                Arguments.of("[".repeat(5000), noObject),
                Arguments.of(
                        "{\\\"Token\\\":\\\"" + TOKEN + "\\\"}",
                        " has no member 'token', which ccat.pat.token.json-key names"),
                Arguments.of("{}", " has no member 'token', which ccat.pat.token.json-key names"),
                Arguments.of("{\\\"token\\\":{\\\"" + TOKEN + "\\\":1}}", "is not text"),
                Arguments.of("{\\\"token\\\":null}", "is not text"),
                Arguments.of("{\\\"token\\\":7}", "is not text"),
                Arguments.of("{\\\"token\\\":\\\"\\\"}", " is empty: store a value, and try again"),
                Arguments.of("{\\\"token\\\":\\\"" + TOKEN + "\\\\ud83d\\\"}", "not Unicode text"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("wrongJson")
    void saysWhatIsWrongWithTheJsonWithoutQuotingIt(String json, String message) {
        answer(text(json));

        var failure = catchThrowable(
                () -> source(Optional.of("token"), TokenVersion.CURRENT).receive());

        assertThat(failure)
                .isInstanceOf(TokenSourceException.UnusableTokenException.class)
                .hasMessageContaining(NAME)
                .hasMessageContaining(message)
                .hasNoCause();
        assertThat(failure.getMessage()).doesNotContain("TOKENPIECES");
    }

    static Stream<Arguments> notText() {
        String binary = Base64.getEncoder().encodeToString(TOKEN.getBytes(StandardCharsets.UTF_8));
        return Stream.of(
                Arguments.of(
                        "{\"VersionId\":\"" + VERSION + "\",\"SecretBinary\":\"" + binary + "\"}",
                        NAME + " is binary: expected text; store it with --secret-string"),
                Arguments.of(
                        "{\"VersionId\":\"" + VERSION + "\"}",
                        NAME + " is binary: expected text; store it with --secret-string"),
                Arguments.of(text(""), NAME + " is empty: store a value, and try again"),
                Arguments.of(text("\\r\\n"), NAME + " is empty: store a value, and try again"),
                Arguments.of(text("\\ud83d"), NAME + " is not Unicode text: store it again"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("notText")
    void refusesWhatIsNoText(String body, String message) {
        answer(body);

        assertThatThrownBy(() -> source().receive())
                .isInstanceOf(TokenSourceException.UnusableTokenException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "400, ResourceNotFoundException, there is no such secret or no such version in this account and region",
        "400, AccessDeniedException, access denied; allow secretsmanager:GetSecretValue on the secret",
        "400, DecryptionFailure, it cannot be decrypted; check that its KMS key is enabled",
        "400, InvalidRequestException, it is marked for deletion",
        "400, InvalidParameterException, Secrets Manager does not accept that name or version",
        "400, ValidationException, Secrets Manager does not accept that name or version",
        "400, UnrecognizedClientException, AWS does not accept the AWS credentials",
        "400, ExpiredTokenException, AWS does not accept the AWS credentials",
        "403, InvalidSignatureException, AWS does not accept the AWS credentials",
        "400, ThrottlingException, Secrets Manager throttles requests",
        "500, InternalServiceError, 'Secrets Manager answered with an error (InternalServiceError)'",
        "418, TeapotException, 'Secrets Manager answered with an error (TeapotException)'",
        "404, 'Odd \u001b[2J', Secrets Manager answered with an error (status 404)",
        "400, 'ResourceNotFoundException\r\nFORGED', Secrets Manager answered with an error (status 400)",
        "400, '\u202eAccessDeniedException', Secrets Manager answered with an error (status 400)",
        "400, 'Odd\u009b31m\u0007', Secrets Manager answered with an error (status 400)",
    })
    void saysInItsOwnWordsWhatWentWrong(int status, String code, String message) {
        answer(aResponse()
                .withStatus(status)
                .withBody("{\"__type\":\"%1$s\",\"Message\":\"%1$s, you sent %2$s\"}".formatted(escaped(code), TOKEN)));

        assertThatThrownBy(() -> source().receive())
                .isInstanceOf(TokenSourceException.TokenSourceUnavailableException.class)
                .hasMessageStartingWith(NAME + ": " + message)
                .hasMessageNotContaining("TOKENPIECES")
                .hasMessageNotContaining("FORGED")
                .hasMessageMatching("\\P{C}+")
                .hasNoCause();
    }

    /** Whoever must know whether there is a version takes nothing else for an answer. */
    @ParameterizedTest
    @CsvSource({
        "400, ResourceNotFoundException, true",
        "400, AccessDeniedException, false",
        "400, InvalidRequestException, false",
        "400, ThrottlingException, false",
        "404, '', false",
        "500, InternalServiceError, false",
    })
    void tellsAVersionThatIsNotThereFromOneThatCannotBeRead(int status, String code, boolean isNotFound) {
        answer(aResponse().withStatus(status).withBody("{\"__type\":\"" + code + "\"}"));

        assertThat(catchThrowable(() -> source().receive()) instanceof TokenSourceException.TokenNotFoundException)
                .isEqualTo(isNotFound);
    }

    private static String escaped(String code) {
        return code.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void takesABrokenAnswerForNone(Fault fault) {
        answer(aResponse().withFault(fault));

        assertThatThrownBy(() -> source().receive())
                .isInstanceOf(TokenSourceException.TokenSourceUnavailableException.class)
                .hasMessageStartingWith(NAME + ": ")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"" + TOKEN + "\"",
                "<html>" + TOKEN + "</html>",
                "{\"SecretString\":\"" + TOKEN,
                "{\"SecretString\":\"" + TOKEN + "\"}",
                "{\"SecretString\":\"" + TOKEN + "\",\"VersionId\":\"\"}",
                "{\"SecretString\":\"" + TOKEN + "\",\"VersionId\":\"a b\\u001b\"}",
            })
    void takesAnAnswerWithoutSecretOrVersionForNone(String body) {
        answer(body);

        var failure = catchThrowable(() -> source().receive());

        assertThat(failure).isInstanceOf(TokenSourceException.class).hasNoCause();
        assertThat(failure.getMessage()).startsWith(NAME).doesNotContain("TOKENPIECES");
    }

    @Test
    void refusesAnotherVersionThanItAskedFor() {
        answer(text(TOKEN));

        assertThatThrownBy(() -> source(Optional.empty(), new TokenVersion.Numbered(LATER))
                        .receive())
                .isInstanceOf(TokenSourceException.TokenSourceUnavailableException.class)
                .hasMessageContaining("did not say that it is the version that was asked for");
    }

    @Test
    void confirmsAVersionThatIsStillTheStages() {
        answer(text(TOKEN));
        var source = source();

        assertThat(source.confirm(source.receive())).isTrue();
        aws.verify(2, postRequestedFor(anyUrl()));
    }

    @Test
    void saysWhenTheStageHasMovedOn() {
        answer(text(TOKEN));
        var source = source();
        var received = source.receive();
        answer(text("another").replace(VERSION, LATER));

        assertThat(source.confirm(received)).isFalse();
    }

    @Test
    void neverTakesAnOutageForAConfirmation() {
        answer(text(TOKEN));
        var source = source();
        var received = source.receive();
        answer(aResponse().withStatus(403).withBody("{\"__type\":\"AccessDeniedException\"}"));

        assertThatThrownBy(() -> source.confirm(received))
                .isInstanceOf(TokenSourceException.TokenSourceUnavailableException.class);
    }

    @Test
    void needNotAskAgainForAVersionThatNeverMoves() {
        answer(text(TOKEN));
        var source = source(Optional.empty(), new TokenVersion.Numbered(VERSION));

        assertThat(source.confirm(source.receive())).isTrue();
        aws.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void confirmsNothingThatHasNoVersion() {
        var pasted = new ReceivedToken(SecretValue.of(TOKEN), "the prompt", Optional.empty());

        assertThatThrownBy(() -> source().confirm(pasted))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a token from the prompt has no version");
    }

    @Test
    void sendsAndLogsNoPartOfTheToken() {
        answer(text(TOKEN));

        try (var log = new CapturedLog()) {
            var source = source();
            source.confirm(source.receive());

            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("TOKENPIECES"));
        }
        assertThat(aws.getAllServeEvents())
                .hasSize(2)
                .noneMatch(event -> event.getRequest().toString().contains("TOKENPIECES"));
    }

    @Test
    void opensAwsOnlyWhenItIsAsked() {
        answer(text(TOKEN));
        var opened = new AtomicInteger();
        var source = new SecretsManagerReader(settings("prod/gh-pat", Optional.empty()), () -> {
                    opened.incrementAndGet();
                    return client();
                })
                .at(TokenVersion.CURRENT);

        assertThat(opened).hasValue(0);
        source.receive();
        assertThat(opened).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void needsTheNameOfTheTokensSecret(String secretId) {
        var reader = new SecretsManagerReader(settings(secretId, Optional.empty()), SecretsManagerReaderTest::client);

        assertThatThrownBy(() -> reader.at(TokenVersion.CURRENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ccat.pat.token.secret-id is not set");
    }

    /** Secrets other than the token. */
    @Nested
    class OtherSecrets {

        private static final String VALUE = "VALUEPIECES0123456789";
        private static final String NAME = "secret 'prod/slack' (AWSCURRENT) in AWS Secrets Manager";

        private final SecretsManagerReader reader =
                new SecretsManagerReader(settings("prod/gh-pat", Optional.empty()), SecretsManagerReaderTest::client);

        @ParameterizedTest
        @CsvSource({"'', ''", "'\\n', ''", "'\\r\\n', ''", "'\\n\\n', '\n'"})
        void readsTheCurrentVersion(String ending, String left) {
            answer(okJson("{\"SecretString\":\"" + VALUE + ending + "\",\"VersionId\":\"" + "a".repeat(32) + "\"}"));

            assertThat(reader.read("prod/slack")).isEqualTo(SecretValue.of(VALUE + left));
            aws.verify(
                    1,
                    postRequestedFor(urlEqualTo("/"))
                            .withHeader("X-Amz-Target", equalTo("secretsmanager.GetSecretValue"))
                            .withRequestBody(equalToJson("""
                                    {"SecretId": "prod/slack", "VersionStage": "AWSCURRENT"}""")));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{}|is binary: expected text; store it with --secret-string",
                    "{\"SecretBinary\":\"AAAA\"}|is binary: expected text; store it with --secret-string",
                    "{\"SecretString\":\"\"}|is empty: store a value, and try again",
                    "{\"SecretString\":\"\\r\\n\"}|is empty: store a value, and try again",
                    "{\"SecretString\":\"VALUEPIECES\\ud83d\"}|is not Unicode text: store it again",
                })
        void refusesWhatIsNoText(String body, String message) {
            answer(okJson(body));

            assertThatThrownBy(() -> reader.read("prod/slack"))
                    .isInstanceOf(SecretUnavailableException.class)
                    .hasMessage(NAME + " " + message)
                    .hasNoCause();
        }

        @ParameterizedTest
        @CsvSource({
            "400, ResourceNotFoundException, 'there is no such secret or no such version in this account and region;"
                    + " check its name or ARN, AWS_REGION and the account'",
            "400, ValidationException, 'Secrets Manager does not accept that name or version; check its name or ARN'",
            "400, AccessDeniedException, 'access denied; allow secretsmanager:GetSecretValue on the secret, and"
                    + " kms:Decrypt on its key if that is one of your own'",
        })
        void saysInItsOwnWordsWhatWentWrong(int status, String code, String message) {
            answer(aResponse()
                    .withStatus(status)
                    .withBody("{\"__type\":\"%s\",\"Message\":\"you sent %s\"}".formatted(code, VALUE)));

            assertThatThrownBy(() -> reader.read("prod/slack"))
                    .isInstanceOf(SecretUnavailableException.class)
                    .hasMessage(NAME + ": " + message)
                    .hasNoCause();
        }

        @ParameterizedTest
        @EnumSource(Fault.class)
        void takesABrokenAnswerForNone(Fault fault) {
            answer(aResponse().withFault(fault));

            assertThatThrownBy(() -> reader.read("prod/slack"))
                    .isInstanceOf(SecretUnavailableException.class)
                    .hasMessageStartingWith(NAME + ": ")
                    .hasNoCause();
        }

        @Test
        void readsAnewEachTime() {
            answer(okJson("{\"SecretString\":\"first\"}"));
            assertThat(reader.read("prod/slack")).isEqualTo(SecretValue.of("first"));
            answer(okJson("{\"SecretString\":\"second\"}"));

            assertThat(reader.read("prod/slack")).isEqualTo(SecretValue.of("second"));
        }
    }

    private static void answer(String json) {
        answer(okJson(json));
    }

    private static void answer(ResponseDefinitionBuilder response) {
        aws.stubFor(post(anyUrl()).willReturn(response));
    }

    /** The answer with this text, which is JSON's escapes already. */
    private static String text(String escaped) {
        return """
                {"ARN": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/gh-pat-AbCdEf",
                 "Name": "prod/gh-pat", "VersionId": "%s", "SecretString": "%s", "VersionStages": ["AWSCURRENT"]}
                """.formatted(VERSION, escaped);
    }

    private static TokenSource source() {
        return source(Optional.empty(), TokenVersion.CURRENT);
    }

    private static TokenSource source(Optional<String> jsonKey, TokenVersion version) {
        return new SecretsManagerReader(settings("prod/gh-pat", jsonKey), SecretsManagerReaderTest::client).at(version);
    }

    private static TokenSettings settings(String secretId, Optional<String> jsonKey) {
        Map<String, String> settings = new HashMap<>(Map.of("ccat.pat.token.secret-id", secretId));
        jsonKey.ifPresent(key -> settings.put("ccat.pat.token.json-key", key));
        return Settings.of(TokenSettings.class, settings);
    }

    private static SecretsManagerClient client() {
        return TestSecretsManager.client(aws.baseUrl());
    }
}
