package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.notice.ToldStore;
import io.github.ccatobs.pat.notice.ToldStoreContract;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What people were told, in DynamoDB. */
class DynamoDbToldStoreTest extends ToldStoreContract {

    private final DynamoDbClient client = DynamoDbLocal.client();
    private final String table = DynamoDbLocal.createTable(client);

    @Override
    protected ToldStore open() {
        return new TableToldStore(new DynamoDbTable(DynamoDbLocal.client(), table, Patience.real()));
    }

    @AfterEach
    void deleteTable() {
        client.deleteTable(request -> request.tableName(table));
        client.close();
    }
}
