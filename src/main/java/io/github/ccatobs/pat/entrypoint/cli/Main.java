package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.entrypoint.cli.PatCommand.CcatCommand;
import io.github.ccatobs.pat.entrypoint.cli.terminal.CheckedStdout;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Where the process of a command begins. */
@QuarkusMain
final class Main {

    private static final Thread PRELOADING = Thread.ofPlatform()
            .name("preload")
            .daemon()
            .unstarted(() -> new CommandLine(new CcatCommand()).parseArgs());

    /** That of {@link ExitCode}, whose class may be what cannot be loaded. */
    private static final int COULD_NOT_TELL = 5;

    /** Whether this class ends the process; a signal, of which Quarkus makes {@link ExitCode#INTERRUPTED}, leaves that to hooks. */
    private static volatile boolean hasCode;

    /** What was asked for: people are told of an audit of all repositories that does not start. */
    private static volatile List<String> asked = List.of();

    private Main() {}

    /**
     * Runs one command; the process ends with its exit code, and never with the JVM's own 1, which means a finding. The version
     * alone is printed without the application, whose start is most of the time of such a run.
     */
    public static void main(String... words) {
        try {
            var lost = UndecodableArguments.in(words, System.getenv());
            if (lost.isPresent()) {
                Terminal.ofProcess(new CheckedStdout()).err().println("ccat pat: " + lost.get());
                System.exit(ExitCode.USAGE.code());
            }
            var version = Main.class.getPackage().getImplementationVersion();
            if (version != null && VersionCommand.isAsked(words)) {
                end(run(terminal -> VersionCommand.print(terminal.out(), version)), null);
            }
            if (ServeCommand.isAsked(words)) {
                exitCleanlyWhenStopped();
            }
            preload();
            asked = List.of(words);
            Quarkus.run(Application.class, Main::end, words);
        } catch (Throwable failure) {
            end(COULD_NOT_TELL, failure);
        }
    }

    /**
     * A service that is stopped while it starts has nothing to finish, and so ends at once, as one that has started ends. {@link
     * ServeCommand} handles signals itself once it runs, so that only those before make the JVM end without a code of ours.
     */
    private static void exitCleanlyWhenStopped() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!hasCode) {
                Runtime.getRuntime().halt(0);
            }
        }));
    }

    /**
     * Loads the parser of commands on a second processor while the application starts. {@link Application} waits for it, so that
     * no two threads initialise the same classes.
     */
    private static void preload() {
        PRELOADING.start();
    }

    private static void end(int code, @Nullable Throwable failure) {
        int last = code;
        try {
            last = failure == null
                    ? code
                    : couldNotStart(
                                    failure,
                                    Terminal.ofProcess(new CheckedStdout()).err(),
                                    System.getenv(),
                                    asked.toArray(String[]::new))
                            .code();
            hasCode = last != ExitCode.INTERRUPTED.code();
        } catch (Throwable again) {
            hasCode = true;
            // Out of memory, or with missing classes, even the error message may fail.
            last = COULD_NOT_TELL;
            System.err.println("ccat pat: could not start: " + failure);
        } finally {
            System.exit(last);
        }
    }

    /** Nothing was contacted or written; which settings are wrong is said in one sentence. */
    static ExitCode couldNotStart(
            Throwable failure, PrintStream err, Map<String, String> environment, String... words) {
        if (isEnding()) {
            return ExitCode.INTERRUPTED;
        }
        var sentence = ConfigurationErrors.ofSettings(failure);
        if (sentence.isPresent()) {
            err.println("ccat pat: " + sentence.get());
            if (AuditStartFailure.isAsked(words)) {
                AuditStartFailure.tell(err, environment, sentence.get());
            }
            return ExitCode.USAGE;
        }
        if (failure instanceof VirtualMachineError) {
            err.println("ccat pat: could not start: " + ExceptionHandler.outOfResources(failure));
            return ExitCode.UNKNOWN;
        }
        err.println("ccat pat: this is a defect in ccat-pat, please report it: could not start");
        failure.printStackTrace(err);
        return ExitCode.UNKNOWN;
    }

    /**
     * Whether the JVM has been asked to end, e.g. by Ctrl-C while the application started. Quarkus then cannot start, or waits until
     * the command has ended by itself, which the service never does.
     */
    private static boolean isEnding() {
        var hook = new Thread();
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return !Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return true;
        }
    }

    /** The application that Quarkus runs. */
    static final class Application implements QuarkusApplication {
        private final CommandLineInterface commands;

        Application(CommandLineInterface commands) {
            this.commands = commands;
        }

        @Override
        public int run(String... words) {
            try {
                PRELOADING.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return isEnding() ? ExitCode.INTERRUPTED.code() : Main.run(terminal -> commands.run(terminal, words));
        }
    }

    private static int run(ToIntFunction<Terminal> command) {
        var checkedStdout = new CheckedStdout();
        var terminal = Terminal.ofProcess(checkedStdout);
        int code = command.applyAsInt(terminal);
        return checkedStdout
                .failure()
                .map(reason -> lost(terminal, reason, code))
                .orElse(code);
    }

    /** Turns success into a failure when the result could not be printed; a failure stays as it is. */
    private static int lost(Terminal terminal, String reason, int code) {
        terminal.err().println("ccat pat: the result could not be written to standard output: " + reason);
        return code == ExitCode.FINE.code() || code == ExitCode.ATTENTION.code() ? ExitCode.UNKNOWN.code() : code;
    }
}
