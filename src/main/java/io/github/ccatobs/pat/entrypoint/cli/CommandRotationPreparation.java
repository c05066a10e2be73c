package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.cli.TokenOptions.PreflightOptions;
import io.github.ccatobs.pat.entrypoint.cli.output.CheckText;
import io.github.ccatobs.pat.entrypoint.cli.output.RotationProgressBar;
import io.github.ccatobs.pat.entrypoint.cli.terminal.SignalHandler;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.notification.TokenRenewalInstructions;
import io.github.ccatobs.pat.rotation.RotationListener;
import io.github.ccatobs.pat.rotation.RotationPreparation;
import io.github.ccatobs.pat.rotation.RotationPreparation.PreparedRotation;
import io.github.ccatobs.pat.rotation.RotationPreparation.RotationAccess;
import io.github.ccatobs.pat.rotation.RotationPreparation.RotationOrder;
import io.github.ccatobs.pat.rotation.RotationRequest.RotationOptions;
import io.github.ccatobs.pat.rotation.RotationReview;
import io.github.ccatobs.pat.rotation.RotationService;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.NewTokenForm;
import io.github.ccatobs.pat.token.TokenValidation;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Prepares a rotation as the options of {@code rotate}, its dry run and {@code check} say, with a person at the terminal. */
@ApplicationScoped
class CommandRotationPreparation {

    private final RotationPreparation preparation;
    private final RotationService rotations;
    private final TokenSources tokenSources;
    private final GitHubClientFactory clients;
    private final TokenRenewalInstructions renewal;

    CommandRotationPreparation(
            RotationPreparation preparation,
            RotationService rotations,
            TokenSources tokenSources,
            GitHubClientFactory clients,
            TokenRenewalInstructions renewal) {
        this.renewal = renewal;
        this.preparation = preparation;
        this.rotations = rotations;
        this.tokenSources = tokenSources;
        this.clients = clients;
    }

    /**
     * Asks for the token, after a warning when a rotation is running, until a signal ends that. A graph that cannot be read ends it
     * before.
     */
    PreparedRotation prepare(TokenOptions options, PreflightOptions choices, Terminal terminal) {
        return untilInterrupted(terminal, () -> prepared(options, choices, terminal));
    }

    /** Does {@code work}, which writes nothing; a signal meanwhile ends the process, which says so. */
    static <T> T untilInterrupted(Terminal terminal, Supplier<T> work) {
        return SignalHandler.handledBy(() -> RotateCommand.exitInterrupted(terminal), work);
    }

    private PreparedRotation prepared(TokenOptions options, PreflightOptions choices, Terminal terminal) {
        printWaits(terminal);
        var secret = options.graph().secret();
        printRunningRotation(secret, terminal);
        var source = tokenSources.source(options.tokenFrom(), secret, terminal, () -> form(secret, 0, terminal)
                .map(CommandRotationPreparation::line));
        return preparation.prepare(order(options, choices, terminal), source, access(options, terminal));
    }

    /** A running rotation is in the way of another one, and of retiring a token: the warning comes before the token is pasted. */
    void printRunningRotation(SecretName secret, Terminal terminal) {
        rotations.held(secret).map(RotationStore.LeaseHeldException::new).ifPresent(held -> terminal.err()
                .println("warning: " + held.getMessage()));
    }

    /** A token that was validated: what is left to write with it, and GitHub's form for a new one where only that helps. */
    record CheckedRotation(RotationReview review, Optional<NewTokenForm> newTokenForm) {}

    /** Validates the token, says on stderr what that found, and looks at what is left to write, until a signal ends that. */
    CheckedRotation check(PreparedRotation prepared, Terminal terminal) {
        return untilInterrupted(terminal, () -> checked(prepared, terminal));
    }

    private CheckedRotation checked(PreparedRotation prepared, Terminal terminal) {
        var verdict = preparation.validate(prepared);
        CheckText.about(verdict).forEach(terminal.err()::println);
        var newTokenForm = newTokenForm(prepared, verdict, terminal);
        newTokenForm.map(CommandRotationPreparation::line).ifPresent(terminal.err()::println);
        return new CheckedRotation(review(prepared, verdict, terminal), newTokenForm);
    }

