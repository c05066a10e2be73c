package io.github.ccatobs.pat.issue;

import static io.github.ccatobs.pat.domain.MarkdownText.escape;

import io.github.ccatobs.pat.audit.AuditResult;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of the issue and of its comments, in GitHub's Markdown, which has at most 65,536 characters. Pure. */
final class IssueText {

    /** Of findings, of which a comment has two lists; no further row begins after it, and an escaped one has at most 3,000. */
    private static final int LONGEST_TABLE = 25_000;

    private static final int LONGEST_LIST = 10_000;
    private static final int LONGEST_DETAIL = 300;

    private final OperatorInstructions instructions;

    /** {@code instructions} have the commands that a person runs next. */
    IssueText(OperatorInstructions instructions) {
        this.instructions = instructions;
    }

    /** The same from night to night, so that it is a name and not news. */
    static String title(SecretName secret) {
        return secret + " in the repositories of the dependency graph";
    }

    /** The hidden line by which the issue of {@code secret} is known. */
    static String mark(SecretName secret) {
        return "<!-- ccat-pat " + secret + " -->";
    }

    /** Whether {@code audit} says that nothing is to be done. As long as the token may have ended unnoticed, it does not. */
    static boolean isWell(AuditResult audit) {
        return audit.record().complete() && isQuiet(audit) && hasAnEndAhead(audit);
    }

    /** What is not known is not well: e.g. that the vault, which did not answer, still has the token. */
    private static boolean isAllOfTokenChecked(AuditResult audit) {
        return audit.seen().token().gaps().isEmpty();
    }

    private static boolean isQuiet(AuditResult audit) {
        return audit.record().findings().stream()
                .allMatch(finding -> finding.kind().isInformation());
    }

    private static boolean hasAnEndAhead(AuditResult audit) {
        return switch (audit.record().token().expiry()) {
            case TokenExpiry.At(Instant end) -> end.isAfter(audit.gitHubTime());
            case TokenExpiry.Never never -> true;
            case TokenExpiry.Unknown unknown -> false;
        };
    }

    /** The text of the issue after {@code audit}. */
    String state(AuditResult audit) {
        var findings = audit.record().findings();
        return text(
                mark(audit.secret()),
                "**" + verdict(audit) + "**",
                counts(audit) + " " + end(audit.record().token().expiry(), audit.gitHubTime()),
                whyEndUnknown(audit),
                table("Findings", findings, wholeStory()),
                steps(findings, audit.record().credential()),
                unreadable(audit),
                "Last audit: " + Timestamps.print(audit.at())
                        + ". ccat-pat keeps this text up to date: what you write here is"
                        + " lost with the next audit, what you write in a comment stays.");
    }

    private String wholeStory() {
        return " " + code(instructions.audit()) + " lists all of them.";
    }

    private static String code(String command) {
        return "`" + command.replace('`', '\'') + "`";
    }

    String failure(SecretName secret, String reason, Instant at) {
        return text(
                mark(secret),
                "**The audit of " + escape(secret.toString()) + " failed: nothing was checked, and the state of every"
                        + " repository is unknown.**",
                "Why: " + foreign(reason),
                "Last try: " + Timestamps.print(at) + ". Try it by hand: " + code(instructions.status()));
    }

    private static String verdict(AuditResult audit) {
        String secret = escape(audit.secret().toString());
        if (isWell(audit)) {
            return isAllOfTokenChecked(audit)
                    ? "All is well with " + secret + "."
                    : "Nothing is open of " + secret + ", but not all was checked.";
        }
        if (audit.record().complete() && isQuiet(audit)) {
            return "Nothing is open of " + secret + ", but "
                    + (audit.record().token().isUnknown()
                            ? "it is unknown when the token expires."
                            : "the token has expired.");
        }
        long urgent = audit.record().findings().stream()
                .filter(finding -> finding.kind().isUrgent())
                .count();
        int open = audit.record().findings().size();
        return !audit.record().complete()
                ? "The audit of " + secret + " is incomplete; " + Plurals.of(open, "finding is", "findings are")
                        + " open."
                : urgent > 0
                        ? secret + " needs attention: " + Plurals.of(open, "finding is", "findings are") + " open."
                        : Plurals.of(open, "finding of " + secret + " is", "findings of " + secret + " are") + " open.";
    }

    private static String counts(AuditResult audit) {
        var summary = audit.record().summary();
        return "%d present, %d missing, %d unreadable%s%s."
                .formatted(
                        summary.present(),
                        summary.missing(),
                        summary.unreadable(),
                        summary.transferred() == 0 ? "" : ", " + summary.transferred() + " transferred",
                        audit.accepted().isEmpty()
                                ? ""
                                : ", " + audit.accepted().size() + " accepted");
    }

