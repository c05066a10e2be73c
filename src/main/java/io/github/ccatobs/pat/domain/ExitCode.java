package io.github.ccatobs.pat.domain;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The exit codes, the same in every command. */
public enum ExitCode {
    FINE(0, "done, and everything is as it should be"),
    ATTENTION(
            1,
            "done, and a repository needs attention: the secret is missing, stale, overwritten, or the repository"
                    + " belongs to another owner; or something still needs the old token"),
    USAGE(
            2,
            "called wrongly: bad option, unreadable or invalid graph, no credential configured (an audit without one ends"
                    + " with 5); nothing was written, and only the graph was read"),
    STOPPED(3, "a rotation stopped before every repository was updated; running it again continues"),
    REFUSED(
            4,
            "refused before the first write: the token failed a check, a repository cannot be written, the store cannot"
                    + " be opened, or another rotation is running; or the token to retire is the current one"),
    UNKNOWN(
            5,
            "could not tell: GitHub unreachable, credential rejected, no credential for an audit, or some repositories"
                    + " unreadable; never reported as \"no drift\"; takes precedence over 1"),
    INTERRUPTED(130, "interrupted, unless 3 applies");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** In words, for the help. */
    public String meaning() {
        return meaning;
    }

    /** The meaning of each of {@code codes}, in order, for the help's last part. */
    public static Map<String, String> help(Set<ExitCode> codes) {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode exit : EnumSet.copyOf(codes)) {
            meanings.put("%5d".formatted(exit.code), exit.meaning);
        }
        return meanings;
    }
}
