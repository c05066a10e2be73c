package io.github.ccatobs.pat.entrypoint.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The columns of the terminal: {@code COLUMNS} where it is exported, else as the launcher measured them, else 0,
 * unknown. Java itself cannot tell.
 */
public final class WindowSize {

    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,4}");
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ ([1-9]\\d{0,4})");

    private final boolean isFixed;
    private volatile int columns;
    private volatile boolean hasChanged;
    private boolean isFollowed;

    /** Always {@code columns}; 0 for an unknown width. */
    public WindowSize(int columns) {
        this.isFixed = true;
        this.columns = columns;
    }

    /** Of a process with this environment, whose launcher measured {@code measured}. */
    WindowSize(Map<String, String> environment, String measured) {
        var exported = Optional.ofNullable(environment.get("COLUMNS"))
                .filter(text -> COUNT.matcher(text).matches());
        this.isFixed = exported.isPresent();
        this.columns = exported.or(() ->
                        Optional.of(measured).filter(text -> COUNT.matcher(text).matches()))
                .map(Integer::parseInt)
                .orElse(0);
    }

    /** Follows the terminal when its window is resized. */
    synchronized void follow() {
        if (!isFixed && columns > 0 && !isFollowed) {
            isFollowed = true;
            SignalHandler.onResize(() -> hasChanged = true);
        }
    }

    int columns() {
        if (hasChanged) {
            hasChanged = false;
            measure();
        }
        return columns;
    }

    private void measure() {
        try {
            var stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(Redirect.DISCARD)
                    .start();
            try (var out = stty.getInputStream()) {
                var size = ROWS_AND_COLUMNS.matcher(new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip());
                if (size.matches()) {
                    columns = Integer.parseInt(size.group(1));
                }
            }
        } catch (IOException ignored) {
            // The width that was known stays the best one.
        }
    }
}
