package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.notification.NotificationStore;
import io.github.ccatobs.pat.notification.NotificationStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Announced states in DynamoDB. */
@Execution(ExecutionMode.CONCURRENT)
class DynamoDbNotificationStoreTest extends NotificationStoreContract {

    private final DynamoDbClient client = DynamoDbLocal.client();
    private final String table = DynamoDbLocal.createTable(client);

    @Override
    protected NotificationStore open() {
        return new TableNotificationStore(
                new StoreExecutor(new DynamoDbTable(DynamoDbLocal.client(), table, ConflictRetry.real())));
    }

    @AfterEach
    void deleteTable() {
        client.deleteTable(request -> request.tableName(table));
        client.close();
    }
}
