package io.github.ccatobs.pat.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.rotation.Lease;
import io.github.ccatobs.pat.rotation.RotationStore;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The store in DynamoDB keeps the contract, and keeps it in items as the package's page lists them. */
@Execution(ExecutionMode.CONCURRENT)
class DynamoDbStoreTest extends SharedStoreContract {

    private final DynamoDbClient client = DynamoDbLocal.client();
    private final String table = DynamoDbLocal.createTable(client);

    @Override
    protected RotationStore open() {
        return new TableRotationStore(
                new StoreExecutor(new DynamoDbTable(DynamoDbLocal.client(), table, ConflictRetry.real())));
    }

    @Override
    protected RotationStore another() {
        return open();
    }

    @Override
    protected String[] place() {
        return new String[] {DynamoDbLocal.server().toString(), table};
    }

    @AfterEach
    void deleteTable() {
        client.deleteTable(request -> request.tableName(table));
        client.close();
    }

    @Test
    void onlyWritesHaveATimeToLive() {
        Lease lease = take("first");
        store.save(head(), List.of(WEB), lease);
        store.record(head(), WEB, updated(1), lease);
        assertThat(rows().stream().filter(row -> row.containsKey("expires")))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("pk", AttributeValue.fromS("WRITES"))
                        .containsEntry(
                                "sk",
                                AttributeValue.fromS("2026-11-23T08:45:12.346000000Z#20261123-084512-k3f9#acme/web"))
                        // 11:45:12.346, rounded up to whole seconds
                        .containsEntry("expires", AttributeValue.fromN("1795434313")));
    }

    @Test
    void keepsNothingButTheFingerprintOfAToken() {
        Lease lease = take("first");
        store.save(head(), List.of(WEB), lease);
        store.record(head(), WEB, updated(1), lease);
        assertThat(rows().toString()).contains(TOKEN.value()).doesNotContain(MARKER);
    }

    @Test
    void readsAPartitionOfManyPages() {
        // A page of an answer is at most a megabyte: long names make two of these.
        List<RepositoryName> many = IntStream.range(0, 3_000)
                .mapToObj(number -> RepositoryName.parse("o".repeat(39) + "/" + "r".repeat(90) + number))
                .toList();
        store.save(head(), many, take("first"));
        assertThat(outcomes().keySet()).containsExactlyElementsOf(many);
        assertThat(client.query(request -> request.tableName(table)
                                .keyConditionExpression("pk = :pk")
                                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("ROTATION#" + ID))))
                        .hasLastEvaluatedKey())
                .isTrue();
    }

    private List<Map<String, AttributeValue>> rows() {
        return client.scan(request -> request.tableName(table)).items();
    }
}
