package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.sandbox.RateLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rotation that no single run could finish ends all the same, slice by slice, in every store. */
public abstract class SlicesContract {

    /** Writes under way when a slice's time is over may still end. */
    private static final Duration LAST_CALLS = Duration.ofSeconds(15);

    private final int size;
    private final Duration budget;
    private final int least;

    /** Rotates over {@code size} repositories, in slices that take {@code budget} each, which makes at least so many. */
    protected SlicesContract(int size, Duration budget, int least) {
        this.size = size;
        this.budget = budget;
        this.least = least;
    }

    /** Opens a store that holds nothing yet. */
    protected abstract RotationStore empty();

    /** GitHub's published limits are enforced by the sandbox; time passes only while a thread sleeps. */
    @Test
    void rotatesInManySlicesWithoutMeetingALimit(@TempDir Path directory) {
        try (var fixture = RotationFixture.of(size);
                var store = empty()) {
            fixture.store = store;
            fixture.gitHub.limitedTo(RateLimits.published());
            var service = new RotationServiceFixture(fixture, directory);
            service.vault.put(RotationServiceFixture.NEW);
            var id = service.begin().rotation().head().id();
            List<RotationHeader> heads = new ArrayList<>();
            do {
                var began = fixture.clock.instant();
                heads.add(service.open().slice(id, budget));
                assertThat(Duration.between(began, fixture.clock.instant()))
                        .isLessThanOrEqualTo(budget.plus(LAST_CALLS));
                heads.getLast().waitUntil().ifPresent(service::waitUntil);
            } while (heads.getLast().state() == RotationState.WAITING);
            assertThat(heads.getLast().state()).isEqualTo(RotationState.COMPLETE);
            assertThat(heads).hasSizeGreaterThanOrEqualTo(least);
            assertThat(fixture.gitHub.limitAnswers()).isZero();
            assertThat(fixture.gitHub.count("GET", "/repos/[^/]+/[^/]+/actions/secrets"))
                    .as("each is read back once, and again only where the end of a slice came before its answer")
                    .isBetween(size, size + size / 10);
            assertThat(fixture.gitHub.count("GET", "/repos/.*/actions/secrets/public-key"))
                    .as("no slice asks for what one before has seen")
                    .isEqualTo(size);
            assertThat(fixture.holding(RotationServiceFixture.NEW)).isEqualTo(fixture.names());
            var outcomes = store.find(id).orElseThrow().outcomes();
            assertThat(outcomes).hasSize(size);
            assertThat(outcomes.values())
                    .allSatisfy(outcome -> assertThat(outcome.written()).isPresent());
            assertThat(store.ledger(RotationFixture.SECRET)).hasSize(size);
        }
    }
}
