package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.aws.AwsClients;
import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import io.github.ccatobs.pat.store.Item.ItemKey;
import io.github.ccatobs.pat.store.Table.WriteCondition;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * A DynamoDB table with the keys {@code pk} and {@code sk} (texts) and {@code expires} as its time to live. It is asked
 * for items and partitions, never scanned; every read is consistent, and every write is one transaction with its guard.
 * It never creates the table.
 */
final class DynamoDbTable implements Table {

    /** Why a transaction was cancelled that may well succeed when tried again. */
    private static final Set<String> PASSING =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private static final String GUARD_BROKEN = "ConditionalCheckFailed";

    private final DynamoDbClient client;
    private final String name;
    private final ConflictRetry retry;
    private final DynamoDbErrors errors;

    /** Uses {@code client}, which is then closed with this table. */
    DynamoDbTable(DynamoDbClient client, String name, ConflictRetry retry) {
        this.client = client;
        this.name = name;
        this.retry = retry;
        this.errors = new DynamoDbErrors(name);
    }

    /**
     * Prepares to use the table {@code name}, without asking for it yet. Region, credentials and endpoint are found as
     * every AWS program finds them: {@code AWS_REGION}, {@code AWS_PROFILE}, {@code AWS_ENDPOINT_URL} and so on.
     *
     * @throws StoreUnavailableException when there is no region or there are no credentials
     */
    static DynamoDbTable open(String name) {
        try {
            return new DynamoDbTable(AwsClients.open(DynamoDbClient.builder()), name, ConflictRetry.real());
        } catch (IllegalArgumentException e) {
            throw new DynamoDbErrors(name).notConfigured(e);
        }
    }

    @Override
    public Optional<Item> get(ItemKey key) {
        return asking(() -> Optional.of(client.getItem(request ->
                        request.tableName(name).key(DynamoDbItem.key(key)).consistentRead(true)))
                .filter(GetItemResponse::hasItem)
                .map(answer -> DynamoDbItem.read(answer.item())));
    }

    @Override
    public List<Item> all(String partition) {
        return asking(() -> items(partition, query -> {}).toList());
    }

    @Override
    public List<Item> since(String partition, String from) {
        return asking(() -> items(partition, query -> query.keyConditionExpression("pk = :pk AND sk >= :from")
                        .expressionAttributeValues(
                                Map.of(":pk", DynamoDbItem.text(partition), ":from", DynamoDbItem.text(from))))
                .toList());
    }

    @Override
    public List<Item> last(String partition, int most) {
        if (most == 0) {
            return List.of();
        }
        return asking(
                () -> items(partition, query -> query.scanIndexForward(false).limit(most))
                        .limit(most)
                        .toList());
    }

    /** Page after page, as they are asked for. */
    private Stream<Item> items(String partition, Consumer<QueryRequest.Builder> more) {
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(name)
                .consistentRead(true)
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(Map.of(":pk", DynamoDbItem.text(partition)));
        more.accept(query);
        return client.queryPaginator(query.build()).items().stream().map(DynamoDbItem::read);
    }

    @Override
    public boolean write(WriteCondition guard, List<Item> items) {
        List<TransactWriteItem> actions = actions(guard, items);
        for (int tried = 1; ; tried++) {
            try {
                client.transactWriteItems(request -> request.transactItems(actions));
                return true;
            } catch (TransactionCanceledException e) {
                Set<String> reasons = reasons(e);
                if (reasons.contains(GUARD_BROKEN)) {
                    return false;
                }
                if (!PASSING.containsAll(reasons)) {
                    throw errors.explain(e);
                }
                if (!retry.mayRetryAfter(tried)) {
                    throw errors.crowded(e);
                }
                retry.before(tried);
            } catch (SdkException | UncheckedIOException e) {
                throw errors.explain(e);
            }
        }
    }

    /**
     * An item may be in a transaction only once, so a guard on an item that is written is the condition of that write.
     */
    private List<TransactWriteItem> actions(WriteCondition guard, List<Item> items) {
        var condition = new DynamoDbItem.DynamoDbCondition(guard);
        Stream<TransactWriteItem> check =
                items.stream().anyMatch(item -> item.key().equals(guard.key()))
                        ? Stream.empty()
                        : Stream.of(condition.check(name));
        return Stream.concat(check, items.stream().map(item -> condition.put(name, item)))
                .toList();
    }

    private static Set<String> reasons(TransactionCanceledException e) {
        return e.cancellationReasons().stream()
                .map(CancellationReason::code)
                .filter(code -> !code.equals("None"))
                .collect(Collectors.toSet());
    }

    /** The SDK lets some of the JDK's own complaints about an answer through. */
    private <T> T asking(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException | UncheckedIOException e) {
            throw errors.explain(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "the DynamoDB table " + name;
    }
}
