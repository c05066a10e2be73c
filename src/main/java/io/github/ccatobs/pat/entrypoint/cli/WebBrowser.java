package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The browser of the user: the one of {@code BROWSER} where that is set, else what opens addresses and files here. */
final class WebBrowser {

    private static final int SECONDS_TO_START = 5;

    private WebBrowser() {}

    /** Whether it opened {@code place}, an address or a file; one that stays in the foreground counts as opened. */
    static boolean opens(String place, Terminal terminal) {
        boolean isMac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        String browser =
                terminal.variable("BROWSER").filter(name -> !name.isBlank()).orElse(isMac ? "open" : "xdg-open");
        try {
            var process = new ProcessBuilder(browser, place)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return !process.waitFor(SECONDS_TO_START, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
