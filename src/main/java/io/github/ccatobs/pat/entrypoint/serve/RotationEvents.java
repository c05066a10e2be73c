package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.page.StateSentence;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationHistory;
import io.github.ccatobs.pat.rotation.RotationHistory.HistoryEntry;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells browsers how the running rotation stands and that an audit was made. The store is looked at while a browser
 * listens, by one thread for all, and less often the more repositories the rotation has. So it also tells of a rotation
 * that another process runs.
 */
final class RotationEvents {

    /** How many browsers may listen at a time; others are told to come back. */
    static final int MOST = 64;

    /** Rotations of other secrets may lie in between. */
    private static final int HEADS = 20;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int READ_IN_A_SECOND = 250;

    /** A proxy or a browser closes what says nothing for long. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Logger LOG = Logger.getLogger(RotationEvents.class);

    private final AuditHistory audits;
    private final RotationHistory rotations;
    private final SecretName secret;
    private final IntFunction<String> plan;
    private final Clock clock;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private boolean isLooking;

    /** The newest rotation once it has ended: it need not be read again. */
    private volatile Optional<Rotation> ended = Optional.empty();

    /** What the newest rotation takes; it stays what it was before the first write, which uses up limits itself. */
    private volatile Optional<RotationPlan> planned = Optional.empty();

    /** {@code plan} says what a rotation of so many repositories takes. */
    RotationEvents(
            AuditHistory audits, RotationHistory rotations, SecretName secret, IntFunction<String> plan, Clock clock) {
        this.audits = audits;
        this.rotations = rotations;
        this.secret = secret;
        this.plan = plan;
        this.clock = clock;
    }

    /** What a rotation takes, in words; empty of one that was met under way. */
    private record RotationPlan(RotationId rotation, String text) {}

    /**
     * The state at one moment.
     *
     * @param rotation the newest rotation, with what became of each repository
     * @param lastAudit when the last audit was
     */
    private record StoreSnapshot(Optional<Rotation> rotation, Optional<Instant> lastAudit) {}

    /**
     * The rotation as an event has it: all of it but repositories, of which those that changed.
     *
     * @param sentence as the page's first words say it
     * @param text more of it
     * @param plan what it takes, as planned before its first write; empty before its repositories are known, and of one met under way
     * @param waitUntil until when it waits; or empty
     */
    record RotationEvent(
            String id,
            String state,
            boolean underWay,
            String sentence,
            String text,
            String plan,
            String waitUntil,
            int done,
            int failed,
            int all,
            List<OutcomeEvent> repositories) {}

    /** The outcome of a repository. */
    record OutcomeEvent(String repository, String outcome, String at, String reason) {}

    /** When the last audit was. */
    record AuditEvent(String auditedAt) {}

    /**
     * The events for one browser; empty when too many listen.
     *
     * @param isAllowed whether it may still listen
     */
    Optional<EventStream> listen(BooleanSupplier isAllowed, Map<String, String> headers) {
        return listeners.size() >= MOST ? Optional.empty() : Optional.of(new Listener(isAllowed, headers));
    }

    private synchronized void add(Listener listener) {
        listeners.add(listener);
        if (!isLooking) {
            isLooking = true;
            Thread.ofVirtual().name("events").start(this::look);
        }
    }

    private synchronized boolean mayLook() {
        isLooking = !listeners.isEmpty();
        return isLooking;
    }

