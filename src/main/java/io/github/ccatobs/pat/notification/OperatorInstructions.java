package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.FindingKind.NextStep;
import io.github.ccatobs.pat.domain.ShellWords;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.ApiUrl;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.rotation.Continuation;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.token.AppSettings;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The commands that a person runs next, as they work where the product runs: with a function on AWS, the service, or the
 * command line. They work in bash, zsh and dash, hold no token, and leave none in a file, a history or a process list. A variable
 * that they need and that is not set ends them with a word of what it is.
 */
@ApplicationScoped
public class OperatorInstructions {

    private static final String EMPTY_BODY = "{}";

    private final TokenSettings token;
    private final GitHubSettings gitHub;
    private final AppSettings app;
    private final ActionsSecretSettings secret;
    private final GraphSettings graph;
    private final DeploymentSettings deployment;
    private final Optional<String> table;
    private final Optional<String> path;
    private final AtomicReference<RunMode> mode;

    @Inject
    OperatorInstructions(
            TokenSettings token,
            GitHubSettings gitHub,
            AppSettings app,
            ActionsSecretSettings secret,
            GraphSettings graph,
            DeploymentSettings deployment,
            @ConfigProperty(name = "ccat.pat.store.table") Optional<String> table,
            @ConfigProperty(name = "ccat.pat.store.path") Optional<String> path) {
        this(token, gitHub, app, secret, graph, deployment, table, path, RunMode.detect(System.getenv()));
    }

    OperatorInstructions(
            TokenSettings token,
            GitHubSettings gitHub,
            AppSettings app,
            ActionsSecretSettings secret,
            GraphSettings graph,
            DeploymentSettings deployment,
            Optional<String> table,
            Optional<String> path,
            RunMode mode) {
        this.token = token;
        this.gitHub = gitHub;
        this.app = app;
        this.secret = secret;
        this.graph = graph;
        this.deployment = deployment;
        this.table = given(table);
        this.path = given(path);
        this.mode = new AtomicReference<>(mode);
    }

    /** Says that this process is the service. */
    public void serving() {
        mode.set(RunMode.SERVICE);
    }

    /** The command that reads every repository and writes, keeps and posts nothing. */
    public String status() {
        return command("status", !isInteractive(), graph.graph(), secret.secret());
    }

    /** The command that makes an audit. */
    public String audit() {
        return command("audit", !isInteractive(), graph.graph(), secret.secret());
    }

    /** The command that shows the last audit as it was kept. */
    public String lastAudit() {
        return withStore("ccat pat audits --last 1 --json");
    }

    /** The command that shows a rotation as it was kept. */
    public String show(RotationHeader rotation) {
        return withStore("ccat pat rotations " + rotation.id());
    }

    /** The command that says how a new token is created. */
    public String renew() {
        return command("renew", true, graph.graph(), secret.secret());
    }

    /**
     * The commands of {@link #handOutNewToken} as lines that may be pasted at once: none runs after one that failed, and none is
     * read as the token that the one before asks for.
     */
    public List<String> handOutNewTokenAtOnce() {
        var commands = handOutNewToken();
        return IntStream.range(0, commands.size())
                .mapToObj(index -> commands.get(index) + (index < commands.size() - 1 ? " &&" : ""))
                .toList();
    }

    /** The commands that check, store and hand out a new token once a person has it; run one after the other. */
    public List<String> handOutNewToken() {
        if (tokenSecret().isEmpty()) {
            return List.of(handOutCurrent());
        }
        boolean beginsByItself = mode.get() == RunMode.FUNCTION && deployment.rotateOnNewVersion();
        return beginsByItself
                ? List.of(command("store-token", true, graph.graph(), secret.secret()))
                : List.of(
                        command("store-token", true, graph.graph(), secret.secret()),
                        rotate(TokenVersion.CURRENT, false));
    }

    /**
     * The lines that take {@code step}, which may be pasted at once; none where {@code GITHUB_TOKEN} or {@code GH_TOKEN} is to be
     * set anew, which is done where the product is started.
     *
     * @param reader the credential that audits read with
     */
    public List<String> lines(NextStep step, CredentialStatus reader) {
        return switch (step) {
            case RENEW_TOKEN, REPLACE_VAULT_TOKEN -> handOutNewTokenAtOnce();
            case HAND_OUT_VAULT_TOKEN, WRITE_AGAIN -> List.of(handOutCurrent());
            case RETIRE -> List.of(retire("--revoke"));
            case INSPECT_OLD_TOKEN -> List.of(retire(""));
            case RENEW_CREDENTIAL ->
                given(gitHub.secretId())
                        .filter(id -> reader.source()
                                .map(CredentialResolver.VAULT_SOURCE::equals)
                                .orElse(true))
                        .map(OperatorInstructions::storeCredential)
                        .orElse(List.of());
        };
    }

