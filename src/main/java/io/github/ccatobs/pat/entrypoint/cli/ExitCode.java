package io.github.ccatobs.pat.entrypoint.cli;

import java.util.stream.Stream;

/** What a command's exit code means, the same in every command. */
enum ExitCode {
    FINE(0, "done, and everything is as it should be"),
    ATTENTION(1, "done, and a repository needs attention: the secret is missing, stale, overwritten"),
    USAGE(
            2,
            "called wrongly: bad option, unreadable or invalid graph, no credential configured; nothing was contacted or"
                    + " written"),
    STOPPED(3, "a rotation stopped before every repository was updated; running it again continues"),
    REFUSED(
            4,
            "refused before the first write: the token failed a check, a repository cannot be written, or another"
                    + " rotation is running"),
    UNKNOWN(
            5,
            "could not tell: GitHub unreachable, credential rejected, or some repositories unreadable; never reported as"
                    + " \"no drift\"; wins over 1"),
    INTERRUPTED(130, "interrupted, where nothing was under way that 3 would describe");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }

    /** The lines of the help's last part. */
    static String[] help() {
        return Stream.of(values())
                .map(exit -> "%5d  %s".formatted(exit.code, exit.meaning))
                .toArray(String[]::new);
    }
}