    private void look() {
        while (mayLook()) {
            var snapshot = snapshot();
            ended = snapshot.flatMap(StoreSnapshot::rotation)
                    .filter(rotation -> rotation.head().finishedAt().isPresent());
            listeners.forEach(listener -> listener.send(snapshot));
            int repositories = snapshot.flatMap(StoreSnapshot::rotation)
                    .filter(rotation -> ended.isEmpty())
                    .map(rotation -> rotation.outcomes().size())
                    .orElse(0);
            var pause = Duration.ofSeconds(repositories / READ_IN_A_SECOND);
            LockSupport.parkNanos(min(LONGEST, max(SHORTEST, pause)).toNanos());
        }
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Empty when the store cannot be read or is closed; the next poll tries again. Polling ends only when no browser listens. */
    private Optional<StoreSnapshot> snapshot() {
        try {
            return Optional.of(new StoreSnapshot(
                    rotations.heads(HEADS).stream()
                            .filter(head -> head.secret().equals(secret))
                            .findFirst()
                            .flatMap(head -> ended.filter(
                                            rotation -> rotation.head().equals(head))
                                    .or(() -> rotations.find(head.id()).map(HistoryEntry::rotation))),
                    audits.last(secret).map(AuditRecord::auditedAt)));
        } catch (RuntimeException e) {
            LOG.debug("the store says nothing of the rotation", e);
            return Optional.empty();
        }
    }

    private RotationEvent event(Rotation rotation, Map<RepositoryName, Outcome> told) {
        var head = rotation.head();
        var summary = new RotationReport(rotation, Set.of()).summary();
        List<OutcomeEvent> changed = new ArrayList<>();
        rotation.outcomes().forEach((name, outcome) -> {
            if (!outcome.equals(told.get(name))) {
                changed.add(event(name, outcome));
            }
        });
        return new RotationEvent(
                head.id().toString(),
                head.state().name().toLowerCase(Locale.ROOT),
                isUnderWay(head),
                shown(StateSentence.about(rotation)),
                text(head, summary, rotation.outcomes().size()),
                plan(rotation),
                head.waitUntil().map(Timestamps::print).orElse(""),
                summary.updated(),
                summary.failed(),
                rotation.outcomes().size(),
                changed);
    }

    private String plan(Rotation rotation) {
        if (rotation.outcomes().isEmpty()) {
            return "";
        }
        var id = rotation.head().id();
        var known = planned.filter(of -> of.rotation().equals(id)).orElseGet(() -> {
            boolean isBeforeAll = rotation.outcomes().values().stream().allMatch(Outcome.Pending.class::isInstance);
            return new RotationPlan(
                    id, isBeforeAll ? plan.apply(rotation.outcomes().size()) : "");
        });
        planned = Optional.of(known);
        return known.text();
    }

    private static boolean isUnderWay(RotationHeader head) {
        return head.state() == RotationState.RUNNING || head.state() == RotationState.WAITING;
    }

    private static String text(RotationHeader head, RotationReport.RotationSummary summary, int all) {
        return "Rotation " + head.id() + " by " + shown(head.startedBy()) + " is "
                + head.state().name().toLowerCase(Locale.ROOT)
                + head.waitUntil()
                        .map(until -> " until " + Timestamps.print(until))
                        .orElse("") + ": "
                + summary.updated() + " of " + all + " written, " + summary.failed() + " failed, " + summary.pending()
                + " " + RotationReport.pendingWord(head.state())
                + head.reason().map(reason -> ": " + shown(reason)).orElse("") + ".";
    }

    private static OutcomeEvent event(RepositoryName name, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Updated updated ->
                new OutcomeEvent(
                        name.toString(),
                        updated.verified() ? "verified" : "written",
                        Timestamps.print(updated.at()),
                        "");
            case Outcome.Failed failed ->
                new OutcomeEvent(name.toString(), "failed", Timestamps.print(failed.at()), shown(failed.reason()));
            case Outcome.Pending pending -> new OutcomeEvent(name.toString(), "pending", "", "");
        };
    }

    private static String shown(String text) {
        return TokenRedactor.of(PrintableText.of(text));
    }

    /** A browser that listens, and what it was told. */
    private final class Listener implements EventStream {

        private final BooleanSupplier isAllowed;
        private final Map<String, String> headers;
        private Predicate<String> sink = text -> false;
        private Runnable end = () -> {};
        private Optional<RotationHeader> sentHeader = Optional.empty();
        private Map<RepositoryName, Outcome> sentOutcomes = Map.of();
        private Optional<Instant> sentAudit = Optional.empty();
        private Instant lastSent = Instant.MIN;

        private Listener(BooleanSupplier isAllowed, Map<String, String> headers) {
            this.isAllowed = isAllowed;
            this.headers = headers;
        }

        @Override
        public Map<String, String> headers() {
            return headers;
        }

        @Override
        public void begin(Predicate<String> to, Runnable whenOver) {
            sink = to;
            end = whenOver;
            add(this);
        }

        @Override
        public void end() {
            listeners.remove(this);
        }

        private void finish() {
            end();
            end.run();
        }

        /** A defect ends its own events alone. */
        private void send(Optional<StoreSnapshot> snapshot) {
            try {
                sendOrFinish(snapshot);
            } catch (RuntimeException e) {
                LOG.error("a defect: a page could not be told how a rotation stands", e);
                finish();
            }
        }

        /** The session ends, and the connection is kept, whether the store can be read or not. */
        private void sendOrFinish(Optional<StoreSnapshot> snapshot) {
            if (!isAllowed.getAsBoolean()) {
                finish();
                return;
            }
            snapshot.ifPresent(this::sendChanges);
            if (lastSent.isBefore(clock.instant().minus(SILENCE)) && sink.test(": here\n\n")) {
                lastSent = clock.instant();
            }
        }

        private void sendChanges(StoreSnapshot snapshot) {
            snapshot.rotation().filter(this::hasChanged).ifPresent(this::sendRotation);
            if (!snapshot.lastAudit().equals(sentAudit)) {
                boolean isTaken = snapshot.lastAudit()
                        .map(moment -> say("audit", () -> new AuditEvent(Timestamps.print(moment))))
                        .orElse(true);
                sentAudit = isTaken ? snapshot.lastAudit() : sentAudit;
            }
        }

        private boolean hasChanged(Rotation rotation) {
            return !sentHeader.equals(Optional.of(rotation.head())) || !sentOutcomes.equals(rotation.outcomes());
        }

        private void sendRotation(Rotation rotation) {
            boolean isSame = sentHeader
                    .map(head -> head.id().equals(rotation.head().id()))
                    .orElse(false);
            if (say("rotation", () -> event(rotation, isSame ? sentOutcomes : Map.of()))) {
                sentHeader = Optional.of(rotation.head());
                sentOutcomes = new LinkedHashMap<>(rotation.outcomes());
            }
        }

        private boolean say(String name, Supplier<Object> data) {
            String lines = JsonDocument.print(data.get()).replace("\n", "\ndata: ");
            boolean isTaken = sink.test("event: " + name + "\ndata: " + lines + "\n\n");
            lastSent = isTaken ? clock.instant() : lastSent;
            return isTaken;
        }
    }
}
