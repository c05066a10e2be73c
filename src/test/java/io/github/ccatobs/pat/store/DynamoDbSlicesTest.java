package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.SlicesContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Slices over DynamoDB Local, which keeps each outcome more slowly than the file: the table holds every one. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class DynamoDbSlicesTest extends SlicesContract {

    private final DynamoDbClient client = DynamoDbLocal.client();

    DynamoDbSlicesTest() {
        super(200, Duration.ofSeconds(30), 3);
    }

    @Override
    protected RotationStore empty() {
        String name = DynamoDbLocal.createTable(client);
        return new TableRotationStore(
                new StoreExecutor(new DynamoDbTable(DynamoDbLocal.client(), name, ConflictRetry.real())));
    }

    @AfterEach
    void closeClient() {
        client.close();
    }
}
