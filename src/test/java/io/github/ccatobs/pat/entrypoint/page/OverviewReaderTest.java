package io.github.ccatobs.pat.entrypoint.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.InMemoryAuditHistory;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.MutableClock;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.retirement.RetirementReport;
import io.github.ccatobs.pat.rotation.InMemoryRotationStore;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.TestRotationHistories;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reads a store that has more than is shown. */
class OverviewReaderTest {

    private static final SecretName OURS = new SecretName("GH_PAT");
    private static final SecretName OTHER = new SecretName("OTHER");

    private final MutableClock clock = new MutableClock();
    private final InMemoryRotationStore store = new InMemoryRotationStore();
    private final InMemoryAuditHistory history = new InMemoryAuditHistory();
    private final OverviewReader reader = new OverviewReader(
            history, store, TestRotationHistories.over(store, clock), OverviewReaderTest::nothingToRetire, clock);

    @Test
    void showsRotationsThoughThoseOfAnotherSecretAreNewer() {
        complete(OURS, "20261101-090000-aaaa");
        for (int number = 10; number < 30; number++) {
            complete(OTHER, "202611" + number + "-090000-bbbb");
        }

        assertThat(reader.read(OURS).rotations())
                .singleElement()
                .satisfies(entry -> assertThat(entry.rotation().head().id()).hasToString("20261101-090000-aaaa"));
        assertThat(reader.read(OTHER).rotations()).hasSize(10);
    }

    /** As audits do, which say so beside it. */
    @Test
    void takesTheEndOfTheTokenByTheClockOfGitHub() {
        var audit = SampleOverviews.well(3).audits().getFirst();
        history.keep(audit);
        var end = audit.token().expiry().end().orElseThrow();
        clock.move(Duration.between(clock.instant(), end.plusSeconds(3600)));

        var ahead = reader.readOrExplain(OURS, last -> false, moment -> moment.minus(Duration.ofDays(1)));
        assertThat(SampleOverviews.page(ahead).state().text()).contains("It expires in less than a day.");
        assertThat(SampleOverviews.page(ahead).token().sentence()).contains(" ends ");
        assertThat(ahead.now()).as("for everything else").isEqualTo(clock.instant());
        var right = reader.readOrExplain(OURS, last -> false, moment -> moment);
        assertThat(SampleOverviews.page(right).state().text()).startsWith("GH_PAT expired 1 hour ago");
    }

    private static RetirementReport nothingToRetire(SecretName secret) {
        return new RetirementReport(
                secret,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new TokenExpiry.Unknown(),
                RetirementReport.RetirementStatus.REFUSED,
                List.of(),
                Optional.empty(),
                0);
    }

    private void complete(SecretName secret, String id) {
        var lease = store.acquire(secret, "ada", clock.instant(), Duration.ofMinutes(1));
        store.save(
                new RotationHeader(
                        new RotationId(id),
                        RotationState.COMPLETE,
                        secret,
                        Fingerprint.of(SecretValue.of(id)),
                        new TokenExpiry.Unknown(),
                        Optional.empty(),
                        clock.instant(),
                        "ada",
                        Optional.of(clock.instant()),
                        Optional.empty(),
                        Optional.empty(),
                        false),
                List.of(),
                lease);
        store.release(lease);
    }
}
