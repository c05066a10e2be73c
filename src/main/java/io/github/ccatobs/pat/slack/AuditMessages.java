package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.notification.AuditIssue;
import io.github.ccatobs.pat.notification.AuditSnapshot;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.notification.TokenExpiration;
import io.github.ccatobs.pat.notification.UnreadableRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What audits found, as messages. */
final class AuditMessages {

    private static final String BAD = "red_circle";
    private static final String ODD = "large_yellow_circle";
    private static final String GOOD = "large_green_circle";
    private static final String WHOLE_STORY = "ccat pat audits --last 1 --json";
    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_LOGIN = 100;
    private static final Set<FindingKind> WRITING_MENDS =
            EnumSet.of(FindingKind.MISSING, FindingKind.STALE, FindingKind.OVERWRITTEN);

    private final OperatorInstructions instructions;
    private final FindingLines lines;

    AuditMessages(RepositoryLinks pages, OperatorInstructions instructions) {
        this.instructions = instructions;
        this.lines = new FindingLines(pages);
    }

    SlackMessage changed(Notification.FindingsChanged changed) {
        var message = new SlackMessage(emoji(changed), headline(changed)).say(counts(changed));
        changed.token().ifPresent(end -> message.say(renew(end, changed.audit().at())));
        mend(changed.opened()).ifPresent(message::say);
        lines.opened(message, changed.opened());
        lines.recovered(message, changed.recovered());
        accepted(message, changed.audit());
        Set<RepositoryName> listed = changed.opened().stream()
                .filter(finding -> finding.kind() == FindingKind.UNREACHABLE)
                .flatMap(finding -> finding.repository().stream())
                .collect(Collectors.toSet());
        return about(changed.audit(), message, listed);
    }

    private static String emoji(Notification.FindingsChanged changed) {
        if (FindingLines.anyUrgent(changed.opened())) {
            return BAD;
        }
        return changed.opened().isEmpty() ? GOOD : ODD;
    }

    private static String headline(Notification.FindingsChanged changed) {
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
                .ifPresent(end -> message.say(renew(end, reminder.audit().at())));
        mend(reminder.staying()).ifPresent(message::say);
        lines.staying(message, reminder.staying());
        accepted(message, reminder.audit());
        return about(reminder.audit(), message);
    }

    SlackMessage expiring(Notification.TokenExpiring expiring) {
        var end = expiring.token();
        var now = expiring.audit().at();
        return about(
                expiring.audit(),
                new SlackMessage(
                                "hourglass_flowing_sand",
                                "The token of " + expiring.secret() + " expires " + Timestamps.ahead(end.at(), now))
                        .say(renew(end, now)));
    }

    SlackMessage expired(Notification.TokenExpired expired) {
        return about(
                expired.audit(),
                new SlackMessage(BAD, "The token of " + expired.secret() + " has expired")
                        .say(renew(expired.token(), expired.audit().at())));
    }

    SlackMessage failed(Notification.AuditFailed failed) {
        return new SlackMessage(BAD, "Audit of " + failed.secret() + " failed: nothing was checked")
                .say("Audits have failed since "
                        + Timestamps.print(failed.trouble().since())
                        + ". Until one succeeds, the state of every repository is unknown.")
                .say(Mrkdwn.bold("Why:") + " " + Mrkdwn.foreign(failed.trouble().reason(), LONGEST_REASON))
                .aside("Last try: " + Timestamps.print(failed.at()) + ". Try it by hand: "
                        + Mrkdwn.code("ccat pat status"));
    }

    SlackMessage incomplete(Notification.AuditIncomplete incomplete) {
        var audit = incomplete.audit();
        String since = incomplete.since().equals(audit.at())
                ? ""
                : " Audits have been incomplete since " + Timestamps.print(incomplete.since()) + ".";
        return listing(
                audit,
                new SlackMessage("warning", "The audit of " + incomplete.secret() + " is incomplete")
                        .say(unknown(audit) + since + " " + open(incomplete.open())),
                Set.of());
    }

    private static String unknown(AuditSnapshot audit) {
        return Plurals.number(audit.summary().unreadable()) + " of " + Plurals.repositories(audit.repositories())
                + " could not be read, so nothing is known of "
                + (audit.summary().unreadable() == 1 ? "it." : "them.");
    }

    private static String open(int findings) {
        return findings == 0
                ? "The repositories that could be read have no open findings."
                : Plurals.of(findings, "finding is open", "findings are open") + ", as before.";
    }

    SlackMessage work(Notification.AuditsWork work) {
        return about(
                work.audit(),
                new SlackMessage(GOOD, "Audits of " + work.secret() + " work again")
                        .say(
                                work.open() == 0
                                        ? "Every repository was read, and no findings are open."
                                        : "Every repository was read. "
                                                + Plurals.of(work.open(), "finding is open", "findings are open")
                                                + ", as before."));
    }

    SlackMessage well(Notification.AllIsWell well) {
        var audit = well.audit();
        var message = new SlackMessage(GOOD, "All is well with " + well.secret())
                .say(Plurals.of(audit.repositories(), "repository was read", "repositories were read") + ": "
                        + Plurals.number(audit.summary().present()) + " hold the secret"
                        + without(audit.summary().missing()) + ". " + end(well.tokenExpiry(), audit.at())
                        + asides(well.asides())
                        + accepted(audit).map(" "::concat).orElse(""));
        accepted(message, audit);
        return about(audit, message);
    }

