package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditService;
import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.ShellWords;
import io.github.ccatobs.pat.entrypoint.cli.PatCommand.CcatCommand;
import io.github.ccatobs.pat.entrypoint.cli.demo.DemoCommand;
import io.github.ccatobs.pat.entrypoint.cli.demo.DemoCommand.DemoServices;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.page.Report;
import io.github.ccatobs.pat.entrypoint.serve.ServeService;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.notification.Notifier;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.notification.TokenRenewalInstructions;
import io.github.ccatobs.pat.retirement.RetirementGate;
import io.github.ccatobs.pat.retirement.TokenRevocation;
import io.github.ccatobs.pat.rotation.RotationHistory;
import io.github.ccatobs.pat.rotation.RotationPreparation;
import io.github.ccatobs.pat.rotation.RotationService;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.TokenVersionWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Builds the commands and runs one: words in, exit code out. */
@ApplicationScoped
class CommandLineInterface {

    private final String version;
    private final GraphSettings graphSettings;
    private final ActionsSecretSettings secretSettings;
    private final AuditService audits;
    private final GitHubClientFactory clients;
    private final AuditHistory history;
    private final CommandRotationPreparation prompt;
    private final RotationPreparation preparation;
    private final RotationService rotationService;
    private final RotationHistory rotations;
    private final TokenRenewalInstructions renewal;
    private final TokenVersionWriter versions;
    private final OperatorInstructions instructions;
    private final TokenSources tokenSources;
    private final CredentialResolver credentials;
    private final RetirementGate gate;
    private final TokenRevocation revocation;
    private final Notifier notifier;
    private final ServeService serveService;
    private final Report report;
    private final Clock clock;

    CommandLineInterface(
            @ConfigProperty(name = "quarkus.application.version") String version,
            GraphSettings graphSettings,
            ActionsSecretSettings secretSettings,
            AuditService audits,
            GitHubClientFactory clients,
            AuditHistory history,
            CommandRotationPreparation prompt,
            RotationPreparation preparation,
            RotationService rotationService,
            RotationHistory rotations,
            TokenRenewalInstructions renewal,
            TokenVersionWriter versions,
            OperatorInstructions instructions,
            TokenSources tokenSources,
            CredentialResolver credentials,
            RetirementGate gate,
            TokenRevocation revocation,
            Notifier notifier,
            ServeService serveService,
            Report report,
            Clock clock) {
        this.version = version;
        this.graphSettings = graphSettings;
        this.secretSettings = secretSettings;
        this.audits = audits;
        this.clients = clients;
        this.history = history;
        this.prompt = prompt;
        this.preparation = preparation;
        this.rotationService = rotationService;
        this.rotations = rotations;
        this.renewal = renewal;
        this.versions = versions;
        this.instructions = instructions;
        this.tokenSources = tokenSources;
        this.credentials = credentials;
        this.gate = gate;
        this.revocation = revocation;
        this.notifier = notifier;
        this.serveService = serveService;
        this.report = report;
        this.clock = clock;
    }

