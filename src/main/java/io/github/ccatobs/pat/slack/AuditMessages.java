package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditResult;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.FindingKind.NextStep;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.notification.AuditIssue;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The messages about audits. */
final class AuditMessages {

    private static final String BAD = "red_circle";
    private static final String ODD = "large_yellow_circle";
    private static final String GOOD = "large_green_circle";
    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_LOGIN = 100;

    private final OperatorInstructions instructions;
    private final FindingLines lines;

    AuditMessages(RepositoryLinks pages, OperatorInstructions instructions) {
        this.instructions = instructions;
        this.lines = new FindingLines(pages);
    }

    SlackMessage changed(Notification.FindingsChanged changed) {
        var message = new SlackMessage(emoji(changed), headline(changed)).say(counts(changed));
        changed.token().ifPresent(end -> message.say(renew(end, changed.audit().gitHubTime())));
        nextSteps(
                        changed.opened(),
                        changed.token().isPresent(),
                        changed.audit().record().credential())
                .forEach(message::say);
        lines.opened(message, changed.opened());
        lines.recovered(message, changed.recovered());
        accepted(message, changed.audit());
        Set<RepositoryName> listed = changed.opened().stream()
                .filter(finding -> finding.kind() == FindingKind.UNREACHABLE)
                .flatMap(finding -> finding.repository().stream())
                .collect(Collectors.toSet());
        return about(changed, message, listed);
    }

    private static String emoji(Notification.FindingsChanged changed) {
        if (FindingLines.anyUrgent(changed.opened())) {
            return BAD;
        }
        boolean isGood = changed.opened().stream().allMatch(finding -> finding.kind() == FindingKind.OLD_TOKEN_REVOKED);
        return isGood ? GOOD : ODD;
    }

    /** The old token's news have words of their own where they come alone. */
    private static Optional<String> ofOldToken(Notification.FindingsChanged changed) {
        return Optional.of(changed.opened())
                .filter(opened -> opened.size() == 1 && changed.recovered().isEmpty())
                .flatMap(opened -> switch (opened.getFirst().kind()) {
                    case RETIRABLE -> Optional.of("can be revoked now");
                    case OLD_TOKEN_NEEDED -> Optional.of("cannot be revoked yet");
                    case OLD_TOKEN_REVOKED -> Optional.of("is no longer accepted by GitHub");
                    default -> Optional.empty();
                })
                .map(words -> "The old token of " + changed.secret() + " " + words);
    }

    private static String headline(Notification.FindingsChanged changed) {
        return ofOldToken(changed).orElseGet(() -> headlineOf(changed));
    }

    private static String headlineOf(Notification.FindingsChanged changed) {
        int opened = changed.opened().size();
        int recovered = changed.recovered().size();
        String what = opened == 0
                ? Plurals.of(recovered, "finding resolved", "findings resolved")
                : Plurals.of(opened, "new finding", "new findings")
                        + (recovered == 0 ? "" : ", " + Plurals.number(recovered) + " resolved");
        return what + ": " + changed.secret();
    }

    private static String counts(Notification.FindingsChanged changed) {
        var parts = new ArrayList<String>();
        if (!changed.opened().isEmpty()) {
            parts.add("New: " + FindingLines.counts(changed.opened()) + ".");
        }
        if (!changed.recovered().isEmpty()) {
            parts.add("Resolved: " + FindingLines.counts(changed.recovered()) + ".");
        }
        parts.add(
                changed.staying().isEmpty()
                        ? "No other findings are open."
                        : "Still open: " + FindingLines.counts(changed.staying()) + ".");
        accepted(changed.audit()).ifPresent(parts::add);
        return String.join(" ", parts);
    }

    SlackMessage reminder(Notification.Reminder reminder) {
        var message = new SlackMessage(
                        FindingLines.anyUrgent(reminder.staying()) ? BAD : ODD,
                        "Still open: " + Plurals.findings(reminder.staying().size()) + ", " + reminder.secret())
                .say(Stream.concat(
                                Stream.of("Still there: " + FindingLines.counts(reminder.staying()) + "."),
                                accepted(reminder.audit()).stream())
                        .collect(Collectors.joining(" ")));
        reminder.token()
                .ifPresent(end -> message.say(renew(end, reminder.audit().gitHubTime())));
        nextSteps(
                        reminder.staying(),
                        reminder.token().isPresent(),
                        reminder.audit().record().credential())
                .forEach(message::say);
        lines.staying(message, reminder.staying());
        accepted(message, reminder.audit());
        return about(reminder, message);
    }

    SlackMessage expiring(Notification.TokenExpiring expiring) {
        var token = expiring.audit().record().token();
        var now = expiring.audit().gitHubTime();
        return about(
                expiring,
                new SlackMessage(
                                "hourglass_flowing_sand",
                                "The token of " + expiring.secret() + " expires " + Timestamps.ahead(end(token), now))
                        .say(renew(token, now)));
    }

    SlackMessage expired(Notification.TokenExpired expired) {
        return about(
                expired,
                new SlackMessage(BAD, "The token of " + expired.secret() + " has expired")
                        .say(renew(
                                expired.audit().record().token(),
                                expired.audit().gitHubTime())));
    }

