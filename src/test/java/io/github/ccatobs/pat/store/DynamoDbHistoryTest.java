package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditHistoryContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The history in DynamoDB. */
@Execution(ExecutionMode.CONCURRENT)
class DynamoDbHistoryTest extends AuditHistoryContract {

    private final DynamoDbClient client = DynamoDbLocal.client();
    private final String table = DynamoDbLocal.createTable(client);

    @Override
    protected AuditHistory open() {
        return new TableAuditHistory(
                new StoreExecutor(new DynamoDbTable(DynamoDbLocal.client(), table, ConflictRetry.real())));
    }

    @AfterEach
    void deleteTable() {
        client.deleteTable(request -> request.tableName(table));
        client.close();
    }
}