    private static Optional<String> accepted(AuditSnapshot audit) {
        int many = audit.accepted().size();
        return Optional.of(many)
                .filter(count -> count > 0)
                .map(count -> "The findings of " + Plurals.repositories(count) + " are accepted.");
    }

    private void accepted(SlackMessage message, AuditSnapshot audit) {
        List<RepositoryName> names = audit.accepted().keySet().stream()
                .sorted(Comparator.comparing(RepositoryName::toString))
                .toList();
        message.list(
                Mrkdwn.bold("Accepted") + " (" + Plurals.number(names.size()) + ")",
                "accepted",
                lines.of(
                        names,
                        name -> name,
                        name -> String.valueOf(audit.accepted().get(name))));
    }

    private static String without(int missing) {
        return missing == 0 ? "" : ", " + Plurals.of(missing, "is exempt", "are exempt");
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
                audit,
                new SlackMessage(ODD, "It is unknown when " + unknown.secret() + " expires")
                        .say(Plurals.of(audit.repositories(), "repository was read", "repositories were read") + ": "
                                + Plurals.number(audit.summary().present()) + " hold the secret"
                                + without(audit.summary().missing())
                                + ". No findings are open, but the token may expire unnoticed."
                                + asides(unknown.asides()))
                        .say(Mrkdwn.bold("Why:") + " "
                                + Mrkdwn.foreign(String.join("; ", unknown.gaps()), LONGEST_REASON))
                        .say(Mrkdwn.bold("To do:")
                                + " name the secret that holds the token with "
                                + Mrkdwn.code("ccat.pat.token.secret-id")
                                + "; the next rotation records when its token expires."));
    }

    private static String asides(int findings) {
        return findings == 0
                ? ""
                : " " + Plurals.of(findings, "finding is", "findings are") + " informational: "
                        + Mrkdwn.code("ccat pat audit") + ".";
    }

    private String renew(TokenExpiration end, Instant now) {
        String whose = end.login()
                .map(login -> " of " + Mrkdwn.foreign(login, LONGEST_LOGIN))
                .orElse("");
        String when = end.at().isAfter(now)
                ? "expires " + Mrkdwn.bold(Timestamps.day(end.at())) + ", " + Timestamps.ahead(end.at(), now)
                : "expired " + Mrkdwn.bold(Timestamps.day(end.at()));
        return "The token" + whose + " " + when + " (" + Timestamps.print(end.at())
                + "). Make a new one on GitHub, then run:\n"
                + Mrkdwn.lines(instructions.handOutNewToken());
    }

    /** The step that ends the findings which a write of the current token ends. */
    private Optional<String> mend(List<OpenFinding> findings) {
        if (findings.stream().map(OpenFinding::kind).noneMatch(WRITING_MENDS::contains)) {
            return Optional.empty();
        }
        String first = findings.stream().anyMatch(finding -> finding.kind() == FindingKind.OVERWRITTEN)
                ? "First ask who overwrote it. "
                : "";
        return Optional.of(first + "To write the current token to each repository that does not hold it, run"
                + (instructions.knowsToken() ? "" : " this and paste the token") + ":\n"
                + Mrkdwn.lines(List.of(instructions.writeCurrentToken())));
    }

    private SlackMessage about(AuditSnapshot audit, SlackMessage message) {
        return about(audit, message, Set.of());
    }

    /** What every message about an audit says below: what it could not see, and what trouble is over. */
    private SlackMessage about(AuditSnapshot audit, SlackMessage message, Set<RepositoryName> listed) {
        if (!audit.isComplete()) {
            message.sayAfterwards(":warning: This audit is incomplete. " + unknown(audit));
        }
        return listing(audit, message, listed);
    }

    private SlackMessage listing(AuditSnapshot audit, SlackMessage message, Set<RepositoryName> listed) {
        List<UnreadableRepository> unreadableRepository = audit.unread().stream()
                .filter(one -> !listed.contains(one.repository()))
                .toList();
        audit.over().ifPresent(auditIssue -> message.sayAfterwards(over(auditIssue)));
        return message.list(
                        Mrkdwn.bold("Could not be read") + " (" + Plurals.number(unreadableRepository.size()) + ")",
                        "could not be read",
                        lines.of(unreadableRepository, UnreadableRepository::repository, UnreadableRepository::reason))
                .wholeStory(WHOLE_STORY)
                .aside(counts(audit.secret(), audit));
    }

    private static String over(AuditIssue auditIssue) {
        return ":white_check_mark: Audits are complete again; "
                + switch (auditIssue.kind()) {
                    case FAILED -> "they had failed";
                    case INCOMPLETE -> "they had been incomplete";
                }
                + " since " + Timestamps.print(auditIssue.since()) + ".";
    }

    private static String counts(SecretName secret, AuditSnapshot audit) {
        var summary = audit.summary();
        return "Audit of " + secret + " at " + Timestamps.print(audit.at()) + ": " + Plurals.number(summary.present())
                + " present, " + Plurals.number(summary.missing()) + " missing, "
                + Plurals.number(summary.unreadable()) + " unreadable"
                + (summary.transferred() == 0 ? "" : ", " + Plurals.number(summary.transferred()) + " transferred")
                + (audit.accepted().isEmpty()
                        ? ""
                        : ", " + Plurals.number(audit.accepted().size()) + " accepted");
    }
}