    private static String end(TokenExpiry expiry, Instant now) {
        return switch (expiry) {
            case TokenExpiry.At(Instant at) ->
                at.isAfter(now)
                        ? "The token expires " + Timestamps.day(at) + ", " + Timestamps.ahead(at, now) + "."
                        : "The token expired " + Timestamps.day(at) + ".";
            case TokenExpiry.Never never -> "GitHub reports no expiry date for the token.";
            case TokenExpiry.Unknown unknown -> "It is unknown when the token expires.";
        };
    }

    private String whyEndUnknown(AuditResult audit) {
        return audit.record().token().isUnknown()
                ? gaps("Why: ", audit)
                        + (instructions.namesTokenSource()
                                ? "Fix this; " + code(instructions.audit()) + " then says when the token expires."
                                : "Name the secret that holds the token with `ccat.pat.token.secret-id` or the command"
                                        + " that prints it with `ccat.pat.token.exec`, or rotate it once.")
                : gaps("Not checked: ", audit).strip();
    }

    /** What could not be asked about the token, after {@code heading}. */
    private static String gaps(String heading, AuditResult audit) {
        var gaps = audit.seen().token().gaps();
        return gaps.isEmpty() ? "" : heading + foreign(String.join("; ", gaps)) + ". ";
    }

    /** {@code whole} says where all of them are, where some are left out. */
    private static String table(String heading, List<OpenFinding> findings, String whole) {
        if (findings.isEmpty()) {
            return "";
        }
        var rows = findings.stream()
                .map(finding -> "| " + finding.kind() + " | "
                        + finding.repository()
                                .map(name -> escape(name.toString()))
                                .orElse("") + " | "
                        + Timestamps.day(finding.since()) + " | "
                        + foreign(finding.detail())
                        + (finding.confirmed() ? "" : " (not confirmed by the last audit)") + " |");
        return "### " + heading + "\n\n| Finding | Repository | Since | Detail |\n| :-- | :-- | :-- | :-- |\n"
                + bounded(rows, findings.size(), LONGEST_TABLE, whole);
    }

    /** As many of the {@code all} lines as there is room for, which alone are made, and how many more there are. */
    private static String bounded(Stream<String> lines, int all, int longest, String whole) {
        var text = new StringJoiner("\n");
        var rest = lines.iterator();
        int left = all;
        while (rest.hasNext() && text.length() <= longest) {
            text.add(rest.next());
            left--;
        }
        return text + (left > 0 ? "\n\n" + left + " more." + whole : "");
    }

    /** Each step once, with the kinds that it is for, the most urgent first. */
    private String steps(List<OpenFinding> findings, CredentialStatus reader) {
        var kinds = findings.stream()
                .map(OpenFinding::kind)
                .distinct()
                .sorted()
                .collect(Collectors.groupingBy(kind -> kind.remedy(reader), LinkedHashMap::new, Collectors.toList()));
        return kinds.isEmpty()
                ? ""
                : "### Next steps\n\n"
                        + kinds.entrySet().stream()
                                .map(step -> "- "
                                        + step.getValue().stream()
                                                .map(kind -> "**" + kind + "**")
                                                .collect(Collectors.joining(", "))
                                        + ": " + step(step.getValue().getFirst(), reader))
                                .collect(Collectors.joining("\n"));
    }

    private String step(FindingKind kind, CredentialStatus reader) {
        return kind.step()
                .map(known -> (kind == FindingKind.OVERWRITTEN ? FindingKind.NextStep.ASK_FIRST : "")
                        + escape(known.words(reader) + place(known))
                        + code(instructions.lines(known, reader), "  "))
                .orElseGet(() -> escape(kind.remedy(reader)));
    }

    /** The lines would hand out the old token until the new one is where its command takes it. */
    private String place(FindingKind.NextStep step) {
        return step == FindingKind.NextStep.RENEW_TOKEN
                ? instructions.placeOfNewToken().map("; first "::concat).orElse("")
                : "";
    }

    /** A colon, and {@code lines} to be copied, each after {@code indent}; nothing where there are none. */
    private static String code(List<String> lines, String indent) {
        return lines.isEmpty()
                ? ""
                : Stream.of(Stream.of("```sh"), lines.stream(), Stream.of("```"))
                        .flatMap(all -> all)
                        .map(line -> indent + line)
                        .collect(Collectors.joining("\n", ":\n\n", ""));
    }

    private String unreadable(AuditResult audit) {
        var unreadable = audit.unreadable();
        if (unreadable.isEmpty()) {
            return "";
        }
        return "### Could not be read\n\n"
                + bounded(
                        unreadable.entrySet().stream()
                                .map(one -> "- " + escape(one.getKey().toString()) + ": " + foreign(one.getValue())),
                        unreadable.size(),
                        LONGEST_LIST,
                        wholeStory());
    }

