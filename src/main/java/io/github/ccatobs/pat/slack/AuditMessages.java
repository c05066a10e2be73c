package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.audit.Kind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.notice.Audited;
import io.github.ccatobs.pat.notice.Notice;
import io.github.ccatobs.pat.notice.OperatorInstructions;
import io.github.ccatobs.pat.notice.TokenEnd;
import io.github.ccatobs.pat.notice.Trouble;
import io.github.ccatobs.pat.notice.Unread;
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
    private static final Set<Kind> WRITING_MENDS = EnumSet.of(Kind.MISSING, Kind.STALE, Kind.OVERWRITTEN);

    private final OperatorInstructions instructions;
    private final FindingLines lines;

    AuditMessages(WebPages pages, OperatorInstructions instructions) {
        this.instructions = instructions;
        this.lines = new FindingLines(pages);
    }

    Message changed(Notice.FindingsChanged changed) {
        var message = new Message(emoji(changed), headline(changed)).say(counts(changed));
        changed.token().ifPresent(end -> message.say(renew(end, changed.audit().at())));
        mend(changed.opened()).ifPresent(message::say);
        lines.opened(message, changed.opened());
        lines.recovered(message, changed.recovered());
        accepted(message, changed.audit());
        Set<RepositoryName> listed = changed.opened().stream()
                .filter(finding -> finding.kind() == Kind.UNREACHABLE)
                .flatMap(finding -> finding.repository().stream())
                .collect(Collectors.toSet());
        return about(changed.audit(), message, listed);
    }

    private static String emoji(Notice.FindingsChanged changed) {
        if (FindingLines.anyUrgent(changed.opened())) {
            return BAD;
        }
        return changed.opened().isEmpty() ? GOOD : ODD;
    }

    private static String headline(Notice.FindingsChanged changed) {
        int opened = changed.opened().size();
        int recovered = changed.recovered().size();
        String what = opened == 0
                ? Counted.of(recovered, "finding is over", "findings are over")
                : Counted.of(opened, "new finding", "new findings")
                        + (recovered == 0 ? "" : ", " + Counted.number(recovered) + " over");
        return what + ": " + changed.secret();
    }

    private static String counts(Notice.FindingsChanged changed) {
        var parts = new ArrayList<String>();
        if (!changed.opened().isEmpty()) {
            parts.add("New: " + FindingLines.counts(changed.opened()) + ".");
        }
        if (!changed.recovered().isEmpty()) {
            parts.add("Over: " + FindingLines.counts(changed.recovered()) + ".");
        }
        parts.add(
                changed.staying().isEmpty()
                        ? "Nothing else is open."
                        : "Still open: " + FindingLines.counts(changed.staying()) + ".");
        accepted(changed.audit()).ifPresent(parts::add);
        return String.join(" ", parts);
    }

    Message reminder(Notice.Reminder reminder) {
        var message = new Message(
                        FindingLines.anyUrgent(reminder.staying()) ? BAD : ODD,
                        "Still open: " + Counted.findings(reminder.staying().size()) + ", " + reminder.secret())
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

    Message expiring(Notice.Expiring expiring) {
        var end = expiring.token();
        var now = expiring.audit().at();
        return about(
                expiring.audit(),
                new Message(
                                "hourglass_flowing_sand",
                                "The token of " + expiring.secret() + " expires " + Moment.ahead(end.at(), now))
                        .say(renew(end, now)));
    }

    Message expired(Notice.Expired expired) {
        return about(
                expired.audit(),
                new Message(BAD, "The token of " + expired.secret() + " has expired")
                        .say(renew(expired.token(), expired.audit().at())));
    }

    Message failed(Notice.AuditFailed failed) {
        return new Message(BAD, "No audit of " + failed.secret() + ": could not tell")
                .say("No audit could be made" + since(failed.trouble(), failed.at())
                        + ". This does not say that all is well: nothing is known of any repository until one is made"
                        + " again.")
                .say(Mrkdwn.bold("Why:") + " " + Mrkdwn.foreign(failed.trouble().reason(), LONGEST_REASON))
                .aside("Tried last at " + Moment.print(failed.at()) + ". Try it by hand: "
                        + Mrkdwn.code("ccat pat status"));
    }

    private static String since(Trouble trouble, Instant at) {
        return trouble.since().equals(at) ? "" : " since " + Moment.print(trouble.since());
    }

    Message incomplete(Notice.AuditIncomplete incomplete) {
        var audit = incomplete.audit();
        String since = incomplete.since().equals(audit.at())
                ? ""
                : " Audits have been incomplete since " + Moment.print(incomplete.since()) + ".";
        return listing(
                audit,
                new Message("warning", "The audit of " + incomplete.secret() + " could not tell everything")
                        .say(unknown(audit) + since + " " + open(incomplete.open())),
                Set.of());
    }

    private static String unknown(Audited audit) {
        return Counted.number(audit.summary().unreadable()) + " of " + Counted.repositories(audit.repositories())
                + " could not be read: nothing is known of "
                + (audit.summary().unreadable() == 1 ? "it." : "them.");
    }

    private static String open(int findings) {
        return findings == 0
                ? "Nothing is open in what could be read."
                : Counted.of(findings, "finding is open", "findings are open") + ", as before.";
    }

    Message work(Notice.AuditsWork work) {
        return about(
                work.audit(),
                new Message(GOOD, "Audits of " + work.secret() + " work again")
                        .say(
                                work.open() == 0
                                        ? "Every repository was read, and nothing is open."
                                        : "Every repository was read. "
                                                + Counted.of(work.open(), "finding is open", "findings are open")
                                                + ", as before."));
    }

    Message well(Notice.AllIsWell well) {
        var audit = well.audit();
        var message = new Message(GOOD, "All is well with " + well.secret())
                .say(Counted.of(audit.repositories(), "repository was read", "repositories were read") + ": "
                        + Counted.number(audit.summary().present()) + " hold the secret"
                        + without(audit.summary().missing()) + ". " + end(well.tokenExpiry(), audit.at())
                        + asides(well.asides())
                        + accepted(audit).map(" "::concat).orElse(""));
        accepted(message, audit);
        return about(audit, message);
    }

    private static Optional<String> accepted(Audited audit) {
        int many = audit.accepted().size();
        return Optional.of(many)
                .filter(count -> count > 0)
                .map(count -> "The findings of " + Counted.repositories(count) + " are accepted.");
    }

    private void accepted(Message message, Audited audit) {
        List<RepositoryName> names = audit.accepted().keySet().stream()
                .sorted(Comparator.comparing(RepositoryName::toString))
                .toList();
        message.list(
                Mrkdwn.bold("Accepted") + " (" + Counted.number(names.size()) + ")",
                "accepted",
                lines.of(
                        names,
                        name -> name,
                        name -> String.valueOf(audit.accepted().get(name))));
    }

    private static String without(int missing) {
        return missing == 0 ? "" : ", " + Counted.number(missing) + " may do without it";
    }

    private static String end(TokenExpiry expiry, Instant now) {
        return switch (expiry) {
            case TokenExpiry.At(Instant at) ->
                "The token expires " + Moment.day(at) + ", " + Moment.ahead(at, now) + ".";
            case TokenExpiry.Never never -> "GitHub says that the token never expires.";
            case TokenExpiry.Unknown unknown -> "It is unknown when the token expires.";
        };
    }

    Message unknownEnd(Notice.TokenEndUnknown unknown) {
        var audit = unknown.audit();
        return about(
                audit,
                new Message(ODD, "It is unknown when " + unknown.secret() + " expires")
                        .say(Counted.of(audit.repositories(), "repository was read", "repositories were read") + ": "
                                + Counted.number(audit.summary().present()) + " hold the secret"
                                + without(audit.summary().missing())
                                + ". Nothing is open, but the token may end unnoticed."
                                + asides(unknown.asides()))
                        .say(Mrkdwn.bold("Why:") + " "
                                + Mrkdwn.foreign(String.join("; ", unknown.gaps()), LONGEST_REASON))
                        .say(Mrkdwn.bold("To do:")
                                + " name the secret that holds the token with "
                                + Mrkdwn.code("ccat.pat.token.secret-id")
                                + "; the next rotation keeps the end of its token."));
    }

    private static String asides(int findings) {
        return findings == 0
                ? ""
                : " " + Counted.of(findings, "finding is", "findings are") + " there for information: "
                        + Mrkdwn.code("ccat pat audit") + ".";
    }

    private String renew(TokenEnd end, Instant now) {
        String whose = end.login()
                .map(login -> " of " + Mrkdwn.foreign(login, LONGEST_LOGIN))
                .orElse("");
        String when = end.at().isAfter(now)
                ? "expires " + Mrkdwn.bold(Moment.day(end.at())) + ", " + Moment.ahead(end.at(), now)
                : "expired " + Mrkdwn.bold(Moment.day(end.at()));
        return "The token" + whose + " " + when + " (" + Moment.print(end.at())
                + "). Make a new one on GitHub, then run:\n"
                + Mrkdwn.lines(instructions.handOutNewToken());
    }

    /** The step that ends the findings which a write of the current token ends. */
    private Optional<String> mend(List<OpenFinding> findings) {
        if (findings.stream().map(OpenFinding::kind).noneMatch(WRITING_MENDS::contains)) {
            return Optional.empty();
        }
        String first = findings.stream().anyMatch(finding -> finding.kind() == Kind.OVERWRITTEN)
                ? "First ask who overwrote it. "
                : "";
        return Optional.of(first + "To write the current token to each repository that does not hold it, run"
                + (instructions.knowsToken() ? "" : " this and paste the token") + ":\n"
                + Mrkdwn.lines(List.of(instructions.writeCurrentToken())));
    }

    private Message about(Audited audit, Message message) {
        return about(audit, message, Set.of());
    }

    /** What every message about an audit says below: what it could not see, and what trouble is over. */
    private Message about(Audited audit, Message message, Set<RepositoryName> listed) {
        if (!audit.isComplete()) {
            message.sayAfterwards(":warning: This audit could not tell everything. " + unknown(audit));
        }
        return listing(audit, message, listed);
    }

    private Message listing(Audited audit, Message message, Set<RepositoryName> listed) {
        List<Unread> unread = audit.unread().stream()
                .filter(one -> !listed.contains(one.repository()))
                .toList();
        audit.over().ifPresent(trouble -> message.sayAfterwards(over(trouble)));
        return message.list(
                        Mrkdwn.bold("Could not be read") + " (" + Counted.number(unread.size()) + ")",
                        "could not be read",
                        lines.of(unread, Unread::repository, Unread::reason))
                .wholeStory(WHOLE_STORY)
                .aside(counts(audit.secret(), audit));
    }

    private static String over(Trouble trouble) {
        return ":white_check_mark: Audits can tell everything again; "
                + switch (trouble.kind()) {
                    case FAILED -> "none could be made";
                    case INCOMPLETE -> "they were incomplete";
                }
                + " since " + Moment.print(trouble.since()) + ".";
    }

    private static String counts(SecretName secret, Audited audit) {
        var summary = audit.summary();
        return "Audit of " + secret + " at " + Moment.print(audit.at()) + ": " + Counted.number(summary.present())
                + " present, " + Counted.number(summary.missing()) + " missing, "
                + Counted.number(summary.unreadable()) + " unreadable"
                + (summary.transferred() == 0 ? "" : ", " + Counted.number(summary.transferred()) + " transferred")
                + (audit.accepted().isEmpty()
                        ? ""
                        : ", " + Counted.number(audit.accepted().size()) + " accepted");
    }
}
