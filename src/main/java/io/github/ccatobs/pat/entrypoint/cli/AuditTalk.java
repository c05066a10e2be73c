package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.AcceptedException;
import io.github.ccatobs.pat.audit.FindingLog;
import io.github.ccatobs.pat.audit.FindingRemedy;
import io.github.ccatobs.pat.audit.Kind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code audit} prints below its table: each finding on a line, and what is over since the last time. */
final class AuditTalk {

    private static final Set<Kind> AROUND = Set.of(Kind.ORGANIZATION_SECRET, Kind.ENVIRONMENT_SECRET, Kind.UNLISTED);

    private AuditTalk() {}

    /** The lines; none when there is nothing to say. An {@code accepted} repository has one in the place of its findings. */
    static List<String> about(FindingLog.Change change, Map<RepositoryName, AcceptedException> accepted) {
        return Stream.of(
                        part("Findings:", change.open(), finding -> line(finding) + since(change, finding)),
                        accepted(accepted),
                        remedies(change.open()),
                        part("Over since the last audit:", change.recovered(), AuditTalk::line))
                .flatMap(lines -> lines)
                .toList();
    }

    private static Stream<String> accepted(Map<RepositoryName, AcceptedException> accepted) {
        return accepted.isEmpty()
                ? Stream.empty()
                : Stream.concat(
                        Stream.of("", "Accepted: " + accepted.size()),
                        accepted.entrySet().stream()
                                .map(entry -> "  " + entry.getKey() + ": " + entry.getValue())
                                .sorted());
    }

    /** Each next step once, with the kinds that it is for, the most urgent first. */
    private static Stream<String> remedies(List<OpenFinding> open) {
        Map<String, String> kinds = open.stream()
                .map(OpenFinding::kind)
                .distinct()
                .sorted()
                .collect(Collectors.toMap(
                        FindingRemedy::of, Kind::toString, (one, other) -> one + ", " + other, LinkedHashMap::new));
        return kinds.isEmpty()
                ? Stream.empty()
                : Stream.concat(
                        Stream.of("", "Next:"),
                        kinds.entrySet().stream().map(entry -> "  " + entry.getValue() + ": " + entry.getKey()));
    }

    private static Stream<String> part(
            String heading, List<OpenFinding> findings, Function<OpenFinding, String> print) {
        return findings.isEmpty()
                ? Stream.empty()
                : Stream.concat(Stream.of("", heading), findings.stream().map(print));
    }

    private static String line(OpenFinding finding) {
        String where = finding.repository().map(name -> " " + name).orElse("");
        String detail = Optional.of(finding.detail())
                .filter(text -> !text.isEmpty())
                .map(text -> (where.isEmpty() ? " " : ": ") + text)
                .orElse("");
        return "  " + finding.kind() + where + detail;
    }

    private static String since(FindingLog.Change change, OpenFinding finding) {
        if (change.opened().contains(finding)) {
            return " (new)";
        }
        return " (since " + Moment.print(finding.since())
                + (finding.confirmed() ? ")" : "; " + whyUnconfirmed(finding.kind()) + " this time)");
    }

    /** Around a repository it is looked only when somebody asks for it. */
    private static String whyUnconfirmed(Kind kind) {
        return AROUND.contains(kind) ? "not looked at" : "could not be read";
    }
}
