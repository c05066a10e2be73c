package io.github.ccatobs.pat.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.notification.NotificationStore;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The stores that the application has. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class StoreInTheApplicationTest {

    @Inject
    RotationStore rotations;

    @Inject
    AuditHistory audits;

    @Inject
    NotificationStore notifications;

    @Test
    void shareOneExecutor() {
        var executor = ((TableRotationStore) ClientProxy.unwrap(rotations)).executor();
        assertThat(((TableAuditHistory) ClientProxy.unwrap(audits)).executor()).isSameAs(executor);
        assertThat(((TableNotificationStore) ClientProxy.unwrap(notifications)).executor())
                .isSameAs(executor);
    }
}
