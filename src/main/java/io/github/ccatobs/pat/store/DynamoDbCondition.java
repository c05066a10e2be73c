package io.github.ccatobs.pat.store;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** A guard as DynamoDB writes it. */
record DynamoDbCondition(WriteCondition guard) {

    /** Checks an item that is not written. */
    TransactWriteItem check(String table) {
        ConditionCheck.Builder check = ConditionCheck.builder()
                .tableName(table)
                .key(DynamoDbItem.key(guard.key()))
                .conditionExpression(expression())
                .expressionAttributeNames(names());
        values().ifPresent(check::expressionAttributeValues);
        return TransactWriteItem.builder().conditionCheck(check.build()).build();
    }

    /** Writes an item, under the condition when it is the one that is guarded. */
    TransactWriteItem put(String table, Item item) {
        Put.Builder put = Put.builder().tableName(table).item(DynamoDbItem.attributes(item));
        if (item.key().equals(guard.key())) {
            put.conditionExpression(expression()).expressionAttributeNames(names());
            values().ifPresent(put::expressionAttributeValues);
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private String expression() {
        return guard.expected().isPresent() ? "#guard = :expected" : "attribute_not_exists(#guard)";
    }

    private Map<String, String> names() {
        return Map.of("#guard", guard.name());
    }

    private Optional<Map<String, AttributeValue>> values() {
        return guard.expected().map(text -> Map.of(":expected", DynamoDbItem.text(text)));
    }
}
