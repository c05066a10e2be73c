package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.rotation.CrashPoint;
import io.github.ccatobs.pat.rotation.ResumeContract;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Rotations that die and go on over DynamoDB, between any two of its transactions. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class DynamoDbResumeTest extends ResumeContract {

    private final DynamoDbClient client = DynamoDbLocal.client();
    private final ThreadLocal<String> name = ThreadLocal.withInitial(() -> "");

    DynamoDbResumeTest() {
        super(3);
    }

    @Override
    protected RotationStore empty() {
        name.set(DynamoDbLocal.createTable(client));
        return again();
    }

    @Override
    protected RotationStore again() {
        return new TableRotationStore(new StoreExecutor(table()));
    }

    @Override
    protected RotationStore mortal(RotationStore store, CrashPoint crashPoint) {
        store.close();
        return new TableRotationStore(new StoreExecutor(crashPoint.guard(Table.class, table(), "write")));
    }

    private DynamoDbTable table() {
        return new DynamoDbTable(DynamoDbLocal.client(), name.get(), ConflictRetry.real());
    }

    @AfterEach
    void closeClient() {
        client.close();
    }
}
