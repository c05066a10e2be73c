package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.AuditResult;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.FindingDiff;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.RepositoryState;
import io.github.ccatobs.pat.audit.TokenInspection;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A made-up notification of each kind, for people who want to see what they look like. */
public final class SampleNotifications {

    private static final SecretName SECRET = new SecretName("GH_PAT");
    private static final Instant NIGHT = Instant.parse("2026-11-23T03:00:12Z");
    private static final Instant EARLIER = Instant.parse("2026-11-16T03:00:09Z");
    private static final Instant END = Instant.parse("2026-12-07T12:00:00Z");
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

    private static final OpenFinding ARCHIVED = finding(FindingKind.ARCHIVED, "ccatobs/data-center", EARLIER, "");
    private static final TokenExpiry NEVER = new TokenExpiry.Never();

    private static final Map<RotationState, String> REASONS = Map.of(
            RotationState.WAITING, "480 writes in an hour",
            RotationState.STOPPED, "ccatobs/ops-db-api: " + REASON,
            RotationState.REFUSED, "ccatobs/ops-db-api cannot be written: it is archived");

    private static final Waiver WAIVER = new Waiver("moves to another organisation", LocalDate.parse("2027-01-31"));

    private static final List<Notification> ALL = List.of(
            new Notification.FindingsChanged(
                    accepting(2, NEVER, MISSING, OVERWRITTEN),
                    Optional.empty(),
                    List.of(MISSING, OVERWRITTEN),
                    List.of(STALE)),
            new Notification.FindingsChanged(audit(0, 0, NEVER), Optional.empty(), List.of(), List.of(STALE, MISSING)),
            new Notification.Reminder(
                    accepting(2, NEVER, MISSING),
                    List.of(finding(FindingKind.MISSING, "ccatobs/ops-db-api", EARLIER, ""), STALE)),
            new Notification.TokenExpiring(audit(0, 0, new TokenExpiry.At(END)), Optional.empty()),
            new Notification.TokenExpired(audit(0, 0, new TokenExpiry.At(EARLIER)), Optional.empty()),
            new Notification.AuditFailed(
                    SECRET,
                    NIGHT,
                    AuditIssue.begun(
                            AuditIssue.AuditIssueKind.FAILED,
                            "GitHub rejected the credential from GITHUB_TOKEN: it is wrong, expired or revoked",
                            EARLIER)),
            new Notification.AuditIncomplete(audit(1, 1, NEVER, MISSING), NIGHT),
            new Notification.AuditsWork(
                    audit(0, 0, NEVER),
                    Optional.of(AuditIssue.begun(AuditIssue.AuditIssueKind.INCOMPLETE, "", EARLIER))),
            new Notification.AllIsWell(
                    accepting(1, new TokenExpiry.At(Instant.parse("2027-01-15T12:00:00Z")), ARCHIVED)),
            new Notification.TokenEndUnknown(audit(0, 0, new TokenExpiry.Unknown(), ARCHIVED)),
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

    private static AuditResult accepting(int missing, TokenExpiry end, OpenFinding... open) {
        var audit = audit(missing, 0, end, open);
        return new AuditResult(
                audit.seen(),
                audit.record(),
                audit.change(),
                Map.of(RepositoryName.parse("ccatobs/telescope-control"), WAIVER),
                List.of());
    }

    /** An audit of twelve repositories. */
    private static AuditResult audit(int missing, int unreadable, TokenExpiry end, OpenFinding... open) {
        var states = IntStream.range(0, 12)
                .mapToObj(number -> new RepositoryState(
                        RepositoryName.parse("ccatobs/" + (number == 0 ? "telescope-control" : "r" + number)),
                        number < unreadable
                                ? new Observation.Unreadable(Observation.Cause.UNREACHABLE, REASON)
                                : number < unreadable + missing
                                        ? new Observation.Absent()
                                        : new Observation.Present(EARLIER),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
        var seen = new Audit(SECRET, NIGHT, states, CredentialStatus.of(new TokenExpiry.Unknown()), Optional.empty())
                .with(token(end));
        var record = AuditRecord.of(seen, 0, Duration.ofSeconds(4), 30, List.of(open), seen.notes());
        return new AuditResult(
                seen, record, new FindingDiff.Change(record.findings(), List.of(), List.of()), Map.of(), List.of());
    }

    private static TokenInspection token(TokenExpiry end) {
        boolean isUnknown = end instanceof TokenExpiry.Unknown;
        var source = Optional.of(TokenStatus.Source.VAULT).filter(it -> !isUnknown);
        return new TokenInspection(
                new TokenStatus(Optional.of("ccat-robot"), end, source, Optional.empty()),
                Optional.empty(),
                false,
                List.of(),
                true,
                isUnknown
                        ? List.of(
                                "neither ccat.pat.token.secret-id nor ccat.pat.token.exec is set",
                                "this store has no rotation of it")
                        : List.of(),
                1);
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
                Optional.of("5f6d3b0d-0000-4000-8000-000000000001"),
                started,
                "alice@workstation",
                Optional.of(started.plusSeconds(74)).filter(end -> isOver),
                Optional.of(started.plusSeconds(1_800)).filter(end -> state == RotationState.WAITING),
                Optional.ofNullable(REASONS.get(state)),
                false);
    }
}
