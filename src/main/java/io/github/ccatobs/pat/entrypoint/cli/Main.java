package io.github.ccatobs.pat.entrypoint.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process of a command begins. */
@QuarkusMain
final class Main {

    private Main() {}

    /** Runs one command; the process ends with its exit code. */
    public static void main(String... words) {
        Quarkus.run(Application.class, Main::end, words);
    }

    private static void end(int code, Throwable failure) {
        if (failure == null) {
            System.exit(code);
        }
        Terminal.ofProcess().err().println("ccat pat: could not start: " + failure.getMessage());
        System.exit(ExitCode.USAGE.code());
    }

    /** The application that Quarkus runs. */
    static final class Application implements QuarkusApplication {
        private final CommandLineInterface commands;

        Application(CommandLineInterface commands) {
            this.commands = commands;
        }

        @Override
        public int run(String... words) {
            return commands.run(Terminal.ofProcess(), words);
        }
    }
}
