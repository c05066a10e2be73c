package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditPolicy;
import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.AuditResult;
import io.github.ccatobs.pat.audit.FindingDiff;
import io.github.ccatobs.pat.audit.FindingRules;
import io.github.ccatobs.pat.audit.InMemoryAuditHistory;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.RepositoryState;
import io.github.ccatobs.pat.audit.RotationBaseline;
import io.github.ccatobs.pat.audit.TestTokens;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.MutableClock;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationNotifier;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A few repositories, audited night after night by the product's own rules, and told of by a teller that is new each
 * night, as after a restart.
 */
final class AuditScenario {

    static final SecretName SECRET = new SecretName("GH_PAT");
    private static final AuditPolicy STANDARDS = new AuditPolicy(Duration.ofMinutes(2), Duration.ofDays(900), Map.of());

    final RecordingNotifier notifier = new RecordingNotifier();
    final RecordingTracker tracker = new RecordingTracker();
    final InMemoryNotificationStore store = new InMemoryNotificationStore();
    final InMemoryAuditHistory history = new InMemoryAuditHistory();
    final MutableClock time = new MutableClock();
    private final Map<RepositoryName, Observation> observations = new LinkedHashMap<>();
    private final Map<RepositoryName, Waiver> accepted = new LinkedHashMap<>();
    private TokenExpiry expiry = new TokenExpiry.Never();
    private Optional<Instant> handedOut = Optional.empty();
    private TokenExpiry credentialExpiry = new TokenExpiry.Never();
    private int catchUps;

    private AuditScenario(String... names) {
        for (String name : names) {
            present(name);
        }
    }

    static AuditScenario of(String... names) {
        return new AuditScenario(names);
    }

    AuditScenario present(String name) {
        return see(name, new Observation.Present(MutableClock.START));
    }

    AuditScenario missing(String name) {
        return see(name, new Observation.Absent());
    }

    AuditScenario unreadable(String name) {
        return see(name, new Observation.Unreadable(Observation.Cause.UNAVAILABLE, "GitHub answered 502"));
    }

    AuditScenario gone(String name) {
        return see(name, new Observation.Unreadable(Observation.Cause.UNREACHABLE, "not found"));
    }

    /** An exception hides what is found there. */
    AuditScenario accepting(String name, Waiver exception) {
        accepted.put(RepositoryName.parse("acme/" + name), exception);
        return present(name);
    }

    private AuditScenario see(String name, Observation seen) {
        observations.put(RepositoryName.parse("acme/" + name), seen);
        return this;
    }

    AuditScenario tokenEnds(Instant end) {
        expiry = new TokenExpiry.At(end);
        return this;
    }

    /** The rotation of the token began then. */
    AuditScenario handedOut(Instant start) {
        handedOut = Optional.of(start);
        return this;
    }

    AuditScenario credentialEnds(Instant end) {
        credentialExpiry = new TokenExpiry.At(end);
        return this;
    }

    AuditScenario tokenEndsSometime() {
        expiry = new TokenExpiry.Unknown();
        return this;
    }

    /** Makes an audit and keeps it, as a whole night does before it tells. */
    AuditResult audit() {
        var states = observations.entrySet().stream()
                .map(entry -> new RepositoryState(entry.getKey(), entry.getValue(), Optional.empty(), Optional.empty()))
                .toList();
        var audit = new Audit(
                        SECRET, time.instant(), states, TestTokens.credentialEnding(credentialExpiry), Optional.empty())
                .with(TestTokens.ending(expiry, handedOut));
        var before = history.last(SECRET).map(AuditRecord::findings).orElse(List.of());
        var found = FindingRules.judge(audit, RotationBaseline.empty(), STANDARDS, List.of())
                .findings();
        var change = FindingDiff.follow(before, audit, found);
        var record = AuditRecord.of(audit, 0, Duration.ofSeconds(3), 9, change.open(), audit.notes());
        history.keep(record);
        return new AuditResult(audit, record, change, accepted, List.of());
    }

    /** How often people were told what is new of rotations. */
    int catchUps() {
        return catchUps;
    }

    private RotationNotifier rotations() {
        return new RotationNotifier() {
            @Override
            public Optional<String> started(Rotation rotation) {
                throw new AssertionError("an audit starts no rotation");
            }

            @Override
            public Optional<String> catchUp(SecretName secret) {
                catchUps++;
                return Optional.empty();
            }
        };
    }

    AuditNotifications pending() {
        return new AuditNotifications(notifier, tracker, store, history, rotations(), time);
    }

    void tell(AuditResult audit) {
        pending().audited(audit);
    }

    /** A whole night, and then a day: what was posted. */
    List<String> night() {
        try {
            tell(audit());
        } catch (Notifier.NotificationFailedException failure) {
            return List.of("failed");
        } finally {
            passDay();
        }
        return notifier.kinds();
    }

    /** A night without an audit. */
    List<String> night(String failure) {
        try {
            pending().failed(SECRET, failure);
        } catch (Notifier.NotificationFailedException ignored) {
            return List.of("failed");
        } finally {
            passDay();
        }
        return notifier.kinds();
    }

    /** So many nights: what was posted in each, "-" for nothing. */
    List<String> nights(int many) {
        return IntStream.range(0, many)
                .mapToObj(number -> night())
                .map(kinds -> kinds.isEmpty() ? "-" : String.join("+", kinds))
                .toList();
    }

    private void passDay() {
        time.move(Duration.ofDays(1));
    }
}
