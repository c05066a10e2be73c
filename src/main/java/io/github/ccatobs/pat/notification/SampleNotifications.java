package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.Waiver;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A notice of each kind, made up, for people who want to see what they look like. */
public final class SampleNotifications {

    private static final SecretName SECRET = new SecretName("GH_PAT");
    private static final Instant NIGHT = Instant.parse("2026-11-23T03:00:12Z");
    private static final Instant EARLIER = Instant.parse("2026-11-16T03:00:09Z");
    private static final Instant END = Instant.parse("2026-12-07T12:00:00Z");
    private static final TokenExpiration TOKEN_END = new TokenExpiration(END, Optional.of("ccat-robot"));
    private static final String REASON = "not found, or not visible to GITHUB_TOKEN";
    private static final OpenFinding MISSING = finding(FindingKind.MISSING, "ccatobs/ops-db-api", NIGHT, "");
    private static final OpenFinding OVERWRITTEN = finding(
            FindingKind.OVERWRITTEN,
            "ccatobs/ops-db-ui",
            NIGHT,
            "written 2026-11-22T16:20:04Z, but not by ccat-pat, whose last write was 2026-09-01T08:11:37Z");
    private static final OpenFinding STALE = finding(
            FindingKind.STALE,
            "ccatobs/data-transfer",
            EARLIER,
            "written 2026-02-21T22:17:45Z, before the last rotation began 2026-09-01T08:10:00Z");

    private static final Map<RotationState, String> REASONS = Map.of(
            RotationState.WAITING, "480 writes in an hour",
            RotationState.STOPPED, "ccatobs/ops-db-api: " + REASON,
            RotationState.REFUSED, "ccatobs/ops-db-api cannot be written: it is archived");

    private static final List<Notification> ALL = List.of(
            new Notification.FindingsChanged(
                    accepting(1), List.of(MISSING, OVERWRITTEN), List.of(STALE), List.of(), Optional.empty()),
            new Notification.FindingsChanged(
                    audited(0), List.of(), List.of(STALE, MISSING), List.of(), Optional.empty()),
            new Notification.Reminder(
                    accepting(1),
                    List.of(finding(FindingKind.MISSING, "ccatobs/ops-db-api", EARLIER, ""), STALE),
                    Optional.empty()),
            new Notification.TokenExpiring(audited(0), TOKEN_END),
            new Notification.TokenExpired(audited(0), new TokenExpiration(EARLIER, Optional.of("ccat-robot"))),
            new Notification.AuditFailed(
                    SECRET,
                    NIGHT,
                    AuditIssue.begun(
                            AuditIssue.AuditIssueKind.FAILED,
                            "GitHub rejected the credential from GITHUB_TOKEN: it is wrong, expired or revoked",
                            EARLIER)),
            new Notification.AuditIncomplete(incomplete(), NIGHT, 1),
            new Notification.AuditsWork(
                    new AuditSnapshot(
                            SECRET,
                            NIGHT,
                            new Audit.AuditSummary(12, 0, 0),
                            List.of(),
                            Optional.of(AuditIssue.begun(AuditIssue.AuditIssueKind.INCOMPLETE, "", EARLIER))),
                    0),
            new Notification.AllIsWell(accepting(0), new TokenExpiry.At(Instant.parse("2027-01-15T12:00:00Z")), 1),
            new Notification.TokenEndUnknown(
                    audited(0), List.of("ccat.pat.token.secret-id is not set", "this store has no rotation of it"), 1),
            new Notification.RotationStarted(rotation(RotationState.RUNNING, 0), false),
            new Notification.RotationStarted(rotation(RotationState.RUNNING, 2), true),
            new Notification.RotationWaiting(rotation(RotationState.WAITING, 2)),
            new Notification.RotationStopped(rotation(RotationState.STOPPED, 2)),
            new Notification.RotationRefused(rotation(RotationState.REFUSED, 0)),
            new Notification.RotationComplete(rotation(RotationState.COMPLETE, 4)));

    private SampleNotifications() {}

    /** One of each kind. */
    public static List<Notification> all() {
        return ALL;
    }

    private static AuditSnapshot audited(int missing) {
        return new AuditSnapshot(
                SECRET, NIGHT, new Audit.AuditSummary(12 - missing, missing, 0), List.of(), Optional.empty());
    }

    private static AuditSnapshot accepting(int missing) {
        return new AuditSnapshot(
                SECRET,
                NIGHT,
                new Audit.AuditSummary(11 - missing, missing + 1, 0),
                List.of(),
                Optional.empty(),
                Map.of(
                        RepositoryName.parse("ccatobs/telescope-control"),
                        new Waiver("moves to another organisation", LocalDate.parse("2027-01-31"))));
    }

    private static AuditSnapshot incomplete() {
        var unreadableRepository = new UnreadableRepository(RepositoryName.parse("ccatobs/telescope-control"), REASON);
        return new AuditSnapshot(
                SECRET, NIGHT, new Audit.AuditSummary(10, 1, 1), List.of(unreadableRepository), Optional.empty());
    }

    private static OpenFinding finding(FindingKind kind, String repository, Instant since, String detail) {
        return new OpenFinding(kind, Optional.of(RepositoryName.parse(repository)), since, detail, true);
    }

    private static Rotation rotation(RotationState state, int updated) {
        var started = Instant.parse("2026-11-23T08:45:12Z");
        var outcomes = new LinkedHashMap<RepositoryName, Outcome>();
        for (String name : List.of("system-integration", "ops-db", "ops-db-api", "ops-db-ui")) {
            var repository = RepositoryName.parse("ccatobs/" + name);
            int position = outcomes.size();
            if (position < updated) {
                outcomes.put(repository, new Outcome.Updated(started.plusSeconds(position), 1, position != 3));
            } else if (position == updated && state == RotationState.STOPPED) {
                outcomes.put(repository, new Outcome.Failed(started.plusSeconds(9), 1, REASON));
            } else {
                outcomes.put(repository, new Outcome.Pending(0));
            }
        }
        return new Rotation(head(state, started), outcomes);
    }

    private static RotationHeader head(RotationState state, Instant started) {
        boolean isOver = state != RotationState.RUNNING && state != RotationState.WAITING;
        return new RotationHeader(
                new RotationId("20261123-084512-k3f9"),
                state,
                SECRET,
                new Fingerprint("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
                new TokenExpiry.Unknown(),
                Optional.empty(),
                started,
                "alice@workstation",
                Optional.of(started.plusSeconds(74)).filter(end -> isOver),
                Optional.of(started.plusSeconds(1_800)).filter(end -> state == RotationState.WAITING),
                Optional.ofNullable(REASONS.get(state)),
                false);
    }
}
