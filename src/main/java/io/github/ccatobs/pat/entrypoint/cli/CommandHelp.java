package io.github.ccatobs.pat.entrypoint.cli;

import static io.github.ccatobs.pat.domain.ExitCode.ATTENTION;
import static io.github.ccatobs.pat.domain.ExitCode.FINE;
import static io.github.ccatobs.pat.domain.ExitCode.INTERRUPTED;
import static io.github.ccatobs.pat.domain.ExitCode.REFUSED;
import static io.github.ccatobs.pat.domain.ExitCode.STOPPED;
import static io.github.ccatobs.pat.domain.ExitCode.UNKNOWN;
import static io.github.ccatobs.pat.domain.ExitCode.USAGE;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.entrypoint.cli.terminal.LineWrapper;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completes the help of each command: a short synopsis, examples as they are typed here, the codes that it can end with. */
final class CommandHelp {

    /** Completes "Reads with" or "Writes with" by the order of the credentials; what comes without any follows it. */
    static final String CREDENTIALS =
            "GITHUB_TOKEN or GH_TOKEN when one is set, else with the configured credential (a GitHub App,"
                    + " ccat.pat.github.exec or .secret-id), else with ";

    private static final int USUAL_WIDTH = 100;

    /** The narrowest that picocli takes. */
    private static final int NARROWEST = 55;

    /** The codes of each command but those of a defect, which is 5 everywhere; the others can give all of them. */
    private static final Map<String, Set<ExitCode>> CODES = Map.ofEntries(
            Map.entry("status", Set.of(FINE, ATTENTION, USAGE, REFUSED, UNKNOWN, INTERRUPTED)),
            Map.entry("audit", Set.of(FINE, ATTENTION, USAGE, REFUSED, UNKNOWN, INTERRUPTED)),
            Map.entry("audits", Set.of(FINE, USAGE, REFUSED)),
            Map.entry("report", Set.of(FINE, USAGE, REFUSED)),
            Map.entry("graph", Set.of(FINE, USAGE, UNKNOWN)),
            Map.entry("check", Set.of(FINE, USAGE, STOPPED, REFUSED, UNKNOWN, INTERRUPTED)),
            Map.entry("renew", Set.of(FINE, USAGE, UNKNOWN)),
            Map.entry("store-token", Set.of(FINE, USAGE, REFUSED, UNKNOWN, INTERRUPTED)),
            Map.entry("rotate", Set.of(FINE, USAGE, STOPPED, REFUSED, UNKNOWN, INTERRUPTED)),
            Map.entry("retire", Set.of(FINE, ATTENTION, USAGE, REFUSED, UNKNOWN)),
            Map.entry("rotations", Set.of(FINE, USAGE, REFUSED)),
            Map.entry("slack", Set.of(FINE, USAGE, REFUSED, UNKNOWN)),
            Map.entry("serve", Set.of(FINE, USAGE, REFUSED, UNKNOWN)),
            Map.entry("demo", Set.of(FINE, USAGE, UNKNOWN, INTERRUPTED)),
            Map.entry("help", Set.of(FINE, USAGE)),
            Map.entry("version", Set.of(FINE, USAGE)),
            Map.entry("completion", Set.of(FINE, USAGE)),
            Map.entry("man", Set.of(FINE, USAGE)));

    private CommandHelp() {}

    /** How wide the help is on {@code terminal}. */
    static int width(Terminal terminal) {
        int width = terminal.outWidth();
        return width == 0 ? USUAL_WIDTH : Math.max(NARROWEST, width);
    }

    /** Completes {@code spec}, whose examples are its footer. */
    static void complete(CommandSpec spec, Terminal terminal, String version) {
        spec.version(VersionCommand.line(version)).mixinStandardHelpOptions(false);
        if (!spec.helpCommand()) {
            spec.addOption(OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Show this help and exit.")
                    .build());
        }
        spec.addOption(OptionSpec.builder(VersionCommand.options())
                .versionHelp(true)
                .description("Print the version and exit.")
                .build());
        spec.usageMessage()
                .abbreviateSynopsis(true)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.help(codes(spec.name())))
                .footer(Stream.of(spec.usageMessage().footer())
                        .map(example ->
                                example.replace("ccat pat", terminal.command().replace("%", "%%") + " pat"))
                        .flatMap(example -> LineWrapper.wrap(example, width(terminal) - 1).stream())
                        .toArray(String[]::new));
    }

    /** The codes that the command {@code name} can end with. */
    static Set<ExitCode> codes(String name) {
        return CODES.getOrDefault(name, EnumSet.allOf(ExitCode.class));
    }
}
