package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.RateLimitListener;
import io.github.ccatobs.pat.github.RequestListener;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics for Prometheus: counters since this process started, and gauges read from the store at each scrape.
 * An unknown value, e.g. an expiry date that GitHub did not report, is left out; that the token's is unknown has a metric.
 */
@ApplicationScoped
public class PrometheusMetrics implements ApiHttpServer.ServerMetrics {

    private static final double SECONDS_IN_A_DAY = Duration.ofDays(1).toSeconds();

    private final AuditHistory history;
    private final RotationStore store;
    private final SecretName secret;
    private final GitHubClientFactory clients;
    private final Clock clock;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MultiGauge repositories =
            gauge("ccat.pat.repositories", "Repositories by their state in the last audit");
    private final MultiGauge findings = gauge("ccat.pat.findings", "Findings open after the last audit, by kind");
    private final MultiGauge expiry = gauge("ccat.pat.token.expiry.days", "Days until the token expires");
    private final MultiGauge expiryUnknown =
            gauge("ccat.pat.token.expiry.unknown", "1 when it is unknown when the token expires, 0 when that is known");
    private final MultiGauge credentialExpiry =
            gauge("ccat.pat.credential.expiry.days", "Days until the credential that audits read with expires");
    private final MultiGauge age = gauge("ccat.pat.last.audit.age.seconds", "Seconds since the last audit began");
    private final MultiGauge progress =
            gauge("ccat.pat.rotation.repositories", "Repositories of the newest rotation, by outcome");
    private final MultiGauge state = gauge("ccat.pat.rotation.state", "1 for the state of the newest rotation, else 0");
    private final AtomicInteger connections =
            Objects.requireNonNull(registry.gauge("ccat.pat.http.connections", new AtomicInteger()));
    private final AtomicReference<Instant> waitedUntil = new AtomicReference<>(Instant.EPOCH);

    PrometheusMetrics(
            AuditHistory history,
            RotationStore store,
            ActionsSecretSettings settings,
            GitHubClientFactory clients,
            Clock clock) {
        this.history = history;
        this.store = store;
        this.secret = new SecretName(settings.secret());
        this.clients = clients;
        this.clock = clock;
        for (String result : List.of("complete", "incomplete", "failed")) {
            audited(result, 0);
        }
        waited(0, 0);
        refused(0);
    }

    private MultiGauge gauge(String name, String help) {
        return MultiGauge.builder(name).description(help).register(registry);
    }

    /** Counts the requests to GitHub. */
    public RequestListener calls() {
        return new RequestListener() {
            @Override
            public void answered(int status) {
                called(Integer.toString(status));
            }

            @Override
            public void unanswered() {
                called("none");
            }
        };
    }

    /** Counts the waits for GitHub's limits. A limit that several requests wait for is counted once. */
    public RateLimitListener waits() {
        return (until, why) -> {
            var now = clock.instant();
            var before = waitedUntil.getAndAccumulate(until, (a, b) -> a.isAfter(b) ? a : b);
            var from = before.isAfter(now) ? before : now;
            waited(1, Math.max(0, Duration.between(from, until).toMillis()) / 1000.0);
        };
    }

    /** Counts an audit that ended as {@code result}. */
    public void audited(String result) {
        audited(result, 1);
    }

    @Override
    public void answered(int status) {
        registry.counter("ccat.pat.http.requests", "status", Integer.toString(status))
                .increment();
    }

    @Override
    public void refused() {
        refused(1);
    }

    @Override
    public void open(int connections) {
        this.connections.set(connections);
    }

    private void refused(int more) {
        registry.counter("ccat.pat.http.failed.authentications").increment(more);
    }

    private void called(String status) {
        registry.counter("ccat.pat.github.requests", "status", status).increment();
    }

    private void waited(int times, double seconds) {
        registry.counter("ccat.pat.github.limit.waits").increment(times);
        registry.counter("ccat.pat.github.limit.wait.seconds").increment(seconds);
    }

    private void audited(String result, int more) {
        registry.counter("ccat.pat.audits", "result", result).increment(more);
    }

    /** All of it, in Prometheus' text format. */
    synchronized ApiResponse respond() {
        history.last(secret).ifPresent(this::show);
        store.newest(1).stream()
                .map(RotationHeader::id)
                .flatMap(id -> store.find(id).stream())
                .forEach(this::show);
        return new ApiResponse(
                200, Map.of("content-type", "text/plain; version=0.0.4; charset=utf-8"), registry.scrape());
    }

    private void show(AuditRecord last) {
        var seen = last.summary();
        set(
                repositories,
                Stream.of(
                        row("state", "present", seen.present()),
                        row("state", "missing", seen.missing()),
                        row("state", "unreadable", seen.unreadable()),
                        row("state", "transferred", seen.transferred())));
        Map<FindingKind, Long> counts =
                last.findings().stream().collect(Collectors.groupingBy(OpenFinding::kind, Collectors.counting()));
        set(
                findings,
                Arrays.stream(FindingKind.values())
                        .map(kind -> row("kind", kind.toString(), counts.getOrDefault(kind, 0L))));
        var now = clock.instant();
        var gitHubNow = clients.gitHubClock().at(now);
        set(expiry, days(last.token().expiry(), gitHubNow));
        set(
                expiryUnknown,
                Stream.of(MultiGauge.Row.of(Tags.empty(), last.token().isUnknown() ? 1 : 0)));
        set(credentialExpiry, days(last.credential().expiry(), gitHubNow));
        set(
                age,
                Stream.of(MultiGauge.Row.of(
                        Tags.empty(), Duration.between(last.auditedAt(), now).toSeconds())));
    }

    /** No row when it never ends, or its end is unknown: no number says either. */
    private static Stream<MultiGauge.Row<Number>> days(TokenExpiry expiry, Instant now) {
        return expiry.end().stream()
                .map(end -> MultiGauge.Row.of(
                        Tags.empty(), Duration.between(now, end).toSeconds() / SECONDS_IN_A_DAY));
    }

    private void show(Rotation newest) {
        var report = new RotationReport(newest, Set.of());
        set(
                progress,
                Stream.of(
                                RotationReport.RepositoryStatus.UPDATED,
                                RotationReport.RepositoryStatus.FAILED,
                                RotationReport.RepositoryStatus.PENDING)
                        .map(repositoryStatus -> row(
                                "outcome",
                                lower(repositoryStatus),
                                report.repositoriesWith(repositoryStatus).size())));
        set(
                state,
                Arrays.stream(RotationState.values())
                        .map(each ->
                                row("state", lower(each), each == newest.head().state() ? 1 : 0)));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static MultiGauge.Row<Number> row(String label, String value, Number number) {
        return MultiGauge.Row.of(Tags.of(label, value), number);
    }

    private static void set(MultiGauge gauge, Stream<MultiGauge.Row<Number>> rows) {
        gauge.register(rows.collect(Collectors.toUnmodifiableList()), true);
    }
}
