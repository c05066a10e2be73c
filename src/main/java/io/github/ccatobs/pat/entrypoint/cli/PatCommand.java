package io.github.ccatobs.pat.entrypoint.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ccat pat}: its commands do the work. */
@Command(
        name = "pat",
        header = "Audits and rotates one GitHub Actions secret across a graph of repositories.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class PatCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "no command given: 'ccat pat --help' lists them");
    }

    /** {@code ccat}, the name that the organisation's tools share. */
    @Command(name = "ccat", description = "Tools of the CCAT observatory.", mixinStandardHelpOptions = true)
    static final class CcatCommand implements Runnable {

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "no command given: expected 'ccat pat COMMAND'");
        }
    }
}
