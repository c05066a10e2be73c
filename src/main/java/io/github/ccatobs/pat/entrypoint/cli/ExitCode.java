package io.github.ccatobs.pat.entrypoint.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a command's exit code means, the same in every command. */
enum ExitCode {
    FINE(0, "done, and everything is as it should be"),
    ATTENTION(
            1,
            "done, and a repository needs attention: the secret is missing, stale, overwritten, or the repository"
                    + " belongs to another owner"),
    USAGE(
            2,
            "called wrongly: bad option, unreadable or invalid graph, no credential configured; nothing was written, and"
                    + " nothing but the graph read"),
    STOPPED(3, "a rotation stopped before every repository was updated; running it again continues"),
    REFUSED(
            4,
            "refused before the first write: the token failed a check, a repository cannot be written, the store cannot"
                    + " be opened, or another rotation is running"),
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

    /** The meaning of each code, in order, for the help's last part. */
    static Map<String, String> help() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode exit : values()) {
            meanings.put("%5d".formatted(exit.code), exit.meaning);
        }
        return meanings;
    }
}
