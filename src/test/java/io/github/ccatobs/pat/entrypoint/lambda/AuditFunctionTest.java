package io.github.ccatobs.pat.entrypoint.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.audit.InMemoryAuditHistory;
import io.github.ccatobs.pat.audit.TestAuditServices;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.TestNotifications;
import io.github.ccatobs.pat.rotation.RotationSettings;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.TestRotations;
import io.github.ccatobs.pat.token.TestCredentials;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class AuditFunctionTest {

    private static final String TOKEN = "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";

    @Test
    void countsTheDaysByGitHubsClock(@TempDir Path directory) throws Exception {
        try (var rotations = TestRotations.of(1, directory)) {
            var clock = rotations.clock();
            rotations
                    .gitHub()
                    .hasToken(TOKEN)
                    .of("bot")
                    .withScopes("repo", "workflow")
                    .expiringAt(clock.instant().plus(Duration.ofDays(90)).plus(Duration.ofHours(12)));
            assertThat(rotations.rotate(TOKEN).state()).isEqualTo(RotationState.COMPLETE);
            rotations.gitHub().runsAheadBy(Duration.ofDays(4));

            var clients = rotations.clients();
            var history = new InMemoryAuditHistory();
            var notifications = new TestNotifications(history, clock);
            var audits = TestAuditServices.of(rotations, clients, history, notifications.notifier())
                    .with(TestCredentials.none(rotations.vault()));
            var printed = new ByteArrayOutputStream();
            new AuditFunction(
                            audits,
                            rotations.settings(RotationSettings.class),
                            new EmbeddedMetrics(new PrintStream(printed, true, UTF_8), clock),
                            new DynamoDbTableCheck(Optional.of("table")),
                            clients,
                            clock)
                    .audit(Map.of());

            var counts = new ObjectMapper().readTree(printed.toString(UTF_8));
            assertThat(counts.path("AuditCompleted").asInt()).isEqualTo(1);
            assertThat(counts.path("DaysToExpiry").asInt()).isEqualTo(86);
            assertThat(counts.path("DaysToCredentialExpiry").asInt()).isEqualTo(86);

            notifications.posted();
            printed.reset();
            var withoutTable = new AuditFunction(
                    audits,
                    rotations.settings(RotationSettings.class),
                    new EmbeddedMetrics(new PrintStream(printed, true, UTF_8), clock),
                    new DynamoDbTableCheck(Optional.empty()),
                    clients,
                    clock);
            assertThatThrownBy(() -> withoutTable.audit(Map.of()))
                    .hasNoCause()
                    .hasMessageContaining("ccat.pat.store.table");
            assertThat(notifications.posted()).extracting(Notification::kind).containsExactly("audit-failed");
            assertThat(new ObjectMapper()
                            .readTree(printed.toString(UTF_8))
                            .path("AuditFailed")
                            .asInt())
                    .isEqualTo(1);
        }
    }
}
