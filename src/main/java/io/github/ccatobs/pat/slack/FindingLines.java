package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Findings as lines of a message, by kind, the most urgent kind first. */
final class FindingLines {

    private static final int LONGEST_DETAIL = 300;

    private final RepositoryLinks pages;

    FindingLines(RepositoryLinks pages) {
        this.pages = pages;
    }

    /** New findings, without their dates. */
    void opened(SlackMessage message, List<OpenFinding> findings) {
        byKind(findings)
                .forEach((kind, some) -> message.list(
                        Mrkdwn.bold("New: " + kind) + " (" + Plurals.number(some.size()) + ")",
                        "new: " + kind,
                        some,
                        this::line));
    }

    /** Resolved findings. */
    void recovered(SlackMessage message, List<OpenFinding> findings) {
        byKind(findings)
                .forEach((kind, some) -> message.list(
                        Mrkdwn.bold("Resolved: " + kind) + " (" + Plurals.number(some.size()) + ")",
                        "resolved: " + kind,
                        some,
                        this::line));
    }

    /** Open findings, and since when. */
    void staying(SlackMessage message, List<OpenFinding> findings) {
        byKind(findings)
                .forEach((kind, some) -> message.list(
                        Mrkdwn.bold(kind.toString()) + " (" + Plurals.number(some.size()) + ")",
                        kind.toString(),
                        some,
                        finding -> line(finding) + since(finding)));
    }

    /** "4,999 missing, 1 old". */
    static String counts(List<OpenFinding> findings) {
        return byKind(findings).entrySet().stream()
                .map(kind -> Plurals.number(kind.getValue().size()) + " " + kind.getKey())
                .collect(Collectors.joining(", "));
    }

    private static Map<FindingKind, List<OpenFinding>> byKind(List<OpenFinding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(OpenFinding::kind))
                .collect(Collectors.groupingBy(OpenFinding::kind, TreeMap::new, Collectors.toList()));
    }

    private String line(OpenFinding finding) {
        String detail = Mrkdwn.foreign(finding.detail(), LONGEST_DETAIL);
        return "• "
                + finding.repository()
                        .map(name -> pages.link(name) + (detail.isEmpty() ? "" : ": " + detail))
                        .orElse(detail);
    }

    private static String since(OpenFinding finding) {
        return " (since " + Timestamps.day(finding.since())
                + (finding.confirmed() ? ")" : "; could not be read this time)");
    }

    /** Whether one of {@code findings} needs action now. */
    static boolean anyUrgent(List<OpenFinding> findings) {
        return findings.stream().map(OpenFinding::kind).anyMatch(FindingKind::isUrgent);
    }

    /** A line that begins with {@code repository} and says {@code what} of it. */
    String line(RepositoryName repository, String what) {
        return line(repository) + ": " + Mrkdwn.foreign(what, LONGEST_DETAIL);
    }

    /** A line of nothing but {@code repository}. */
    String line(RepositoryName repository) {
        return "• " + pages.link(repository);
    }
}
