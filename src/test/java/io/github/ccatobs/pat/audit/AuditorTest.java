package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.audit.Audit.AuditSummary;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.GitHubException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class AuditorTest {

    private final AuditFixture fixture = new AuditFixture();

    @BeforeEach
    void arrange() {
        fixture.gitHub.hasRepository("acme/present").withSecret("GH_PAT", "x", AuditFixture.LONG_AGO);
        fixture.gitHub.hasRepository("acme/missing");
        fixture.gitHub.hasRepository("acme/gone").gone();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void readsEveryRepositoryAndKeepsTheirOrder() {
        var audit = fixture.audit("acme/missing", "acme/present", "acme/gone");

        assertThat(audit.secret()).isEqualTo(AuditFixture.SECRET);
        assertThat(audit.auditedAt()).isEqualTo(AuditFixture.START);
        assertThat(audit.credential().login()).contains("reader");
        assertThat(audit.repositories())
                .extracting(RepositoryState::repository)
                .containsExactlyElementsOf(AuditFixture.names("acme/missing", "acme/present", "acme/gone"));
        assertThat(audit.summary()).isEqualTo(new AuditSummary(1, 1, 1));
        assertThat(audit.isComplete()).isFalse();
    }

    @Test
    void isCompleteWhenEveryRepositoryCouldBeRead() {
        var audit = fixture.audit("acme/present", "acme/missing");

        assertThat(audit.summary()).isEqualTo(new AuditSummary(1, 1, 0));
        assertThat(audit.isComplete()).isTrue();
    }

    @Test
    void countsOnceWhatTheGraphListsByItsOldAndItsNewName() {
        fixture.gitHub.hasRepository("acme/old").renamedTo("acme/new");

        for (String[] names : List.of(new String[] {"acme/old", "acme/new"}, new String[] {"acme/new", "acme/old"})) {
            var audit = fixture.audit(names);

            assertThat(audit.repositories()).singleElement().satisfies(state -> {
                assertThat(state.repository()).hasToString("acme/new");
                assertThat(state.alsoListedAs()).isEqualTo(AuditFixture.names("acme/old"));
            });
            assertThat(audit.summary()).isEqualTo(new AuditSummary(0, 1, 0));
            assertThat(FindingRules.judge(audit.repositories()))
                    .containsExactly(
                            new Finding.Missing(RepositoryName.parse("acme/new")),
                            new Finding.Graph("acme/old and acme/new are one repository today, which counts once: take"
                                    + " acme/old out of the graph"));
        }
    }

    @Test
    void countsATransferredRepositoryApartAndIsComplete() {
        fixture.gitHub.hasRepository("acme/moved").renamedTo("mallory/moved");

        var audit = fixture.audit("acme/present", "acme/moved");

        assertThat(audit.summary()).isEqualTo(new AuditSummary(1, 0, 0, 1));
        assertThat(audit.isComplete()).isTrue();
        assertThat(FindingRules.judge(audit.repositories()))
                .containsExactly(new Finding.Transferred(
                        RepositoryName.parse("acme/moved"), RepositoryName.parse("mallory/moved")));
    }

    @Test
    void sendsARejectedCredentialOnlyOnce() {
        fixture.token.revoked();

        assertThatThrownBy(() -> fixture.audit("acme/present", "acme/missing"))
                .isInstanceOf(GitHubException.CredentialRejectedException.class);
        assertThat(fixture.gitHub.requests()).hasSize(1);
    }

    @Test
    void givesNoAuditWhenTheCredentialIsRejectedHalfWay() {
        fixture.gitHub.onRequest("GET", "/repos/acme/missing/.*").answers(401, "{\"message\":\"Bad credentials\"}");

        assertThatThrownBy(() -> fixture.audit("acme/present", "acme/missing", "acme/gone"))
                .isInstanceOf(GitHubException.CredentialRejectedException.class);
    }

    /** As GitHub answers a workflow's own token. */
    @Test
    void goesOnWithACredentialThatMayNotAskWhoItIs() {
        fixture.gitHub
                .onRequest("GET", "/user")
                .answers(403, "{\"message\":\"Resource not accessible by integration\"}");

        var audit = fixture.audit("acme/present");

        assertThat(audit.credential().login()).isEmpty();
        assertThat(audit.summary()).isEqualTo(new AuditSummary(1, 0, 0));
    }

    @Test
    void waitsForALimitThatEndsInTime() {
        fixture.gitHub
                .onRequest("GET", "/repos/acme/present/.*")
                .times(1)
                .answers(429, Map.of("retry-after", "60"), "{}");

        assertThat(fixture.audit("acme/present").summary()).isEqualTo(new AuditSummary(1, 0, 0));
        assertThat(fixture.clock.instant()).isAfterOrEqualTo(AuditFixture.START.plusSeconds(60));
    }

    @Test
    void tellsHowFarItIs() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();

        fixture.audit((done, all) -> heard.add(done + "/" + all), "acme/present", "acme/missing", "acme/gone");

        assertThat(heard).containsExactlyInAnyOrder("1/3", "2/3", "3/3");
    }

    /** The sandbox enforces the limits that GitHub publishes: 900 points in a minute and 100 requests at once, and more. */
    @Test
    void readsAThousandRepositoriesWithoutMeetingALimit() {
        String[] many =
                IntStream.rangeClosed(1, 1000).mapToObj("acme/r%04d"::formatted).toArray(String[]::new);
        for (String name : many) {
            fixture.gitHub.hasRepository(name).withSecret("GH_PAT", "x", AuditFixture.LONG_AGO);
        }

        assertThat(fixture.audit(many).summary()).isEqualTo(new AuditSummary(1000, 0, 0));
        assertThat(fixture.gitHub.limitAnswers()).isZero();
        assertThat(fixture.gitHub.requests()).hasSize(1001);
        assertThat(fixture.gitHub.mostInFlight()).isBetween(1, 8);
        assertThat(Duration.between(AuditFixture.START, fixture.clock.instant()))
                .isBetween(Duration.ofSeconds(55), Duration.ofSeconds(70));
    }

    @Test
    void readsNothingWhenThereIsNoRepository() {
        assertThat(fixture.audit().summary()).isEqualTo(new AuditSummary(0, 0, 0));
    }
}
