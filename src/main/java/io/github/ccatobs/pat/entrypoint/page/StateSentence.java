package io.github.ccatobs.pat.entrypoint.page;

import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state as a person would say it. Pure.
 *
 * @param tone how good it is
 * @param sentences the first says where the secret is or how the rotation stands, the others what else matters most
 * @param before while a rotation is under way, what the last audit saw before it; or empty
 */
public record StateSentence(Tone tone, List<String> sentences, List<String> before) {

    /** How good the state is. Only {@link #WELL} is green, and it is never guessed. */
    public enum Tone {
        WELL("✓", "All well"),
        RUNNING("▶", "Rotation under way"),
        NOTICE("!", "Look at it soon"),
        ATTENTION("✗", "Act now"),
        UNKNOWN("?", "Could not tell"),
        NONE("…", "Not known yet");

        private final String mark;
        private final String label;

        Tone(String mark, String label) {
            this.mark = mark;
            this.label = label;
        }

        /** A sign beside the colour. */
        public String mark() {
            return mark;
        }

        /** The same in words. */
        public String label() {
            return label;
        }

        /** As in a style sheet and in JSON: {@code well}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies. */
    public StateSentence {
        sentences = List.copyOf(sentences);
        before = List.copyOf(before);
    }

    /** A state that no rotation changes. */
    StateSentence(Tone tone, List<String> sentences) {
        this(tone, sentences, List.of());
    }

    /** All in one line. */
    public String text() {
        return Stream.concat(sentences.stream(), before.stream()).collect(Collectors.joining(" "));
    }

    static StateSentence of(Overview seen) {
        if (seen.storeProblem().isPresent()) {
            return new StateSentence(
                    Tone.UNKNOWN,
                    List.of(
                            "The store cannot be read, so it is not known where " + seen.secret() + " is.",
                            seen.storeProblem().get()));
        }
        var rotation = rotation(seen);
        return seen.last()
                .map(last -> of(seen, last, rotation))
                .orElseGet(() -> new StateSentence(
                        seen.underWay().isPresent() ? Tone.RUNNING : Tone.NONE,
                        with(
                                "No audit of " + seen.secret() + " has been made yet, so it is not known where it is.",
                                rotation)));
    }

    private static StateSentence of(Overview seen, AuditRecord last, List<String> rotation) {
        boolean isRunning = seen.underWay().isPresent();
        List<String> sentences = new ArrayList<>(isRunning ? rotation : List.of());
        if (seen.hasTokenEnded()) {
            sentences.add(end(last.secret().toString(), last.token().expiry(), seen.gitHubNow()));
        }
        int said = sentences.size();
        String expired = isRunning ? "the expired token" : "The expired token";
        sentences.add(where(last, seen.hasTokenEnded() ? expired : last.secret().toString(), isRunning));
        drift(last.findings()).forEach(sentences::add);
        if (!seen.hasTokenEnded()) {
            sentences.add(end(
                    isRunning ? "the token that the last audit saw" : "it",
                    last.token().expiry(),
                    seen.gitHubNow()));
        }
        if (!isRunning && !seen.hasTokenEnded()) {
            vault(last.findings()).ifPresent(sentences::add);
        }
        if (seen.isOverdue()) {
            sentences.add("That was " + ago(last.auditedAt(), seen.now())
                    + ": no audit has succeeded since, so it may have changed.");
        }
        if (!isRunning) {
            sentences.addAll(rotation);
            seen.endedSinceAudit()
                    .map(entry -> "The audit was before the last rotation, which wrote "
                            + Plurals.number(new RotationReport(entry.rotation(), Set.of())
                                    .summary()
                                    .updated())
                            + " of "
                            + Plurals.repositories(entry.rotation().outcomes().size()) + ".")
                    .ifPresent(sentences::add);
        }
        return isRunning
                ? new StateSentence(
                        tone(seen, last), sentences.subList(0, said), sentences.subList(said, sentences.size()))
                : new StateSentence(tone(seen, last), sentences);
    }

    private static Tone tone(Overview seen, AuditRecord last) {
        if (!last.complete()) {
            return Tone.UNKNOWN;
        }
        boolean hasEnded = seen.hasTokenEnded() && !seen.isTokenBeingReplaced();
        if (hasEnded
                || last.findings().stream()
                        .anyMatch(finding -> finding.kind().isUrgent() && !seen.isUnderWay(finding))) {
            return Tone.ATTENTION;
        }
        if (seen.isOverdue()) {
            return Tone.UNKNOWN;
        }
        if (seen.underWay().isPresent()) {
            return Tone.RUNNING;
        }
        boolean isQuiet = kinds(last).stream().allMatch(FindingKind::isInformation)
                && !(last.token().expiry() instanceof TokenExpiry.Unknown)
                && last.findings().stream().allMatch(OpenFinding::confirmed);
        return isQuiet && seen.stopped().isEmpty() ? Tone.WELL : Tone.NOTICE;
    }