    /**
     * Where a person puts a new token before {@link #handOutNewToken}, as a step in words; empty where those commands ask for it.
     */
    public Optional<String> placeOfNewToken() {
        return isPrinted()
                ? Optional.of("store it where the command of ccat.pat.token.exec finds it")
                : Optional.empty();
    }

    private String handOutCurrent() {
        return isPrinted()
                ? command("rotate", false, graph.graph(), secret.secret(), "--token-from exec")
                : rotate(TokenVersion.CURRENT, false);
    }

    /** Whether the command of {@code ccat.pat.token.exec} is where the current token comes from. */
    private boolean isPrinted() {
        return tokenSecret().isEmpty() && given(token.exec()).isPresent();
    }

    /** Whether a rotation of a token that was stored as {@code label} is known to begin without a command. */
    public boolean beginsByItself(TokenVersion.Staged label) {
        return label.equals(TokenVersion.CURRENT)
                && deployment.rotateOnNewVersion()
                && given(deployment.stateMachine()).isPresent();
    }

    /** The command that hands out the token that waits in Secrets Manager as {@code label}. */
    public String handOut(TokenVersion.Staged label) {
        return rotateCommand(secret.secret(), source(label), false);
    }

    /** The same for another graph and secret of GitHub than those of the settings. */
    public String handOut(TokenVersion.Staged label, String graphSource, String secretName) {
        return command("rotate", true, graphSource, secretName, source(label));
    }

    /** The command that asks whether the old token is still needed. */
    public String judgeOldToken() {
        return retire(true, graph.graph(), secret.secret());
    }

    /** The command that makes {@code version} of the token's secret the current one in the place of {@code before}. */
    public String makeCurrent(String version, String before) {
        return "aws secretsmanager update-secret-version-stage --secret-id "
                + ShellWords.quoteSetting(tokenSecret().orElse(""))
                + " --version-stage AWSCURRENT --move-to-version-id "
                + version + " --remove-from-version-id " + before;
    }

    /**
     * The line that continues {@code rotation} with the same token: from the label that it came from, or from a person. It writes
     * the secret of the rotation, also where the settings name another one by now.
     */
    public String resume(RotationHeader rotation) {
        String written = rotation.secret().toString();
        var label = rotation.stage().orElse(TokenVersion.CURRENT);
        if (comesFromVault(rotation) && written.equals(secret.secret())) {
            return rotate(label, rotation.continueOnError());
        }
        return rotateCommand(written, comesFromVault(rotation) ? source(label) : "", rotation.continueOnError());
    }

    /**
     * The one next step of {@code rotation}, which waits, has stopped or was refused: another token where another owner holds its own,
     * else the line that continues it, and what is to be done before.
     */
    public Continuation continuation(Rotation rotation) {
        return continuation(rotation, Optional.empty());
    }

    /** The same, where {@code typed} is the command that a person ran for it. */
    public Continuation continuation(Rotation rotation, Optional<String> typed) {
        var head = rotation.head();
        if (head.needsNewToken()) {
            return new Continuation(replaceToken() + ". Once you have another one, run", handOutNewTokenAtOnce());
        }
        if (head.state() == RotationState.WAITING && resumesByItself(head)) {
            return new Continuation("It then resumes by itself", List.of());
        }
        String after = rotation.hasCauseToRemove()
                ? "Once its cause is gone, "
                : "To continue"
                        + head.waitUntil()
                                .map(until -> " after " + Timestamps.print(until))
                                .orElse("")
                        + ", ";
        if (typed.isEmpty() && !isFromKnownPlace(head)) {
            return new Continuation(
                    after + "run 'ccat pat rotate' for the secret " + head.secret()
                            + " again, with the same --token-from as before",
                    List.of());
        }
        String command = typed.orElseGet(() -> resume(head));
        if (rotation.hasCauseToRemove() && head.state() == RotationState.STOPPED) {
            return Continuation.afterCause(command);
        }
        // Nothing was written of one that was refused, perhaps for its token.
        boolean needsToken = !comesFromVault(head) && head.state() != RotationState.REFUSED;
        return new Continuation(
                after + "run this again" + (needsToken ? " with the same token" : ""), List.of(command));
    }

    /** Not where the version that a person took from the vault may be another one by now, as older versions recorded no label. */
    private boolean isFromKnownPlace(RotationHeader head) {
        return head.versionId().isEmpty()
                || (comesFromVault(head) && (head.stage().isPresent() || !isCommandLine()));
    }

    /** Says how to replace a token that another owner holds; a sentence without its full stop. */
    public String replaceToken() {
        return "Another owner holds this token, so do not continue with it: take that repository out of the graph, create another"
                + " token" + placeOfNewToken().map(place -> ", " + place).orElse("")
                + ", hand that one out, and revoke this one; or, if only that owner was renamed, write its new name into the"
                + " graph: then --force or ccat.pat.rotation.force accepts this token";
    }

