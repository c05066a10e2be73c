package io.github.ccatobs.pat.entrypoint.lambda;

import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationService;
import io.github.ccatobs.pat.rotation.RotationSettings;
import io.quarkus.funqy.Funq;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** The function {@code rotate}: one slice of a rotation, for a state machine that calls it until there is no more to do. */
public class RotateFunction {

    private static final Logger LOG = Logger.getLogger(RotateFunction.class);
    private static final String ROTATION = "rotation";
    private static final Duration ALMOST_A_SECOND = Duration.ofMillis(999);

    private final RotationService rotations;
    private final RotationSettings settings;
    private final EmbeddedMetrics metrics;
    private final DynamoDbTableCheck store;
    private final Clock clock;

    RotateFunction(
            RotationService rotations,
            RotationSettings settings,
            EmbeddedMetrics metrics,
            DynamoDbTableCheck store,
            Clock clock) {
        this.rotations = rotations;
        this.settings = settings;
        this.metrics = metrics;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Begins a rotation if the event names none, and runs one slice of it.
     *
     * @throws FunctionFailedException when it fails, and when there is no event: nothing is written unasked
     */
    @Funq("rotate")
    public RotateResult rotate(@Nullable RotateEvent event) {
        return FunctionFailedException.orFail(() -> slice(event));
    }

    private RotateResult slice(@Nullable RotateEvent event) {
        if (event == null) {
            throw new IllegalArgumentException(
                    "the event is null: expected an object; an empty one, {}, rotates to the current version");
        }
        store.require();
        var id = event.rotation().orElseGet(() -> begin(event));
        MDC.put(ROTATION, id.toString());
        try {
            return result(rotations.slice(id, settings.slice()));
        } finally {
            MDC.remove(ROTATION);
        }
    }

    private RotationId begin(RotateEvent event) {
        return rotations
                .begin(event.version(), event.continueOnError(), event.caller())
                .rotation()
                .head()
                .id();
    }

    private RotateResult result(RotationHeader head) {
        var summary = rotations
                .find(head.id())
                .map(RotateFunction::summary)
                .orElseThrow(() -> new IllegalStateException("rotation " + head.id() + " is gone"));
        metrics.count(head.secret(), counts(head, summary));
        var answer = new RotateResult(
                head.id().toString(), head.state().name().toLowerCase(Locale.ROOT), waitSeconds(head), summary);
        LOG.infof("rotation %s is %s: %s", answer.rotationId(), answer.state(), summary);
        return answer;
    }

    private static RotationReport.RotationSummary summary(Rotation rotation) {
        return new RotationReport(rotation, Set.of()).summary();
    }

    private static Map<String, Number> counts(RotationHeader head, RotationReport.RotationSummary summary) {
        Map<String, Number> counts = new LinkedHashMap<>();
        switch (head.state()) {
            case COMPLETE -> counts.put("RotationComplete", 1);
            case STOPPED, REFUSED -> counts.put("RotationStopped", 1);
            case RUNNING, WAITING, SUPERSEDED -> {}
        }
        counts.put("RepositoriesPending", summary.pending());
        return counts;
    }

    private long waitSeconds(RotationHeader head) {
        return switch (head.state()) {
            case WAITING -> head.waitUntil().map(this::secondsUntil).orElse(0L);
            // Another process runs it; if that has died, its lease ends no later than this.
            case RUNNING -> settings.lease().plus(ALMOST_A_SECOND).toSeconds();
            case COMPLETE, STOPPED, REFUSED, SUPERSEDED -> 0;
        };
    }

    private long secondsUntil(Instant moment) {
        return Math.max(
                0,
                Duration.between(clock.instant(), moment).plus(ALMOST_A_SECOND).toSeconds());
    }

    /**
     * How a rotation stands after a slice.
     *
     * @param state as in every document: {@code running}, {@code waiting}, {@code complete} and so on
     * @param waitSeconds after how many seconds the next slice has something to do; zero when there is none
     */
    public record RotateResult(
            String rotationId, String state, long waitSeconds, RotationReport.RotationSummary summary) {}
}