    private static Set<FindingKind> kinds(AuditRecord last) {
        return last.findings().stream().map(OpenFinding::kind).collect(Collectors.toSet());
    }

    private static String where(AuditRecord last, String subject, boolean isBefore) {
        var summary = last.summary();
        var said = new StringBuilder(String.format(
                Locale.ROOT,
                isBefore ? "Before this rotation, %s was in %,d of %s" : "%s is in %,d of %s",
                subject,
                summary.present(),
                Plurals.repositories(summary.repositories())));
        if (summary.unreadable() > 0) {
            said.append("; ")
                    .append(Plurals.of(summary.unreadable(), "is", "are"))
                    .append(isBefore ? " unreadable" : " unreadable, so it may be there too");
        }
        long missing = count(last.findings(), FindingKind.MISSING);
        if (missing > 0) {
            said.append(isBefore ? "; it was missing in " : "; it is missing in ")
                    .append(Plurals.number(missing));
        }
        long accepted = summary.missing() - missing;
        if (accepted > 0) {
            said.append("; ").append(Plurals.number(accepted)).append(" exempt");
        }
        if (summary.transferred() > 0) {
            said.append("; ")
                    .append(Plurals.of(summary.transferred(), "belongs to another owner", "belong to another owner"));
        }
        return said.append('.').toString();
    }

    private static List<String> drift(List<OpenFinding> findings) {
        List<String> sentences = new ArrayList<>();
        long stale = count(findings, FindingKind.STALE);
        long overwritten = count(findings, FindingKind.OVERWRITTEN);
        if (stale > 0) {
            sentences.add(Plurals.of(stale, "holds", "hold") + " an older token.");
        }
        if (overwritten > 0) {
            sentences.add("It was written by another hand in " + overwritten + ".");
        }
        return sentences;
    }

    private static Optional<String> vault(List<OpenFinding> findings) {
        if (count(findings, FindingKind.VAULT_TOKEN_REJECTED) > 0) {
            return Optional.of("GitHub rejects the token in the vault.");
        }
        if (count(findings, FindingKind.VAULT_TOKEN_UNUSABLE) > 0) {
            return Optional.of("What the vault holds is no token.");
        }
        return Optional.of("The vault has another token, which was not handed out yet.")
                .filter(sentence -> count(findings, FindingKind.VAULT_TOKEN_NOT_ROTATED) > 0);
    }

    private static long count(List<OpenFinding> findings, FindingKind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).count();
    }

    private static String end(String subject, TokenExpiry expiry, Instant now) {
        return switch (expiry) {
            case TokenExpiry.At(Instant at) ->
                at.isAfter(now)
                        ? capital(subject) + " expires " + Timestamps.ahead(at, now) + "."
                        : capital(subject) + " expired " + ago(at, now) + ", so jobs that use it fail.";
            case TokenExpiry.Never never -> capital(subject) + " never expires.";
            case TokenExpiry.Unknown unknown -> "It is not known when " + subject + " expires.";
        };
    }

    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** "less than an hour ago", "5 hours ago", "1 day ago". */
    static String ago(Instant moment, Instant now) {
        var past = Duration.between(moment, now);
        if (past.toHours() < 1) {
            return past.toMinutes() < 1 ? "just now" : past.toMinutes() + " min ago";
        }
        long hours = past.toHours();
        return hours < 48 ? Plurals.of(hours, "hour ago", "hours ago") : Timestamps.days(past.toDays()) + " ago";
    }

    private static List<String> rotation(Overview seen) {
        return seen.underWay().map(entry -> List.of(about(entry.rotation()))).orElseGet(() -> seen.stopped().stream()
                .map(entry ->
                        sentence(entry.rotation(), entry.equals(seen.stopped().getFirst())))
                .toList());
    }

    /** How the last rotation stands. */
    public static String about(Rotation rotation) {
        return sentence(rotation, true);
    }

    private static String sentence(Rotation rotation, boolean isLast) {
        var summary = new RotationReport(rotation, Set.of()).summary();
        String how = summary.updated() + " of " + rotation.outcomes().size() + " written"
                + (summary.failed() == 0 ? "" : ", " + summary.failed() + " failed") + ".";
        return switch (rotation.head().state()) {
            case RUNNING -> "A rotation is running: " + how;
            case WAITING ->
                "A rotation waits"
                        + rotation.head()
                                .waitUntil()
                                .map(until -> " until " + Timestamps.print(until))
                                .orElse("")
                        + ": " + how;
            case STOPPED ->
                (isLast ? "The last rotation" : "A rotation before that") + " stopped before its end: " + how;
            case REFUSED -> "The last rotation was refused before its first write.";
            case COMPLETE, SUPERSEDED -> how;
        };
    }

    private static List<String> with(String first, List<String> more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(more);
        return all;
    }
}
