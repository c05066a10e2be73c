package io.github.ccatobs.pat.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * Audits cannot tell what they should.
 *
 * @param reason why, in words; empty when the audits say it repository by repository
 * @param since when the first such audit was made or tried
 * @param told when people were last told of it; empty when they were not yet
 */
public record Trouble(Kind kind, String reason, Instant since, Optional<Instant> told) {

    /** What is wrong with the audits. */
    public enum Kind {
        /** There is none: GitHub is down, say, or the credential is rejected. */
        FAILED,
        /** They could not read every repository. */
        INCOMPLETE
    }

    static Trouble begun(Kind kind, String reason, Instant since) {
        return new Trouble(kind, reason, since, Optional.empty());
    }

    boolean is(Kind other) {
        return kind == other;
    }

    Trouble because(String today) {
        return new Trouble(kind, today, since, told);
    }

    Trouble toldAt(Instant moment) {
        return new Trouble(kind, reason, since, Optional.of(moment));
    }

    /** Status codes, times and request numbers do not make another reason. */
    boolean isBecauseOf(String other) {
        return words(reason).equals(words(other));
    }

    private static String words(String reason) {
        return reason.replaceAll("[0-9]+", "");
    }
}