    SlackMessage failed(Notification.AuditFailed failed) {
        return new SlackMessage(BAD, "Audit of " + failed.secret() + " failed: nothing was checked")
                .say("Audits have failed since "
                        + Timestamps.print(failed.auditIssue().since())
                        + ". Until one succeeds, the state of every repository is unknown.")
                .say(Mrkdwn.bold("Why:") + " "
                        + Mrkdwn.foreign(failed.auditIssue().reason(), LONGEST_REASON))
                .aside("Last try: " + Timestamps.print(failed.at()) + ". Try it by hand: "
                        + Mrkdwn.command(instructions.status()));
    }

    SlackMessage incomplete(Notification.AuditIncomplete incomplete) {
        var audit = incomplete.audit();
        String since = incomplete.since().equals(audit.at())
                ? ""
                : " Audits have been incomplete since " + Timestamps.print(incomplete.since()) + ".";
        return listing(
                incomplete,
                new SlackMessage("warning", "The audit of " + incomplete.secret() + " is incomplete")
                        .say(unknown(audit) + since + " "
                                + open(audit.record().findings().size())),
                Set.of());
    }

    private static String unknown(AuditResult audit) {
        var summary = audit.record().summary();
        return Plurals.number(summary.unreadable()) + " of " + Plurals.repositories(summary.repositories())
                + " could not be read, so nothing is known of "
                + (summary.unreadable() == 1 ? "it." : "them.");
    }

    private static String open(int findings) {
        return findings == 0
                ? "The repositories that could be read have no open findings."
                : Plurals.of(findings, "finding is open", "findings are open") + ", as before.";
    }

    SlackMessage work(Notification.AuditsWork work) {
        int open = work.audit().record().findings().size();
        return about(
                work,
                new SlackMessage(GOOD, "Audits of " + work.secret() + " work again")
                        .say(
                                open == 0
                                        ? "Every repository was read, and no findings are open."
                                        : "Every repository was read. "
                                                + Plurals.of(open, "finding is open", "findings are open")
                                                + ", as before."));
    }

    SlackMessage well(Notification.AllIsWell well) {
        var audit = well.audit();
        var unchecked = audit.seen().token().gaps();
        var message = (unchecked.isEmpty()
                        ? new SlackMessage(GOOD, "All is well with " + well.secret())
                        : new SlackMessage(ODD, "Nothing is open of " + well.secret() + ", but not all was checked"))
                .say(read(audit.record().summary()) + ". "
                        + end(audit.record().token().expiry(), audit.gitHubTime())
                        + extras(audit)
                        + accepted(audit).map(" "::concat).orElse(""));
        if (!unchecked.isEmpty()) {
            message.say(
                    Mrkdwn.bold("Not checked:") + " " + Mrkdwn.foreign(String.join("; ", unchecked), LONGEST_REASON));
        }
        accepted(message, audit);
        return about(well, message);
    }

    private static Optional<String> accepted(AuditResult audit) {
        int many = audit.accepted().size();
        return Optional.of(many)
                .filter(count -> count > 0)
                .map(count -> "The findings of " + Plurals.repositories(count) + " are accepted.");
    }

    private void accepted(SlackMessage message, AuditResult audit) {
        List<RepositoryName> names = audit.accepted().keySet().stream()
                .sorted(Comparator.comparing(RepositoryName::toString))
                .toList();
        message.list(
                Mrkdwn.bold("Accepted") + " (" + Plurals.number(names.size()) + ")",
                "accepted",
                names,
                name -> lines.line(name, String.valueOf(audit.accepted().get(name))));
    }

    private static String read(Audit.AuditSummary summary) {
        return Plurals.of(summary.repositories(), "repository was read", "repositories were read") + ": "
                + Plurals.number(summary.present()) + " hold the secret"
                + (summary.missing() == 0 ? "" : ", " + Plurals.of(summary.missing(), "is exempt", "are exempt"));
    }

    private static String end(TokenExpiry expiry, Instant now) {
        return switch (expiry) {
            case TokenExpiry.At(Instant at) ->
                "The token expires " + Timestamps.day(at) + ", " + Timestamps.ahead(at, now) + ".";
            case TokenExpiry.Never never -> "GitHub reports no expiry date for the token.";
            case TokenExpiry.Unknown unknown -> "It is unknown when the token expires.";
        };
    }

    SlackMessage unknownEnd(Notification.TokenEndUnknown unknown) {
        var audit = unknown.audit();
        return about(
                unknown,
                new SlackMessage(ODD, "It is unknown when " + unknown.secret() + " expires")
                        .say(read(audit.record().summary())
                                + ". No findings are open, but the token may expire unnoticed."
                                + extras(audit))
                        .say(Mrkdwn.bold("Why:") + " "
                                + Mrkdwn.foreign(
                                        String.join("; ", audit.seen().token().gaps()), LONGEST_REASON))
                        .say(Mrkdwn.bold("To do:")
                                + (instructions.namesTokenSource()
                                        ? " fix this; " + Mrkdwn.command(instructions.audit())
                                                + " then says when the token expires."
                                        : " name the secret that holds the token with "
                                                + Mrkdwn.code("ccat.pat.token.secret-id")
                                                + ", or the command that prints it with "
                                                + Mrkdwn.code("ccat.pat.token.exec")
                                                + "; the next rotation records when its token expires.")));
    }

