package io.github.ccatobs.pat.entrypoint.cli.demo;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditProgress;
import io.github.ccatobs.pat.audit.Auditor;
import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.output.CheckText;
import io.github.ccatobs.pat.entrypoint.cli.output.RotationText;
import io.github.ccatobs.pat.entrypoint.cli.output.StatusTable;
import io.github.ccatobs.pat.entrypoint.cli.output.StatusText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.rotation.RotationClients;
import io.github.ccatobs.pat.rotation.RotationListener;
import io.github.ccatobs.pat.rotation.RotationRequest;
import io.github.ccatobs.pat.rotation.RotationRequest.RotationOptions;
import io.github.ccatobs.pat.rotation.RotationRun;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.Rotator;
import io.github.ccatobs.pat.rotation.StopSignal;
import io.github.ccatobs.pat.store.StoreProducer;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TokenChecks;
import io.github.ccatobs.pat.token.TokenRequirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The story of the demo: an audit with gaps, a rotation that stops half way, its second run, and a clean audit. */
final class DemoScript {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration MINIMUM_LIFE = Duration.ofDays(7);

    private final Terminal terminal;
    private final DemoGitHub world;
    private final DependencyGraph graph;
    private final SecretName secret;
    private final GitHubClientFactory clients;
    private final Rotator rotator;
    private final Clock clock;
    private final boolean noColor;

    DemoScript(
            Terminal terminal,
            DemoGitHub world,
            DependencyGraph graph,
            SecretName secret,
            GitHubClientFactory clients,
            Rotator rotator,
            Clock clock,
            boolean noColor) {
        this.terminal = terminal;
        this.world = world;
        this.graph = graph;
        this.secret = secret;
        this.clients = clients;
        this.rotator = rotator;
        this.clock = clock;
        this.noColor = noColor;
    }

    /** Tells it; {@code file} is the graph's text. */
    void tell(String file) {
        introduce(file);
        auditWithGaps();
        var asNewToken = open(new Credential(world.newToken(), "the new token"));
        check(asNewToken);
        var directory = temporaryDirectory();
        try (var store = StoreProducer.inDirectory(directory)) {
            stopHalfWay(asNewToken, store);
            finish(asNewToken, store);
        } finally {
            delete(directory);
        }
        auditOnceMore(asNewToken);
        say("Try it yourself: './ccat pat demo --keep' leaves this GitHub running.");
    }

    private void introduce(String file) {
        head("1. A GitHub of your own");
        say("   A sandbox GitHub runs inside this process, at " + world.url() + ". Nothing leaves this machine.");
        say("   The organisation ccatobs keeps the secret " + secret + " in every repository of this graph:");
        say("");
        file.lines().map(line -> "     " + line).forEach(this::say);
        say("");
    }

    private void auditWithGaps() {
        head("2. ccat pat status");
        var code = status(open(world.credential()), "The demo's credential");
        head("3. The exit code");
        say("   status would end with " + code.code() + ": " + code.meaning() + ".");
        say("   Two repositories lack the secret, which alone would end with 1. One could not be read, so it may or");
        say(
                "   may not hold the secret: the code is 5. An unreadable repository is never reported as missing or fine.");
        say("");
    }

    private void check(GitHubClient asNewToken) {
        head("4. A new token is checked before it goes anywhere");
        var use = new TokenRequirements(graph.orchestrator(), true, MINIMUM_LIFE);
        var verdict = TokenChecks.check(world.newToken(), () -> asNewToken, use, clock.instant());
        CheckText.about(verdict).forEach(line -> say("   " + line));
        say("");
    }

    private void stopHalfWay(GitHubClient asNewToken, RotationStore store) {
        head("5. ccat pat rotate, and the fourth repository refuses");
        world.refuseTheFourth(graph);
        var code = rotate(asNewToken, store);
        say("");
        say("   rotate would end with " + code.code() + ": " + code.meaning() + ".");
        say("   The sandbox opens the boxes it was sent: " + holders() + " hold the new token.");
        say("");
    }

    private void finish(GitHubClient asNewToken, RotationStore store) {
        head("6. The same command again writes only what is left");
        world.mend();
        var code = rotate(asNewToken, store);
        say("");
        say("   rotate would end with " + code.code() + ": " + code.meaning() + ".");
        say("   The sandbox opens the boxes it was sent: " + holders() + " hold the new token.");
        say("");
    }

    private void auditOnceMore(GitHubClient asNewToken) {
        head("7. ccat pat status, with the new token as the credential");
        var code = status(asNewToken, "The new token");
        say("   status would end with " + code.code() + ": " + code.meaning() + ".");
        say("");
    }

    private ExitCode status(GitHubClient gitHub, String credential) {
        Audit audit = new Auditor(clock).audit(graph.repositories(), secret, gitHub, AuditProgress.silent());
        terminal.out().print(StatusTable.draw(audit, terminal.allowsColour() && !noColor));
        say("");
        StatusText.about(audit, credential).forEach(line -> say("   " + line));
        say("");
        return StatusText.exitCode(audit);
    }

    private ExitCode rotate(GitHubClient asNewToken, RotationStore store) {
        var request = new RotationRequest(
                secret,
                new ReceivedToken(world.newToken(), "the demo", Optional.empty()),
                graph.repositories(),
                "the demo",
                RotationOptions.NONE);
        var report = rotator.rotate(new RotationRun(
                request, RotationClients.tokenItself(asNewToken), store, new StopSignal(), RotationListener.silent()));
        RotationText.about(report, "./ccat pat rotate").forEach(line -> say("   " + line));
        return RotationText.exitCode(report);
    }

    private String holders() {
        return world.holdingTheNew(secret) + " of " + graph.repositories().size() + " repositories";
    }

    private GitHubClient open(Credential credential) {
        return clients.connect(credential, TimeBudget.each(PATIENCE), world.url());
    }

    private void head(String title) {
        say(title);
        say("");
    }

    private void say(String line) {
        terminal.out().println(line);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("ccat-pat-demo-");
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's rotation cannot be recorded in a temporary directory", e);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException ignored) {
            directory.toFile().deleteOnExit();
        }
    }
}
