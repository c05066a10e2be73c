package io.github.ccatobs.pat.entrypoint.cli.demo;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditService.AuditProgress;
import io.github.ccatobs.pat.audit.Auditor;
import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.demo.DemoCommand.DemoServices;
import io.github.ccatobs.pat.entrypoint.cli.output.CheckText;
import io.github.ccatobs.pat.entrypoint.cli.output.RetirementText;
import io.github.ccatobs.pat.entrypoint.cli.output.RotationText;
import io.github.ccatobs.pat.entrypoint.cli.output.StatusTable;
import io.github.ccatobs.pat.entrypoint.cli.output.StatusText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.SentRequests;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.github.TokenCredential;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.retirement.RetirementGate;
import io.github.ccatobs.pat.retirement.RetirementGate.RetirementOrder;
import io.github.ccatobs.pat.retirement.RetirementReport;
import io.github.ccatobs.pat.rotation.Continuation;
import io.github.ccatobs.pat.rotation.RotationListener;
import io.github.ccatobs.pat.rotation.RotationPreparation;
import io.github.ccatobs.pat.rotation.RotationPreparation.PreparedRotation;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationRequest;
import io.github.ccatobs.pat.rotation.RotationRequest.RotationOptions;
import io.github.ccatobs.pat.rotation.RotationService;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.StopSignal;
import io.github.ccatobs.pat.store.StoreProducer;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TokenValidation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The story of the demo: an audit with gaps, a rotation that stops half way, its second run, a clean audit, and the end of the
 * old token.
 */
final class DemoScript {

    private static final Duration WAIT_LIMIT = Duration.ofMinutes(1);

    private final Terminal terminal;
    private final DemoGitHub sandbox;
    private final DependencyGraph graph;
    private final SecretName secret;
    private final DemoServices services;
    private final boolean noColor;

    DemoScript(
            Terminal terminal,
            DemoGitHub sandbox,
            DependencyGraph graph,
            SecretName secret,
            DemoServices services,
            boolean noColor) {
        this.terminal = terminal;
        this.sandbox = sandbox;
        this.graph = graph;
        this.secret = secret;
        this.services = services;
        this.noColor = noColor;
    }

    /** Runs all steps; {@code file} is the graph's text. */
    void run(String file) {
        introduce(file);
        auditWithGaps();
        var directory = temporaryDirectory();
        try (var store = StoreProducer.inDirectory(directory)) {
            var rotation = new DemoRotation(
                    services.preparation().withStore(store),
                    services.rotations().withStore(store),
                    prepared());
            check(rotation);
            head("5. ccat pat rotate, and the fourth repository refuses");
            sandbox.refuseFourthRepository(graph);
            sandbox.queuesARun(services.clock());
            rotate(rotation);
            head("6. The same command again writes only what is left");
            sandbox.clearFaults();
            rotate(rotation);
            auditOnceMore();
            retire(store);
        } finally {
            delete(directory);
        }
        say("Try it yourself: './ccat pat demo --keep' leaves this GitHub running.");
    }

    /** The rotation of the new token, which writes itself, as often as it is run. */
    private record DemoRotation(RotationPreparation preparation, RotationService service, PreparedRotation prepared) {

        TokenValidation validate() {
            return preparation.validate(prepared);
        }

        RotationReport run() {
            var listener = RotationListener.silent();
            var review = preparation.review(prepared, validate(), listener);
            var plan = preparation.estimateOfTheWrites(review).orElseThrow();
            return service.rotate(prepared.request(), review, plan, new StopSignal(), listener);
        }
    }

    private PreparedRotation prepared() {
        var token = new ReceivedToken(sandbox.newToken(), "the demo", Optional.empty());
        return new PreparedRotation(
                new RotationRequest(secret, token, graph.repositories(), "the demo", RotationOptions.NONE),
                () -> token,
                graph.orchestrator(),
                Optional.empty(),
                this::asNewToken,
                TimeBudget.each(WAIT_LIMIT),
                new SentRequests(0, 0));
    }