    /** The comment that announces {@code notification}. */
    String comment(Notification notification) {
        return switch (notification) {
            case Notification.FindingsChanged changed ->
                text(
                        table("New", changed.opened(), wholeStory()),
                        table("Resolved", changed.recovered(), ""),
                        over(changed));
            case Notification.Reminder reminder ->
                text(table("Still open", reminder.staying(), wholeStory()), over(reminder));
            case Notification.TokenExpiring expiring -> text("**" + ofToken(expiring) + "**", renew(), over(expiring));
            case Notification.TokenExpired expired -> text("**" + ofToken(expired) + "**", renew(), over(expired));
            case Notification.AuditFailed failed ->
                text(
                        "**The audit failed: nothing was checked.** Audits have failed since "
                                + Timestamps.print(failed.auditIssue().since()) + ".",
                        "Why: " + foreign(failed.auditIssue().reason()));
            case Notification.AuditIncomplete incomplete ->
                text("**The audit is incomplete.** " + counts(incomplete.audit()), unreadable(incomplete.audit()));
            case Notification.AuditsWork work -> text("**Audits work again.** " + counts(work.audit()), over(work));
            case Notification.AllIsWell well ->
                text((isAllOfTokenChecked(well.audit())
                                ? "**All is well.** "
                                : "**Nothing is open, but not all was checked.** ")
                        + counts(well.audit()) + " "
                        + end(
                                well.audit().record().token().expiry(),
                                well.audit().gitHubTime()));
            case Notification.TokenEndUnknown unknown ->
                text(
                        "**It is unknown when the token expires**, which may happen unnoticed. "
                                + counts(unknown.audit()),
                        whyEndUnknown(unknown.audit()));
            case Notification.RotationStarted started ->
                rotation(started.again() ? "resumed" : "started", started.rotation());
            case Notification.RotationWaiting waiting -> rotation("waits", waiting.rotation());
            case Notification.RotationStopped stopped -> rotation("stopped", stopped.rotation());
            case Notification.RotationRefused refused -> rotation("was refused", refused.rotation());
            case Notification.RotationComplete complete -> rotation("is complete", complete.rotation());
        };
    }

    private static String ofToken(Notification.OfAudit audit) {
        return end(audit.audit().record().token().expiry(), audit.audit().gitHubTime());
    }

    private String renew() {
        return "Make a new one on GitHub (`ccat pat renew` prints the form), "
                + instructions.placeOfNewToken().map(step -> step + ", ").orElse("") + "then hand it out"
                + code(instructions.handOutNewTokenAtOnce(), "");
    }

    private static String over(Notification.OfAudit audit) {
        return audit.resolved()
                .map(issue -> "Audits are complete again; they had "
                        + switch (issue.kind()) {
                            case FAILED -> "failed";
                            case INCOMPLETE -> "been incomplete";
                        }
                        + " since " + Timestamps.print(issue.since()) + ".")
                .orElse("");
    }

    private String rotation(String what, Rotation rotation) {
        var head = rotation.head();
        Map<String, Long> counts = rotation.outcomes().values().stream()
                .collect(Collectors.groupingBy(
                        outcome -> word(outcome, head.state()), TreeMap::new, Collectors.counting()));
        return text(
                "**Rotation " + escape(head.id().toString()) + " " + what + ".** "
                        + counts.entrySet().stream()
                                .map(count -> count.getValue() + " " + count.getKey())
                                .collect(Collectors.joining(", "))
                        + head.waitUntil()
                                .map(until -> "; it waits until " + Timestamps.print(until))
                                .orElse("")
                        + ". Started " + Timestamps.print(head.startedAt()) + " by " + foreign(head.startedBy()) + ".",
                head.reason().map(reason -> "Why: " + foreign(reason)).orElse(""),
                next(rotation));
    }

    private String next(Rotation rotation) {
        return switch (rotation.head().state()) {
            case WAITING, STOPPED, REFUSED -> {
                var next = instructions.continuation(rotation);
                yield escape(next.words()) + (next.commands().isEmpty() ? "." : code(next.commands(), ""));
            }
            case RUNNING, COMPLETE, SUPERSEDED -> "";
        };
    }

    private static String word(Outcome outcome, RotationState state) {
        return switch (outcome) {
            case Outcome.Updated updated -> "updated";
            case Outcome.Failed failed -> "failed";
            case Outcome.Pending pending -> RotationReport.pendingWord(state);
        };
    }

    private static String foreign(String text) {
        String redacted = TokenRedactor.of(text);
        int end =
                redacted.offsetByCodePoints(0, Math.min(LONGEST_DETAIL, redacted.codePointCount(0, redacted.length())));
        return escape(redacted.substring(0, end)) + (end < redacted.length() ? "…" : "");
    }

    private static String text(String... paragraphs) {
        return Stream.of(paragraphs).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n")) + "\n";
    }
}