    /** Whether {@link #resume} takes the token of {@code rotation} from Secrets Manager, so that a person need not have it. */
    public boolean comesFromVault(RotationHeader rotation) {
        return rotation.versionId().isPresent() && tokenSecret().isPresent();
    }

    /** Whether {@code rotation} is continued without a person when its wait is over. */
    public boolean resumesByItself(RotationHeader rotation) {
        return comesFromVault(rotation) && !isCommandLine();
    }

    /** Whether the token of {@code rotation} came from another label of Secrets Manager than AWSCURRENT. */
    public boolean isOfAnotherStage(RotationHeader rotation) {
        return comesFromVault(rotation)
                && !rotation.stage().orElse(TokenVersion.CURRENT).equals(TokenVersion.CURRENT);
    }

    /**
     * The command that makes the token of the complete {@code rotation} the current version, or says how; empty where it came from
     * the current one, or from none, and where {@code ccat pat rotate}, which runs here, does so itself.
     */
    public Optional<String> promote(RotationHeader rotation) {
        return rotation.stage()
                .filter(label -> isOfAnotherStage(rotation))
                .filter(label -> !isCommandLine() || !label.equals(TokenVersion.PENDING))
                .map(this::handOut);
    }

    /** The command that says whether the token that {@code rotation} replaced is still needed. */
    public String retire(RotationHeader rotation) {
        return retire(rotation.versionId().isPresent(), graph.graph(), secret.secret());
    }

    /**
     * The same for a graph and a secret of GitHub.
     *
     * @param fromSecretsManager whether the token that replaced it came from there
     */
    public String retire(boolean fromSecretsManager, String graphSource, String secretName) {
        boolean isThere = fromSecretsManager && tokenSecret().isPresent();
        return command("retire", true, graphSource, secretName, isThere ? source(TokenVersion.PREVIOUS) : "");
    }

    /** Whether the token comes from Secrets Manager, so that a person need not have it at hand. */
    public boolean knowsToken() {
        return tokenSecret().isPresent();
    }

    /** Whether a setting says where the current token is. */
    public boolean namesTokenSource() {
        return knowsToken() || isPrinted();
    }

    /** Whether this process runs in the shell of a person, and not as the service or a function. */
    boolean isInteractive() {
        return mode.get() == RunMode.COMMAND;
    }

    /** Whether rotations are run by {@code ccat pat}; otherwise by the service or on AWS. */
    public boolean isCommandLine() {
        return mode.get() == RunMode.COMMAND || tokenSecret().isEmpty();
    }

    private Optional<String> tokenSecret() {
        return given(token.secretId());
    }

    private static Optional<String> given(Optional<String> setting) {
        return setting.map(String::strip).filter(text -> !text.isEmpty());
    }

    private String rotate(TokenVersion.Staged label, boolean continueOnError) {
        if (isCommandLine()) {
            return rotateCommand(secret.secret(), tokenSecret().isPresent() ? source(label) : "", continueOnError);
        }
        String body = body(label, continueOnError);
        return switch (mode.get()) {
            case FUNCTION -> execution(body);
            case SERVICE, COMMAND ->
                "curl -X POST -H \"Authorization: Bearer ${KEY:?is an API key}\""
                        + (body.equals(EMPTY_BODY) ? "" : " -H 'Content-Type: application/json' -d '" + body + "'")
                        + " \"${URL:?is the address of the service}/rotations\"";
        };
    }

