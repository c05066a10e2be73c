package io.github.ccatobs.pat.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.store.Item.ItemKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items in DynamoDB that are not ours. */
@Execution(ExecutionMode.CONCURRENT)
class DynamoDbForeignItemsTest extends ForeignItemsContract {

    private final DynamoDbClient client = DynamoDbLocal.client();
    private final String table = DynamoDbLocal.createTable(client);

    @Override
    protected Table open() {
        return new DynamoDbTable(DynamoDbLocal.client(), table, ConflictRetry.real());
    }

    @AfterEach
    void deleteTable() {
        client.deleteTable(request -> request.tableName(table));
        client.close();
    }

    @Test
    void passesOverAnEndThatDynamoDbWouldNotGoBy() {
        var ends = List.of(
                AttributeValue.fromS("soon"),
                AttributeValue.fromN("1.5"),
                AttributeValue.fromN("1E+100"),
                AttributeValue.fromBool(true));
        var key = new ItemKey("P", "S");
        try (var opened = open()) {
            for (AttributeValue end : ends) {
                client.putItem(request -> request.tableName(table)
                        .item(Map.of(
                                "pk", AttributeValue.fromS("P"), "sk", AttributeValue.fromS("S"), "expires", end)));
                assertThat(opened.get(key).orElseThrow().expires()).isEmpty();
            }
        }
    }
}