    /** GitHub's form for a new token, where {@code verdict} says that only that helps. */
    Optional<NewTokenForm> newTokenForm(PreparedRotation prepared, TokenValidation verdict, Terminal terminal) {
        var request = prepared.request();
        return Optional.of(verdict)
                .filter(TokenValidation::needsNewToken)
                .flatMap(needed -> form(request.secret(), request.repositories().size(), terminal));
    }

    /** A setting that the form does not take does not prevent asking for a token. */
    private Optional<NewTokenForm> form(SecretName secret, int repositories, Terminal terminal) {
        try {
            return Optional.of(renewal.form(secret, repositories, terminal::variable));
        } catch (IllegalArgumentException ignored) {
            return Optional.empty();
        }
    }

    /** Runs {@code work}; nothing is written without the store that remembers rotations, so that one is a refusal. */
    static int refusedWithoutStore(Terminal terminal, Supplier<ExitCode> work) {
        try {
            return work.get().code();
        } catch (RotationStore.StoreUnavailableException e) {
            terminal.err().println("ccat pat: " + e.getMessage());
            return ExitCode.REFUSED.code();
        }
    }

    /** The line that leads to {@code form}. */
    static String line(NewTokenForm form) {
        return "GitHub's form for a new token" + (form.isFilledIn() ? ", filled in: " : ": ") + form.address();
    }

    /** Looks at what is left to write. */
    RotationReview review(PreparedRotation prepared, TokenValidation verdict, Terminal terminal) {
        return preparation.review(prepared, verdict, new ReviewListener(terminal));
    }

    /** Looks with the configured credential, without a token. */
    RotationReview reviewWithoutToken(TokenOptions options, PreflightOptions choices, Terminal terminal) {
        printWaits(terminal);
        return preparation.reviewWithoutToken(
                order(options, choices, terminal), access(options, terminal), new ReviewListener(terminal));
    }

    /** Tells {@code progress} of longer waits for a limit from now on. */
    void printWaits(RotationProgressBar progress) {
        clients.onWait(progress);
    }

    private void printWaits(Terminal terminal) {
        printWaits(clients, terminal);
    }

    /**
     * Prints longer waits for a limit on stderr, a line each, however many requests wait, and what is wrong with GitHub or its
     * clock.
     */
    static void printWaits(GitHubClientFactory clients, Terminal terminal) {
        Set<String> said = ConcurrentHashMap.newKeySet();
        clients.onWait((until, why) -> {
            String line = "Waiting until " + Timestamps.print(until) + ": " + why;
            if (said.add(line)) {
                terminal.err().println(line);
            }
        });
        clients.onWarning(warning -> terminal.err().println("warning: " + warning));
    }

    private static RotationOrder order(TokenOptions options, PreflightOptions choices, Terminal terminal) {
        var graphOptions = options.graph();
        return new RotationOrder(
                graphOptions.secret(),
                graphOptions.source(),
                graph -> {
                    graph.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
                    graph.excluded().forEach(excluded -> terminal.err().println("note: " + excluded));
                    return graphOptions.chosenFrom(graph);
                },
                LocalUser.atThisMachine(),
                new RotationOptions(choices.continueOnError, choices.isRewritten(), graphOptions.isPartial()));
    }

    private static RotationAccess access(TokenOptions options, Terminal terminal) {
        return new RotationAccess(
                terminal::variable, TimeBudget.each(options.waitLimit()).unless(SignalHandler::happened));
    }

    /** Says on stderr what a look at the repositories does and finds odd. */
    private record ReviewListener(Terminal terminal) implements RotationListener {

        @Override
        public void preflight(int count) {
            if (count > 0) {
                terminal.err().println("Checking " + Plurals.repositories(count));
            }
        }

        @Override
        public void warned(String warning) {
            terminal.err().println("warning: " + warning);
        }
    }

    /** The user who runs a command, for the record of a rotation and for another user who waits for it. */
    static final class LocalUser {

        private LocalUser() {}

        /** The user's name and the machine's, as in {@code ada@laptop}. */
        static String atThisMachine() {
            return System.getProperty("user.name", "unknown") + "@" + machine();
        }

        private static String machine() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException ignored) {
                return "localhost";
            }
        }
    }
}
