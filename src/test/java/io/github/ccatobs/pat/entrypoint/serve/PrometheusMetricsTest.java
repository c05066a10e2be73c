package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.TestClientFactories;
import io.github.ccatobs.pat.github.TestSettings;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.InMemoryRotationStore;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final SecretName SECRET = new SecretName("GH_PAT");

    private final TestAuditHistories.OfOne history = new TestAuditHistories.OfOne();
    private final InMemoryRotationStore store = new InMemoryRotationStore();
    private final GitHubClientFactory clients =
            TestClientFactories.connector(TestSettings.defaults(), CLOCK, pause -> {});
    private final PrometheusMetrics metrics =
            new PrometheusMetrics(history, store, Settings.of(ActionsSecretSettings.class, Map.of()), clients, CLOCK);

    @Test
    void leavesOutWhatIsNotKnown() {
        assertThat(metrics.respond().body())
                .contains("ccat_pat_audits_total{result=\"failed\"} 0.0\n")
                .doesNotContain(
                        "ccat_pat_token_expiry_days",
                        "ccat_pat_credential_expiry_days",
                        "ccat_pat_repositories{",
                        "ccat_pat_rotation");
    }

    @Test
    void tellsWhatTheStoreKnows() {
        history.keep(TestAuditHistories.record(SECRET, NOW.minus(Duration.ofHours(12)), Duration.ofSeconds(3)));
        rotate();

        assertThat(metrics.respond().body().lines())
                .contains(
                        "ccat_pat_repositories{state=\"present\"} 1.0",
                        "ccat_pat_repositories{state=\"missing\"} 2.0",
                        "ccat_pat_repositories{state=\"unreadable\"} 1.0",
                        "ccat_pat_findings{kind=\"missing\"} 2.0",
                        "ccat_pat_findings{kind=\"expired\"} 0.0",
                        "ccat_pat_token_expiry_days 13.5",
                        "ccat_pat_token_expiry_unknown 0.0",
                        "ccat_pat_credential_expiry_days 198.5",
                        "ccat_pat_last_audit_age_seconds 43200.0",
                        "ccat_pat_rotation_repositories{outcome=\"updated\"} 1.0",
                        "ccat_pat_rotation_repositories{outcome=\"failed\"} 0.0",
                        "ccat_pat_rotation_repositories{outcome=\"pending\"} 1.0",
                        "ccat_pat_rotation_state{state=\"running\"} 1.0",
                        "ccat_pat_rotation_state{state=\"complete\"} 0.0");
    }

    @Test
    void tellsThatTheEndOfTheTokenIsUnknown() {
        history.keep(TestAuditHistories.withToken(
                TestAuditHistories.record(SECRET, NOW, Duration.ofSeconds(3)), TokenStatus.unknown()));

        assertThat(metrics.respond().body())
                .contains("\nccat_pat_token_expiry_unknown 1.0\n")
                .doesNotContain("ccat_pat_token_expiry_days ");
    }

    @Test
    void countsTheDaysByGitHubsClockAndTheAgeByOurs() {
        TestClientFactories.learnOffset(clients, NOW, Duration.ofDays(4));
        history.keep(TestAuditHistories.record(SECRET, NOW.minus(Duration.ofHours(12)), Duration.ofSeconds(3)));

        assertThat(metrics.respond().body().lines())
                .contains(
                        "ccat_pat_token_expiry_days 9.5",
                        "ccat_pat_credential_expiry_days 194.5",
                        "ccat_pat_last_audit_age_seconds 43200.0");
    }

    @Test
    void countsWhatHappens() {
        happen();

        assertThat(metrics.respond().body().lines())
                .contains(
                        "ccat_pat_github_requests_total{status=\"200\"} 1.0",
                        "ccat_pat_github_requests_total{status=\"none\"} 1.0",
                        "ccat_pat_github_limit_waits_total 2.0",
                        "ccat_pat_github_limit_wait_seconds_total 90.0",
                        "ccat_pat_http_requests_total{status=\"404\"} 1.0",
                        "ccat_pat_http_failed_authentications_total 1.0",
                        "ccat_pat_audits_total{result=\"incomplete\"} 1.0");
    }

    @Test
    void isDocumentedWhole() throws IOException {
        happen();
        history.keep(TestAuditHistories.record(SECRET, NOW, Duration.ofSeconds(3)));
        rotate();

        assertThat(names(
                        Pattern.compile("(?m)^# TYPE (\\S+) "),
                        metrics.respond().body()))
                .isEqualTo(names(
                        Pattern.compile("(?m)^\\| `(ccat_pat_\\w+)"), Files.readString(Path.of("docs/serve.md"))));
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void happen() {
        metrics.calls().answered(200);
        metrics.calls().unanswered();
        metrics.waits().waiting(NOW.plusSeconds(60), "480 writes in an hour");
        metrics.waits().waiting(NOW.plusSeconds(90), "480 writes in an hour");
        metrics.answered(404);
        metrics.refused();
        metrics.audited("incomplete");
    }

    private void rotate() {
        var web = RepositoryName.parse("acme/web");
        var head = new RotationHeader(
                new RotationId("20261123-080000-abcd"),
                RotationState.RUNNING,
                SECRET,
                Fingerprint.of(SecretValue.of("a token of this test")),
                new TokenExpiry.Unknown(),
                Optional.of("version"),
                NOW,
                "a test",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
        var lease = store.acquire(SECRET, "a test", NOW, Duration.ofMinutes(1));
        store.save(head, List.of(web, RepositoryName.parse("acme/api")), lease);
        store.record(head, web, new Outcome.Updated(NOW, 1, true), lease);
    }
}
