package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.AuditRequest;
import io.github.ccatobs.pat.audit.AuditRequest.AuditScope;
import io.github.ccatobs.pat.audit.AuditService.AuditProgress;
import io.github.ccatobs.pat.audit.InMemoryAuditHistory;
import io.github.ccatobs.pat.audit.TestAuditServices;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.notification.TestInstructions;
import io.github.ccatobs.pat.notification.TestNotifications;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.TestRotations;
import io.github.ccatobs.pat.token.TestCredentials;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The whole life of a token where a policy of the organisation allows eight days, with an audit every other hour. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class EightDayTokenTest {

    private static final Duration LIFE = Duration.ofDays(8);

    /** 2.6 days: a token of eight days is announced no earlier. */
    private static final Duration FIRST_REMINDER = Duration.ofHours(62).plusMinutes(24);

    @Test
    void isAnnouncedOnceADayInItsLastDaysHandedOutAndFollowedByAnotherOfEightDays(@TempDir Path directory) {
        try (var rotations = TestRotations.of(3, directory)) {
            String tooLong = fineGrained("NinetyDays");
            rotations.gitHub().hasToken(tooLong).of("bot").livingLongerThan(8, "acme", 7);
            assertThat(form(rotations)).contains("&expires_in=90&");
            assertThat(rotations.rotate(tooLong).state()).isEqualTo(RotationState.REFUSED);
            assertThat(form(rotations)).contains("&target_name=acme&expires_in=8&");

            var made = rotations.clock().instant();
            String token = made(rotations, "EightDays");
            rotations.time().move(Duration.ofMinutes(30));
            assertThat(rotations.rotate(token).state()).isEqualTo(RotationState.COMPLETE);

            var posted = live(rotations, made.plus(LIFE));
            assertThat(posted.stream().map(PostedMessage::day)).doesNotHaveDuplicates();
            assertThat(posted.stream().filter(PostedMessage::isOfTheEnd))
                    .isNotEmpty()
                    .allSatisfy(message -> assertThat(message.beforeTheEnd()).isLessThanOrEqualTo(FIRST_REMINDER));

            String next = made(rotations, "EightMore");
            assertThat(rotations.rotate(next).state()).isEqualTo(RotationState.COMPLETE);
            assertThat(rotations.holding(next)).isEqualTo(3);
        }
    }

    /** A message that people got. */
    private record PostedMessage(String kind, LocalDate day, Duration beforeTheEnd) {

        boolean isOfTheEnd() {
            return kind.startsWith("expir") || kind.startsWith("credential");
        }
    }

    private static List<PostedMessage> live(TestRotations rotations, Instant end) {
        var history = new InMemoryAuditHistory();
        var notifications = new TestNotifications(history, rotations.clock());
        var audits = TestAuditServices.of(rotations, rotations.clients(), history, notifications.notifier())
                .with(TestCredentials.none(rotations.vault()));
        List<PostedMessage> posted = new ArrayList<>();
        while (rotations.clock().instant().isBefore(end)) {
            audits.run(request(rotations), AuditProgress.silent(), audit -> {});
            var now = rotations.clock().instant();
            notifications
                    .posted()
                    .forEach(message -> posted.add(new PostedMessage(
                            message.kind(), LocalDate.ofInstant(now, ZoneOffset.UTC), Duration.between(now, end))));
            rotations.time().move(Duration.ofHours(2));
        }
        return posted;
    }

    private static AuditRequest request(TestRotations rotations) {
        return new AuditRequest(
                rotations.secret(),
                () -> GraphSource.parse(rotations.graph().toString()),
                DependencyGraph::repositories,
                true,
                AuditScope.narrow(),
                false,
                TimeBudget.of(Duration.ofMinutes(1), rotations.clock()),
                name -> Optional.empty());
    }

    private static String made(TestRotations rotations, String name) {
        String token = fineGrained(name);
        rotations
                .gitHub()
                .hasToken(token)
                .of("bot")
                .fineGrained("secrets=write", "actions=read")
                .expiringAt(rotations.clock().instant().plus(LIFE));
        return token;
    }

    private static String form(TestRotations rotations) {
        return TestInstructions.renewal(
                        rotations.settings(GraphSettings.class), rotations.lifetimeLimits(), rotations.clock())
                .form(new SecretName("GH_PAT"), 3, name -> Optional.empty())
                .address()
                .toString();
    }

    private static String fineGrained(String name) {
        return "github_pat_" + (name + "x".repeat(90)).substring(0, 22) + "_" + "y".repeat(59);
    }
}
