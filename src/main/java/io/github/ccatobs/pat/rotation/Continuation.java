package io.github.ccatobs.pat.rotation;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a person does about a rotation that is not complete.
 *
 * @param words a sentence without the colon or full stop at its end
 * @param commands lines that may be pasted at once; none where the words say all
 */
public record Continuation(String words, List<String> commands) {

    /** Copies. */
    public Continuation {
        commands = List.copyOf(commands);
    }

    /** Runs {@code command} again after something else than a person has stopped it. */
    public static Continuation afterCause(String command) {
        return new Continuation(
                "Once its cause is gone, run this again; with the same token it writes only what is left",
                List.of(command));
    }

    /** The words and each command in a line of its own. */
    public List<String> lines() {
        return commands.isEmpty()
                ? List.of(words + ".")
                : Stream.concat(Stream.of(words + ":"), commands.stream().map("  "::concat))
                        .toList();
    }
}
