package io.github.ccatobs.pat.entrypoint.cli.output;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command as it was typed. */
public final class ShellCommand {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    private ShellCommand() {}

    /** The same command once more, to be pasted into a shell. */
    public static String again(String... words) {
        return Stream.concat(Stream.of("./ccat"), Arrays.stream(words).map(ShellCommand::quoted))
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