    private void introduce(String file) {
        head("1. A GitHub of your own");
        say("   A sandbox GitHub runs inside this process, at " + sandbox.url() + ". Nothing leaves this machine.");
        say("   The organisation ccatobs keeps the secret " + secret + " in every repository of this graph:");
        say("");
        file.lines().map(line -> "     " + line).forEach(this::say);
        say("");
    }

    private void auditWithGaps() {
        head("2. ccat pat status");
        var code = status(open(sandbox.credential()), "The demo's credential");
        head("3. The exit code");
        say("   status would end with " + code.code() + ": " + code.meaning() + ".");
        say("   Two repositories lack the secret, which alone would end with 1. One could not be read, so it may or");
        say(
                "   may not hold the secret: the code is 5. An unreadable repository is never reported as missing or fine.");
        say("");
    }

    private void check(DemoRotation rotation) {
        head("4. A new token is checked before it goes anywhere");
        CheckText.about(rotation.validate()).forEach(line -> say("   " + line));
        say("");
    }

    private void rotate(DemoRotation rotation) {
        var report = rotation.run();
        RotationText.about(report, Continuation.afterCause("ccat pat rotate").lines())
                .forEach(line -> say("   " + line));
        var code = RotationText.exitCode(report);
        say("");
        say("   rotate would end with " + code.code() + ": " + code.meaning() + ".");
        say("   The sandbox opens the boxes it was sent: " + holders() + " hold the new token.");
        say("");
    }

    private void auditOnceMore() {
        head("7. ccat pat status, with the new token as the credential");
        var code = status(asNewToken(), "The new token");
        say("   status would end with " + code.code() + ": " + code.meaning() + ".");
        say("");
    }

    private void retire(RotationStore store) {
        var gitHub = services.clients().forGitHub(sandbox.url());
        var judge = services.gate().with(gitHub, sandbox.reader(), store, graph);
        head("8. ccat pat retire, while a run that was queued before still carries the old token");
        judged(judge);
        sandbox.endsTheRun();
        head("9. ccat pat retire --revoke, after that run has ended");
        var token = judged(judge).token().orElseThrow();
        var end = services.revocation().with(judge, gitHub, store).revoke(token, "the demo");
        say("   " + end.sentence() + ".");
        var code = RetirementText.exitCode(end);
        say("   retire would end with " + code.code() + ": " + code.meaning() + ".");
        say("");
    }

    private RetirementReport judged(RetirementGate judge) {
        var order = new RetirementOrder(
                secret,
                () -> new GraphSource.LocalFile(Path.of("of-the-demo.yml")),
                name -> Optional.empty(),
                TimeBudget.each(WAIT_LIMIT),
                false);
        var report = judge.judge(order, sandbox.oldToken());
        RetirementText.about(report, List.of()).forEach(line -> say("   " + line));
        var code = RetirementText.exitCode(report);
        if (code != ExitCode.FINE) {
            say("");
            say("   retire would end with " + code.code() + ": " + code.meaning() + ".");
        }
        say("");
        return report;
    }

    private ExitCode status(GitHubClient gitHub, String credential) {
        Audit audit = new Auditor(services.clock()).audit(graph.repositories(), secret, gitHub, AuditProgress.silent());
        terminal.out()
                .print(StatusTable.draw(audit, terminal.allowsColour() && !noColor, Map.of(), terminal.outWidth()));
        say("");
        StatusText.about(audit, credential).forEach(line -> say("   " + line));
        say("");
        return StatusText.exitCode(audit);
    }

    private String holders() {
        return sandbox.holdingTheNew(secret) + " of " + graph.repositories().size() + " repositories";
    }

    private GitHubClient asNewToken() {
        return open(new TokenCredential(sandbox.newToken(), "the new token"));
    }

    private GitHubClient open(Credential credential) {
        return services.clients().connect(credential, TimeBudget.each(WAIT_LIMIT), sandbox.url());
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