    /** The body of the call, which is also the event of the function. A label has no character that a shell or JSON reads. */
    private static String body(TokenVersion.Staged label, boolean continueOnError) {
        return Stream.of(
                        label.equals(TokenVersion.CURRENT) ? "" : "\"stage\":\"" + label + "\"",
                        continueOnError ? "\"continueOnError\":true" : "")
                .filter(member -> !member.isEmpty())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Without a label the function takes the current version, and continues its rotation where there is one. */
    private String execution(String event) {
        String machine = given(deployment.stateMachine())
                .map(ShellWords::quoteSetting)
                .orElse("\"${STATE_MACHINE_ARN:?is an output of Terraform}\"");
        return "aws stepfunctions start-execution --state-machine-arn " + machine + " --input '" + event + "'";
    }

    private String rotateCommand(String secretName, String tokenFrom, boolean continueOnError) {
        return command(
                "rotate",
                !tokenFrom.isEmpty(),
                graph.graph(),
                secretName,
                tokenFrom,
                continueOnError ? "--continue-on-error" : "");
    }

    private String retire(String option) {
        return command("retire", true, graph.graph(), secret.secret(), source(TokenVersion.PREVIOUS), option);
    }

    private static String source(TokenVersion.Staged label) {
        return "--token-from secretsmanager" + (label.equals(TokenVersion.CURRENT) ? "" : ":" + label);
    }

    private String command(
            String name, boolean namesTokenSecret, String graphSource, String secretName, String... options) {
        var words = new ArrayList<String>();
        store().ifPresent(words::add);
        if (namesTokenSecret) {
            tokenSecret().ifPresent(id -> words.add("CCAT_PAT_TOKEN_SECRET_ID=" + ShellWords.quoteSetting(id)));
            given(token.jsonKey())
                    .ifPresent(key -> words.add("CCAT_PAT_TOKEN_JSON_KEY=" + ShellWords.quoteSetting(key)));
        }
        if (!isInteractive()) {
            words.addAll(settingsOfThisPlace());
        }
        words.add("ccat pat " + name);
        option("--graph", graphSource, GraphSettings.GRAPH).ifPresent(words::add);
        option("--secret", secretName, ActionsSecretSettings.DEFAULT).ifPresent(words::add);
        Stream.of(options).filter(option -> !option.isEmpty()).forEach(words::add);
        return String.join(" ", words);
    }

    private String withStore(String command) {
        return store().map(set -> set + " ").orElse("") + command;
    }

    /** Where the memory is: the table, or the directory of the service. */
    private Optional<String> store() {
        return variable("CCAT_PAT_STORE_TABLE", table)
                .or(() -> variable("CCAT_PAT_STORE_PATH", path.filter(set -> mode.get() == RunMode.SERVICE)));
    }

    /** What the service or a function is set up with, and the shell of the person who reads its messages need not be. */
    private List<String> settingsOfThisPlace() {
        return Stream.of(
                        variable("GITHUB_API_URL", apiUrl()),
                        variable("CCAT_PAT_ORGANIZATION", other(graph.organization(), GraphSettings.ORGANIZATION)),
                        variable("CCAT_PAT_ORCHESTRATOR", other(graph.orchestrator(), GraphSettings.ORCHESTRATOR)),
                        variable("CCAT_PAT_OWNERS", graph.owners().map(owners -> String.join(",", owners))),
                        variable("CCAT_PAT_GITHUB_APP_CLIENT_ID", given(app.clientId())),
                        variable(
                                "CCAT_PAT_GITHUB_APP_INSTALLATION_ID",
                                app.installationId().map(String::valueOf)),
                        variable("CCAT_PAT_GITHUB_APP_KMS_KEY_ID", given(app.kmsKeyId())),
                        variable("CCAT_PAT_GITHUB_APP_PRIVATE_KEY", given(app.privateKey())),
                        variable("CCAT_PAT_GITHUB_APP_PRIVATE_KEY_SECRET_ID", given(app.privateKeySecretId())),
                        variable("CCAT_PAT_GITHUB_SECRET_ID", given(gitHub.secretId())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A wrong address keeps no message back. */
    private Optional<String> apiUrl() {
        try {
            var url = ApiUrl.of(gitHub, name -> Optional.ofNullable(System.getenv(name)));
            return Optional.of(url.toString()).filter(text -> !text.equalsIgnoreCase(ApiUrl.GITHUB_COM));
        } catch (IllegalArgumentException ignored) {
            return Optional.empty();
        }
    }

    private static Optional<String> variable(String name, Optional<String> value) {
        return value.map(text -> name + "=" + ShellWords.quoteSetting(text));
    }

    private static Optional<String> other(String value, String standard) {
        return Optional.of(value).filter(text -> !text.equals(standard));
    }

    private static Optional<String> option(String name, String value, String standard) {
        return other(value, standard).map(text -> name + " " + ShellWords.quoteSetting(text));
    }

    /** Asks without echo and pipes; {@code printf} is built into each of these shells, so no process shows the value. */
    private static List<String> storeCredential(String id) {
        return List.of(
                "(stty -echo; trap 'stty echo' EXIT; trap 'exit 130' INT TERM",
                "printf 'Paste the new credential: ' >&2; IFS= read -r token && [ -n \"$token\" ] || exit 2",
                "printf %s \"$token\" | aws secretsmanager put-secret-value --secret-id " + ShellWords.quoteSetting(id)
                        + " --secret-string file:///dev/stdin)");
    }

    /** How this process runs, which decides the steps that its messages name. */
    enum RunMode {
        COMMAND,
        SERVICE,
        FUNCTION;

        /**
         * A function on AWS, or a command, which the service is at first.
         *
         * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Lambda's own variables</a>
         */
        static RunMode detect(Map<String, String> environment) {
            return environment.containsKey("AWS_LAMBDA_FUNCTION_NAME") ? FUNCTION : COMMAND;
        }
    }
}