    private String extras(AuditResult audit) {
        int findings = audit.record().findings().size();
        return findings == 0
                ? ""
                : " " + Plurals.of(findings, "finding is", "findings are") + " informational: "
                        + Mrkdwn.command(instructions.audit()) + ".";
    }

    private static Instant end(TokenStatus token) {
        return token.expiry().end().orElseThrow();
    }

    private String renew(TokenStatus token, Instant now) {
        var end = end(token);
        String whose = token.login()
                .map(login -> " of " + Mrkdwn.foreign(login, LONGEST_LOGIN))
                .orElse("");
        String when = end.isAfter(now)
                ? "expires " + Mrkdwn.bold(Timestamps.day(end)) + ", " + Timestamps.ahead(end, now)
                : "expired " + Mrkdwn.bold(Timestamps.day(end));
        return "The token" + whose + " " + when + " (" + Timestamps.print(end)
                + "). Make a new one on GitHub, "
                + instructions.placeOfNewToken().map(step -> step + ", ").orElse("") + "then run:\n"
                + Mrkdwn.lines(instructions.handOutNewTokenAtOnce());
    }

    /**
     * The steps that end {@code findings}, each once. A new token ends what the vault's current one would; the token's
     * own end is told with its date.
     */
    private List<String> nextSteps(List<OpenFinding> findings, boolean isTokenRenewed, CredentialStatus reader) {
        Set<NextStep> steps = EnumSet.noneOf(NextStep.class);
        findings.forEach(finding -> finding.kind().step().ifPresent(steps::add));
        steps.remove(NextStep.RENEW_TOKEN);
        if (isTokenRenewed) {
            steps.remove(NextStep.REPLACE_VAULT_TOKEN);
        }
        if (isTokenRenewed || steps.contains(NextStep.REPLACE_VAULT_TOKEN)) {
            steps.remove(NextStep.HAND_OUT_VAULT_TOKEN);
        }
        boolean isOverwritten = findings.stream().anyMatch(finding -> finding.kind() == FindingKind.OVERWRITTEN);
        return steps.stream().map(step -> toDo(step, isOverwritten, reader)).toList();
    }

    private String toDo(NextStep step, boolean isOverwritten, CredentialStatus reader) {
        String first = isOverwritten && step == NextStep.WRITE_AGAIN ? NextStep.ASK_FIRST : "";
        var lines = instructions.lines(step, reader);
        return Mrkdwn.bold("To do:") + " " + first + Mrkdwn.foreign(step.words(reader), LONGEST_REASON)
                + (lines.isEmpty() ? "." : ":\n" + Mrkdwn.lines(lines));
    }

    private SlackMessage about(Notification.OfAudit audit, SlackMessage message) {
        return about(audit, message, Set.of());
    }

    /** The lines at the end of every message about an audit: unreadable repositories, and an issue that has ended. */
    private SlackMessage about(Notification.OfAudit of, SlackMessage message, Set<RepositoryName> listed) {
        if (!of.audit().record().complete()) {
            message.sayAfterwards(":warning: This audit is incomplete. " + unknown(of.audit()));
        }
        return listing(of, message, listed);
    }

    private SlackMessage listing(Notification.OfAudit of, SlackMessage message, Set<RepositoryName> listed) {
        var unreadable = of.audit().unreadable().entrySet().stream()
                .filter(one -> !listed.contains(one.getKey()))
                .toList();
        of.resolved().ifPresent(auditIssue -> message.sayAfterwards(over(auditIssue)));
        return message.list(
                        Mrkdwn.bold("Could not be read") + " (" + Plurals.number(unreadable.size()) + ")",
                        "could not be read",
                        unreadable,
                        one -> lines.line(one.getKey(), one.getValue()))
                .wholeStory(instructions.lastAudit())
                .aside(counts(of.audit()));
    }

    private static String over(AuditIssue auditIssue) {
        return ":white_check_mark: Audits are complete again; "
                + switch (auditIssue.kind()) {
                    case FAILED -> "they had failed";
                    case INCOMPLETE -> "they had been incomplete";
                }
                + " since " + Timestamps.print(auditIssue.since()) + ".";
    }

    private static String counts(AuditResult audit) {
        var summary = audit.record().summary();
        return "Audit of " + audit.secret() + " at " + Timestamps.print(audit.at()) + ": "
                + Plurals.number(summary.present())
                + " present, " + Plurals.number(summary.missing()) + " missing, "
                + Plurals.number(summary.unreadable()) + " unreadable"
                + (summary.transferred() == 0 ? "" : ", " + Plurals.number(summary.transferred()) + " transferred")
                + (audit.accepted().isEmpty()
                        ? ""
                        : ", " + Plurals.number(audit.accepted().size()) + " accepted");
    }
}
