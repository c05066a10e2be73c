package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.store.Item.ItemKey;
import io.github.ccatobs.pat.store.Table.WriteCondition;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Items and conditions in DynamoDB's form. */
final class DynamoDbItem {

    static final String PARTITION = "pk";
    static final String SORT = "sk";
    static final String EXPIRES = "expires";

    private DynamoDbItem() {}

    static Map<String, AttributeValue> key(ItemKey key) {
        return Map.of(PARTITION, text(key.partition()), SORT, text(key.sort()));
    }

    static Map<String, AttributeValue> attributes(Item item) {
        var attributes = new HashMap<>(key(item.key()));
        item.texts().forEach((name, value) -> attributes.put(name, text(value)));
        item.expires().ifPresent(moment -> attributes.put(EXPIRES, seconds(moment)));
        return attributes;
    }

    /** Reads an item; attributes that are not texts are ignored, except {@link #EXPIRES}. */
    static Item read(Map<String, AttributeValue> attributes) {
        var texts = new TreeMap<String, String>();
        attributes.forEach((name, value) -> Optional.ofNullable(value.s()).ifPresent(it -> texts.put(name, it)));
        var key = new ItemKey(texts.remove(PARTITION), texts.remove(SORT));
        return new Item(key, texts, expires(attributes));
    }

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    /** Ignores a value that is not a number of seconds; DynamoDB ignores it too. */
    private static Optional<Instant> expires(Map<String, AttributeValue> attributes) {
        return Optional.ofNullable(attributes.get(EXPIRES))
                .map(AttributeValue::n)
                .filter(seconds -> seconds.matches("\\d{1,12}"))
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
    }

    /** Whole seconds, rounded up: a time to live is never shorter than asked for. */
    private static AttributeValue seconds(Instant moment) {
        return AttributeValue.fromN(Long.toString(moment.plusNanos(999_999_999).getEpochSecond()));
    }

    /** A guard as DynamoDB writes it. */
    record DynamoDbCondition(WriteCondition guard) {

        /** Checks an item that is not written. */
        TransactWriteItem check(String table) {
            ConditionCheck.Builder check = ConditionCheck.builder()
                    .tableName(table)
                    .key(key(guard.key()))
                    .conditionExpression(expression())
                    .expressionAttributeNames(names());
            values().ifPresent(check::expressionAttributeValues);
            return TransactWriteItem.builder().conditionCheck(check.build()).build();
        }

        /** Writes an item, under the condition when it is the one that is guarded. */
        TransactWriteItem put(String table, Item item) {
            Put.Builder put = Put.builder().tableName(table).item(attributes(item));
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
            return guard.expected().map(text -> Map.of(":expected", text(text)));
        }
    }
}
