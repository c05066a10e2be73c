package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.audit.AcceptedException;
import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.Kind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.notice.Audited;
import io.github.ccatobs.pat.notice.Notice;
import io.github.ccatobs.pat.notice.TokenEnd;
import io.github.ccatobs.pat.notice.Trouble;
import io.github.ccatobs.pat.notice.Unread;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHead;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Notices of every kind in which all foreign text is one that a test gives, as often as it likes. */
final class HostileNotices {

    private static final Instant NIGHT = Instant.parse("2026-11-23T03:00:12Z");
    private static final SecretName SECRET = new SecretName("A".repeat(255));
    private static final String OWNER = "o".repeat(39) + "/";

    private HostileNotices() {}

    static List<Notice> saying(String text) {
        return saying(text, 60);
    }

    static List<Notice> saying(String text, int many) {
        var open = findings(text, many);
        var unread = names(many).map(name -> new Unread(name, text)).toList();
        var trouble = new Trouble(Trouble.Kind.FAILED, text, NIGHT.minusSeconds(5), Optional.of(NIGHT));
        var accepted = names(many)
                .collect(Collectors.toMap(
                        name -> name, name -> new AcceptedException(text, LocalDate.parse("2027-01-31"))));
        var audit = new Audited(SECRET, NIGHT, new Audit.Summary(1, 2, many), unread, Optional.of(trouble), accepted);
        var end = new TokenEnd(NIGHT.plusSeconds(99_999), Optional.of(text));
        return List.of(
                new Notice.FindingsChanged(audit, open, open, open, Optional.of(end)),
                new Notice.FindingsChanged(audit, List.of(), open, List.of(), Optional.empty()),
                new Notice.Reminder(audit, open, Optional.of(end)),
                new Notice.Expiring(audit, end),
                new Notice.Expired(audit, end),
                new Notice.AuditFailed(SECRET, NIGHT, trouble),
                new Notice.AuditIncomplete(audit, NIGHT.minusSeconds(9), many),
                new Notice.AuditsWork(audit, many),
                new Notice.AllIsWell(audit, new TokenExpiry.At(NIGHT), many),
                new Notice.TokenEndUnknown(audit, Collections.nCopies(many, text), many),
                new Notice.RotationStarted(rotation(text, many), true),
                new Notice.RotationWaiting(rotation(text, many)),
                new Notice.RotationStopped(rotation(text, many)),
                new Notice.RotationRefused(rotation(text, many)),
                new Notice.RotationComplete(rotation(text, many)));
    }

    private static Stream<RepositoryName> names(int many) {
        return IntStream.range(0, many).mapToObj(number -> RepositoryName.parse(OWNER + "n".repeat(90) + number));
    }

    private static List<OpenFinding> findings(String text, int many) {
        var kinds = Kind.values();
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
        names(many)
                .forEach(name -> outcomes.put(
                        name,
                        switch (outcomes.size() % 3) {
                            case 0 -> new Outcome.Updated(NIGHT, 1, false);
                            case 1 -> new Outcome.Failed(NIGHT, 2, text);
                            default -> new Outcome.Pending(0);
                        }));
        return new Rotation(
                new RotationHead(
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
