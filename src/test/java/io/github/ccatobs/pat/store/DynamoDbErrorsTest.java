package io.github.ccatobs.pat.store;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import io.github.ccatobs.pat.store.Item.ItemKey;
import io.github.ccatobs.pat.store.Table.WriteCondition;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A DynamoDB that says no, in all the ways it can. */
@Execution(ExecutionMode.CONCURRENT)
class DynamoDbErrorsTest {

    private static final String AWS_SECRET = "not-a-real-key-of-aws";
    private static final ItemKey KEY = new ItemKey("PARTITION", "KEY");
    private static final WriteCondition GUARD =
            new WriteCondition(new ItemKey("GUARD", "GUARD"), "fence", Optional.of("7"));
    private static final List<Item> ITEMS = List.of(Item.at(KEY));
    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDNONE", AWS_SECRET));

    @RegisterExtension
    private final WireMockExtension aws = WireMockExtension.newInstance().build();

    private final List<Duration> pauses = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ResourceNotFoundException   | there is no DynamoDB table rotations: check ccat.pat.store.table, AWS_REGION and the account",
                "AccessDeniedException       | AWS denies access to the DynamoDB table rotations: allow dynamodb:GetItem, dynamodb:Query, dynamodb:PutItem and dynamodb:ConditionCheckItem on it",
                "ExpiredTokenException       | AWS rejects the credentials for the DynamoDB table rotations (ExpiredTokenException): renew them, and check this machine's clock",
                "UnrecognizedClientException | AWS rejects the credentials for the DynamoDB table rotations (UnrecognizedClientException): renew them, and check this machine's clock",
                "ValidationException         | the DynamoDB table rotations does not accept the items: its keys must be pk and sk, both strings",
                "ThrottlingException         | the DynamoDB table rotations cannot be used now (ThrottlingException, status 400): run again later",
            })
    void saysWhatToDoAboutARefusal(String code, String sentence) {
        answerWith(refusal(code, ""));
        try (var table = table(CREDENTIALS)) {
            for (Runnable use : uses(table)) {
                assertThatExceptionOfType(StoreUnavailableException.class)
                        .isThrownBy(use::run)
                        .withMessage(sentence);
            }
        }
    }

    @Test
    void saysThatAwsIsBroken() {
        answerWith(aResponse().withStatus(503).withBody("<html>Service Unavailable</html>"));
        assertEachUseFailsWith(
                "the DynamoDB table rotations cannot be used now (no reason given, status 503): run again later");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void saysWhatToCheckWhenNoAnswerComes(Fault fault) {
        answerWith(aResponse().withFault(fault));
        assertEachUseFailsWith("cannot ask AWS for the DynamoDB table rotations: check AWS_REGION, the AWS credentials,"
                + " AWS_ENDPOINT_URL and the network");
    }

    @Test
    void saysThatThereAreNoCredentials() {
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("Unable to load credentials from any of the providers in the chain");
        };
        try (var table = table(none)) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> table.get(KEY))
                    .withMessage(
                            "no AWS credentials for the DynamoDB table rotations: set AWS_PROFILE, or AWS_ACCESS_KEY_ID"
                                    + " and AWS_SECRET_ACCESS_KEY, or run where a role is attached");
        }
        aws.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void saysThatThereIsNoRegion() {
        assertThat(new DynamoDbErrors("rotations")
                        .notConfigured(new IllegalArgumentException(
                                "no AWS region: set AWS_REGION (AWS_DEFAULT_REGION alone is not read), or a region in the AWS"
                                        + " profile")))
                .hasMessage(
                        "no AWS region for the DynamoDB table rotations: set AWS_REGION (AWS_DEFAULT_REGION alone is not"
                                + " read), or a region in the AWS profile");
    }

    private void assertEachUseFailsWith(String sentence) {
        try (var table = table(CREDENTIALS)) {
            for (Runnable use : uses(table)) {
                assertThatExceptionOfType(StoreUnavailableException.class)
                        .isThrownBy(use::run)
                        .withMessage(sentence)
                        .satisfies(failure -> assertThat(Throwables.getStackTrace(failure))
                                .contains("Caused by")
                                .doesNotContain(AWS_SECRET));
            }
        }
    }

    private static List<Runnable> uses(DynamoDbTable table) {
        return List.of(
                () -> table.get(KEY),
                () -> table.all("PARTITION"),
                () -> table.since("PARTITION", "A"),
                () -> table.last("PARTITION", 1),
                () -> table.write(GUARD, ITEMS));
    }

    @Test
    void saysWhenTheGuardDidNotHold() {
        answerWith(cancelled("ConditionalCheckFailed", "None"));
        try (var table = table(CREDENTIALS)) {
            assertThat(table.write(GUARD, ITEMS)).isFalse();
        }
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
    void triesAgainWhenSomebodyWasInTheWay(String reason) {
        answerInTurn(
                cancelled("None", reason),
                cancelled(reason, reason),
                aResponse().withBody("{}"));
        try (var table = table(CREDENTIALS)) {
            assertThat(table.write(GUARD, ITEMS)).isTrue();
        }
        assertThat(pauses).hasSize(2).allMatch(pause -> pause.isPositive());
        aws.verify(3, postRequestedFor(anyUrl()));
    }

    @Test
    void aGuardThatDidNotHoldCountsMoreThanSomebodyInTheWay() {
        answerWith(cancelled("ConditionalCheckFailed", "TransactionConflict"));
        try (var table = table(CREDENTIALS)) {
            assertThat(table.write(GUARD, ITEMS)).isFalse();
        }
    }

    @Test
    void givesUpWhenSomebodyIsAlwaysInTheWay() {
        answerWith(cancelled("TransactionConflict", "None"));
        try (var table = table(CREDENTIALS)) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> table.write(GUARD, ITEMS))
                    .withMessage(
                            "too many write to the DynamoDB table rotations at once: run again when the others have"
                                    + " ended");
        }
        assertThat(pauses).hasSize(ConflictRetry.TRIES - 1);
        assertThat(pauses.getLast()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void doesNotTryAgainWhatCannotSucceed() {
        answerWith(cancelled("ValidationError", "TransactionConflict"));
        try (var table = table(CREDENTIALS)) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> table.write(GUARD, ITEMS))
                    .withMessageContaining("TransactionCanceledException");
        }
        assertThat(pauses).isEmpty();
    }

    private void answerWith(ResponseDefinitionBuilder answer) {
        aws.stubFor(post(anyUrl()).willReturn(answer));
    }

    private void answerInTurn(ResponseDefinitionBuilder... answers) {
        String state = Scenario.STARTED;
        for (int number = 0; number < answers.length; number++) {
            String next = "after answer " + number;
            aws.stubFor(post(anyUrl())
                    .inScenario("answers")
                    .whenScenarioStateIs(state)
                    .willSetStateTo(next)
                    .willReturn(answers[number]));
            state = next;
        }
    }

    private static ResponseDefinitionBuilder cancelled(String first, String second) {
        return refusal(
                "TransactionCanceledException",
                ",\"CancellationReasons\":[{\"Code\":\"" + first + "\"},{\"Code\":\"" + second + "\"}]");
    }

    private static ResponseDefinitionBuilder refusal(String code, String more) {
        return aResponse()
                .withStatus(400)
                .withHeader("Content-Type", "application/x-amz-json-1.0")
                .withBody("{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"no\"" + more
                        + "}");
    }

    private DynamoDbTable table(AwsCredentialsProvider credentials) {
        DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(URI.create(aws.baseUrl()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(settings -> settings.retryStrategy(tries -> tries.maxAttempts(1)))
                .build();
        return new DynamoDbTable(client, "rotations", new ConflictRetry(pauses::add, new Random(1)));
    }
}
