package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.TestAudits;
import io.github.ccatobs.pat.audit.TokenInspection;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.notification.AuditIssue;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Notices of every kind in which all foreign text is one that a test gives, as often as it likes. */
final class HostileNotifications {

    private static final Instant NIGHT = Instant.parse("2026-11-23T03:00:12Z");
    private static final SecretName SECRET = new SecretName("A".repeat(255));
    private static final String OWNER = "o".repeat(39) + "/";

    private HostileNotifications() {}

    static List<Notification> saying(String text) {
        return saying(text, 60);
    }

    static List<Notification> saying(String text, int many) {
        var open = findings(text, many);
        Map<RepositoryName, String> unreadable = names(many).collect(Collectors.toMap(name -> name, name -> text));
        var auditIssue =
                new AuditIssue(AuditIssue.AuditIssueKind.FAILED, text, NIGHT.minusSeconds(5), Optional.of(NIGHT));
        var accepted = names(many)
                .collect(Collectors.toMap(name -> name, name -> new Waiver(text, LocalDate.parse("2027-01-31"))));
        var token = new TokenInspection(
                new TokenStatus(
                        Optional.of(text),
                        new TokenExpiry.At(NIGHT.plusSeconds(99_999)),
                        Optional.of(TokenStatus.Source.VAULT),
                        Optional.empty()),
                Optional.empty(),
                false,
                List.of(),
                true,
                Collections.nCopies(many, text),
                1);
        var audit = TestAudits.of(SECRET, NIGHT, new Audit.AuditSummary(1, 2, many), unreadable, open, token, accepted);
        var resolved = Optional.of(auditIssue);
        var rotation = rotation(text, many);
        return List.of(
                new Notification.FindingsChanged(audit, resolved, open, open),
                new Notification.FindingsChanged(audit, resolved, List.of(), open),
                new Notification.Reminder(audit, open),
                new Notification.TokenExpiring(audit, resolved),
                new Notification.TokenExpired(audit, resolved),
                new Notification.AuditFailed(SECRET, NIGHT, auditIssue),
                new Notification.AuditIncomplete(audit, NIGHT.minusSeconds(9)),
                new Notification.AuditsWork(audit, resolved),
                new Notification.AllIsWell(audit),
                new Notification.TokenEndUnknown(audit),
                new Notification.RotationStarted(rotation, true),
                new Notification.RotationWaiting(rotation),
                new Notification.RotationStopped(rotation),
                new Notification.RotationRefused(rotation),
                new Notification.RotationComplete(rotation));
    }

    private static Stream<RepositoryName> names(int many) {
        return IntStream.range(0, many).mapToObj(number -> RepositoryName.parse(OWNER + "n".repeat(90) + number));
    }

    private static List<OpenFinding> findings(String text, int many) {
        var kinds = FindingKind.values();
        return names(many)
                .map(name -> new OpenFinding(
                        kinds[Math.abs(name.hashCode() % kinds.length)],
                        Optional.of(name).filter(it -> it.hashCode() % 5 != 0),
                        NIGHT,
                        text,
                        name.hashCode() % 3 != 0))
                .toList();
    }

    private static Rotation rotation(String text, int many) {
        var outcomes = new LinkedHashMap<RepositoryName, Outcome>();
        var failed = new Outcome.Failed(NIGHT, 2, text);
        names(many)
                .forEach(name -> outcomes.put(
                        name,
                        switch (outcomes.size() % 3) {
                            case 0 -> new Outcome.Updated(NIGHT, 1, false);
                            case 1 -> failed;
                            default -> new Outcome.Pending(0);
                        }));
        return new Rotation(
                new RotationHeader(
                        new RotationId("20261123-084512-k3f9"),
                        RotationState.WAITING,
                        SECRET,
                        new Fingerprint("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
                        new TokenExpiry.Unknown(),
                        Optional.of(text),
                        NIGHT,
                        text,
                        Optional.of(NIGHT),
                        Optional.of(NIGHT),
                        Optional.of(text),
                        true),
                outcomes);
    }
}