    /** Runs the command that {@code words} name and gives its exit code; never throws. */
    int run(Terminal terminal, String... words) {
        var exceptionHandler = new ExceptionHandler(terminal);
        var unmask = WorkflowReport.masking(terminal);
        try {
            var commands = commands(terminal, words)
                    .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                    .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                    .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.allowsColour() ? Ansi.ON : Ansi.OFF))
                    .setUsageHelpWidth(CommandHelp.width(terminal))
                    .setParameterExceptionHandler(exceptionHandler::misuse)
                    .setExecutionExceptionHandler(exceptionHandler::failure)
                    .registerConverter(Duration.class, DurationConverter::parse)
                    .registerConverter(int.class, IntegerConverter::parse)
                    .setExecutionStrategy(this::execute);
            return commands.execute(words);
        } catch (Error failure) {
            // No memory, or a defect: left alone, it would end the JVM with 1, which means a finding.
            return exceptionHandler.defect(failure);
        } finally {
            unmask.run();
        }
    }

    /** The service runs for months: there, commands that print secrets run anew for each audit. */
    private int execute(CommandLine.ParseResult parsed) {
        var named = parsed.asCommandLineList().getLast().getCommand();
        var strategy = new CommandLine.RunLast();
        return named instanceof ServeCommand serve && serve.isService()
                ? strategy.execute(parsed)
                : credentials.withCommandOutputsKept(() -> strategy.execute(parsed));
    }

    private CommandLine commands(Terminal terminal, String... words) {
        var pat = new CommandLine(new PatCommand(terminal, clients));
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("status", () -> status(terminal));
        commands.put("audit", () -> audit(terminal));
        commands.put("audits", () -> new AuditsCommand(terminal, history));
        commands.put("report", () -> new ReportCommand(terminal, report, secretSettings));
        commands.put("graph", () -> new GraphCommand(terminal, graphSettings, audits));
        commands.put(
                "check",
                () -> new CheckCommand(terminal, new TokenOptions(graphOptions()), prompt, preparation, instructions));
        commands.put("renew", () -> new RenewCommand(terminal, graphOptions(), audits, renewal));
        commands.put(
                "store-token",
                () -> new StoreTokenCommand(
                        terminal, new TokenOptions(graphOptions()), prompt, preparation, versions, instructions));
        commands.put(
                "rotate",
                () -> new RotateCommand(
                        terminal,
                        new TokenOptions(graphOptions()),
                        prompt,
                        preparation,
                        rotationService,
                        versions,
                        instructions,
                        clock,
                        again(words),
                        again(GraphOptions.withoutRepositories(words))));
        commands.put(
                "retire",
                () -> new RetireCommand(
                        terminal,
                        new TokenOptions(graphOptions()),
                        prompt,
                        tokenSources,
                        gate,
                        revocation,
                        clients,
                        again(words)));
        commands.put("rotations", () -> new RotationsCommand(terminal, rotations, instructions));
        commands.put("slack", () -> new SlackCommand(terminal, notifier));
        commands.put("serve", () -> new ServeCommand(terminal, serveService));
        commands.put(
                "demo",
                () -> new DemoCommand(
                        terminal, new DemoServices(clients, preparation, rotationService, gate, revocation, clock)));
        commands.put("version", VersionCommand::new);
        // Each costs milliseconds to read its definition: the one that is named needs none of the others.
        var named = words.length > 1 && words[0].equals("pat") ? commands.get(words[1]) : null;
        var wanted = named == null ? commands.values() : List.of(named);
        wanted.forEach(command -> pat.addSubcommand(command.get()));
        var ccat = new CommandLine(new CcatCommand()).addSubcommand(pat).setCommandName(terminal.command());
        if (named == null) {
            pat.addSubcommand(new CompletionCommand(terminal))
                    .addSubcommand(new ManCommand(terminal))
                    .addSubcommand(new CommandLine.HelpCommand());
            ccat.addSubcommand(new CommandLine.HelpCommand()).addSubcommand(new VersionCommand());
        }
        everyCommand(ccat, spec -> {
            CommandHelp.complete(spec, terminal, version);
            spec.exitCodeOnInvalidInput(ExitCode.USAGE.code()).exitCodeOnExecutionException(ExitCode.UNKNOWN.code());
        });
        return ccat;
    }

    /** The same command once more, to be pasted into a shell. */
    private static String again(String... words) {
        return Stream.concat(Stream.of("ccat"), Stream.of(words).map(ShellWords::quote))
                .collect(Collectors.joining(" "));
    }

    private StatusCommand status(Terminal terminal) {
        return new StatusCommand(terminal, new ReadOptions(graphOptions()), audits, clients, clock);
    }

    private AuditCommand audit(Terminal terminal) {
        return new AuditCommand(terminal, new ReadOptions(graphOptions()), audits, clients, report, clock);
    }

    private GraphOptions graphOptions() {
        return new GraphOptions(graphSettings, secretSettings);
    }

    private static void everyCommand(CommandLine command, Consumer<CommandSpec> change) {
        change.accept(command.getCommandSpec());
        command.getSubcommands().values().forEach(child -> everyCommand(child, change));
    }
}
