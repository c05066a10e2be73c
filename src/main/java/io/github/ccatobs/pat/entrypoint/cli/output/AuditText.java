package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.FindingDiff;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints the lines below the table of {@code audit}: open findings, and those resolved since the last audit. */
public final class AuditText {

    private static final Set<FindingKind> AROUND =
            Set.of(FindingKind.ORGANIZATION_SECRET, FindingKind.ENVIRONMENT_SECRET, FindingKind.UNLISTED);

    private AuditText() {}

    /**
     * The lines; none when there is nothing to say. An {@code accepted} repository has one in the place of its findings.
     *
     * @param reader the credential that the audit read with
     */
    public static List<String> about(
            FindingDiff.Change change, Map<RepositoryName, Waiver> accepted, CredentialStatus reader) {
        return Stream.of(
                        part("Findings:", change.open(), finding -> line(finding) + since(change, finding)),
                        accepted(accepted),
                        remedies(change.open(), reader),
                        part("Resolved since the last audit:", change.recovered(), AuditText::line))
                .flatMap(lines -> lines)
                .toList();
    }

    /** The findings that are over since the last audit, each in a line. */
    public static List<String> resolved(FindingDiff.Change change) {
        return change.recovered().stream()
                .map(AuditText::line)
                .map(String::strip)
                .toList();
    }

    private static Stream<String> accepted(Map<RepositoryName, Waiver> accepted) {
        return accepted.isEmpty()
                ? Stream.empty()
                : Stream.concat(
                        Stream.of("", "Accepted: " + accepted.size()),
                        accepted.entrySet().stream()
                                .map(entry -> "  " + entry.getKey() + ": " + entry.getValue())
                                .sorted());
    }

    /** Each next step once, with the kinds that it is for, the most urgent first. */
    private static Stream<String> remedies(List<OpenFinding> open, CredentialStatus reader) {
        Map<String, String> kinds = open.stream()
                .map(OpenFinding::kind)
                .distinct()
                .sorted()
                .collect(Collectors.toMap(
                        kind -> kind.remedy(reader),
                        FindingKind::toString,
                        (one, other) -> one + ", " + other,
                        LinkedHashMap::new));
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

    private static String since(FindingDiff.Change change, OpenFinding finding) {
        if (change.opened().contains(finding)) {
            return " (new)";
        }
        return " (since " + Timestamps.print(finding.since())
                + (finding.confirmed() ? ")" : "; " + whyUnconfirmed(finding.kind()) + " this time)");
    }

    /** The kinds that an audit finds only when asked to read a repository's surroundings. */
    private static String whyUnconfirmed(FindingKind kind) {
        return AROUND.contains(kind) ? "not checked" : "could not be read";
    }
}
