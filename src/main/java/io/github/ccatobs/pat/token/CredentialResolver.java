package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.ApiUrl;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.TokenCredential;
import io.github.ccatobs.pat.token.CredentialResolver.CurrentToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds what GitHub is called with. Everything is read when it is asked for, each time anew, but for commands in {@link
 * #withCommandOutputsKept}.
 */
@ApplicationScoped
public class CredentialResolver {

    /** The name in messages of the credential that comes from the vault. */
    public static final String VAULT_SOURCE = "the secret of ccat.pat.github.secret-id";

    /** The name in messages of the credential that a command prints. */
    public static final String COMMAND_SOURCE = "ccat.pat.github.exec";

    private static final Logger LOG = Logger.getLogger(CredentialResolver.class);
    private static final String TOKEN_COMMAND = "ccat.pat.token.exec";
    private static final String WAITING = "the version that waits as AWSPENDING in Secrets Manager";

    private static final List<String> TOKEN_VARIABLES =
            List.of("GITHUB_TOKEN", "GH_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN");

    private final GitHubSettings settings;
    private final TokenSettings tokenSettings;
    private final SecretReader secrets;
    private final AppResolver apps;

    /** The outputs of commands; null while each runs anew. */
    private volatile @Nullable Map<String, CommandOutput> kept;

    CredentialResolver(GitHubSettings settings, TokenSettings tokenSettings, SecretReader secrets, AppResolver apps) {
        this.settings = settings;
        this.tokenSettings = tokenSettings;
        this.secrets = secrets;
        this.apps = apps;
    }

    /** The same for another GitHub: {@code credential} reads there, and no vault has a token of it. */
    public CredentialResolver withReader(Credential credential) {
        return new CredentialResolver(settings, tokenSettings, secrets, apps) {
            @Override
            public ReadingCredential reader(Function<String, Optional<String>> environment) {
                return new ReadingCredential(credential, new CurrentToken.NotConfigured());
            }

            @Override
            public Credential readingCredential(Function<String, Optional<String>> environment) {
                return credential;
            }

            @Override
            public Optional<String> otherUse(Fingerprint token) {
                return Optional.empty();
            }

            @Override
            public boolean isPrevious(Fingerprint token) {
                return false;
            }
        };
    }

    /**
     * Does {@code work} with the output of each command of the settings kept until its end, so that each runs once: a person
     * whose password manager asks them is asked once. An output is what was printed, or why that failed. It is for a process
     * that does one thing at a time.
     */
    public <T> T withCommandOutputsKept(Supplier<T> work) {
        kept = new ConcurrentHashMap<>();
        try {
            return work.get();
        } finally {
            kept = null;
        }
    }

    /** Lets each command run once more, for a comparison that must be of now. */
    public void forgetOutputs() {
        var outputs = kept;
        if (outputs != null) {
            outputs.clear();
        }
    }

    /**
     * What {@code command} prints; nothing is run yet.
     *
     * @throws IllegalArgumentException as {@link SecretCommand#parse} says, which also says what the parameters are
     */
    public TokenSource printedBy(
            String command, String source, Function<String, Optional<String>> environment, Consumer<String> err) {
        var parsed = SecretCommand.parse(command, source, environment, err);
        var outputs = kept;
        return outputs == null
                ? parsed
                : () -> outputs.computeIfAbsent(command, first -> CommandOutput.of(parsed))
                        .as(parsed.toString());
    }

    /** The result of one run of a command. */
    private sealed interface CommandOutput {

        record Printed(SecretValue secret) implements CommandOutput {}

        record CommandFailed(RuntimeException why) implements CommandOutput {}

        static CommandOutput of(SecretCommand command) {
            try {
                return new Printed(command.receive().value());
            } catch (TokenSourceException | IllegalArgumentException why) {
                return new CommandFailed(why);
            }
        }

        default ReceivedToken as(String origin) {
            return switch (this) {
                case Printed(var secret) -> new ReceivedToken(secret, origin, Optional.empty());
                case CommandFailed(var why) -> throw why;
            };
        }
    }

    /**
     * The configured credential: that of the environment for the GitHub that is called, else the GitHub App of {@code
     * ccat.pat.github.app.client-id}, else what the command of {@code ccat.pat.github.exec} prints, else the secret that
     * {@code ccat.pat.github.secret-id} names. Without any, a new token writes itself. A blank variable counts as not set.
     *
     * @throws IllegalArgumentException when what is configured cannot be a token, naming the variable, never the value
     * @throws SecretUnavailableException when the vault does not give it
     */
    public Optional<Credential> configured(Function<String, Optional<String>> environment) {
        return variables(environment).stream()
                .flatMap(name -> given(name, environment).map(text -> credential(text, name)).stream())
                .findFirst()
                .or(apps::configured)
                .or(() -> given(settings.exec()).map(command -> fromCommand(command, environment)))
                .or(() -> given(settings.secretId()).map(id -> fromVault(secrets.read(id), VAULT_SOURCE)));
    }

    /** Whether {@link #configured} gives a credential, so that a new token need not write; reads none. */
    public boolean isConfigured(Function<String, Optional<String>> environment) {
        return variables(environment).stream()
                        .anyMatch(name -> given(name, environment).isPresent())
                || isConfiguredBySettings();
    }

    /** The same of the settings alone, whatever the environment holds. */
    public boolean isConfiguredBySettings() {
        return apps.isConfigured()
                || given(settings.exec()).isPresent()
                || given(settings.secretId()).isPresent();
    }

    /**
     * The message where there is no credential: which variable to set, and an example.
     *
     * @param otherwise what follows the names of the variables
     * @throws IllegalArgumentException when the environment does not say which GitHub is called
     */
    public String missing(Function<String, Optional<String>> environment, String otherwise) {
        var names = variables(environment);
        String host = ApiUrl.of(settings, environment).webPages().replaceFirst("^https://", "");
        boolean isGitHubCom = host.equals("github.com");
        String others = TOKEN_VARIABLES.stream()
                .filter(name ->
                        !names.contains(name) && given(name, environment).isPresent())
                .map(name -> "; " + name + " is set, but is not for " + host)
                .collect(Collectors.joining());
        return "no credential" + (isGitHubCom ? "" : " for " + host) + ": set "
                + String.join(" or ", names.subList(0, Math.min(2, names.size()))) + otherwise
                + "; for example: export " + names.getFirst() + "=$(gh auth token"
                + (isGitHubCom ? "" : " --hostname " + host) + ")" + others;
    }

    private List<String> variables(Function<String, Optional<String>> environment) {
        return ApiUrl.of(settings, environment).tokenVariables(environment);
    }

    private static Optional<String> given(String name, Function<String, Optional<String>> environment) {
        return given(environment.apply(name));
    }

    private static Optional<String> given(Optional<String> setting) {
        return setting.filter(text -> !text.isBlank());
    }

    private static Credential credential(String text, String name) {
        if (text.chars().anyMatch(character -> Character.isSurrogate((char) character))) {
            throw new IllegalArgumentException(name + " cannot be used: it is not ASCII; copy the token again");
        }
        return checked(TokenInput.trimmed(text).orElseThrow(), name);
    }

    private static Credential checked(SecretValue value, String source) {
        FormatCheck.unusable(value).ifPresent(refusal -> {
            throw new IllegalArgumentException(
                    source + " cannot be used: " + refusal.reason() + "; " + refusal.nextAction());
        });
        return new TokenCredential(value, source);
    }

    private Credential fromCommand(String command, Function<String, Optional<String>> environment) {
        try {
            var received =
                    printedBy(command, COMMAND_SOURCE, environment, LOG::warn).receive();
            return fromVault(received.value(), COMMAND_SOURCE);
        } catch (TokenSourceException e) {
            throw new SecretUnavailableException(String.valueOf(e.getMessage()));
        }
    }

    /** A vault that holds no token is as good as one that does not answer. */
    private static Credential fromVault(SecretValue value, String source) {
        try {
            return checked(value, source);
        } catch (IllegalArgumentException e) {
            throw new SecretUnavailableException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The credential that reads, the configured one, else the current token of the vault; and that token, read once for
     * both. A vault that does not give the token is in the way only where nothing else reads.
     *
     * @throws MissingCredentialException when there is none, or the one in the environment cannot be a token
     * @throws SecretUnavailableException when the vault does not give one that is a token
     * @throws TokenSourceException.TokenSourceUnavailableException when the vault does not answer
     */
    public ReadingCredential reader(Function<String, Optional<String>> environment) {
        return fromEnvironmentOrVault(environment)
                .map(credential -> new ReadingCredential(credential, current(environment)))
                .orElseGet(() -> tokenItself(environment));
    }

    /**
     * The credential that reads alone: the vault is not asked for the current token where another credential reads.
     *
     * @throws RuntimeException as {@link #reader} says
     */
    public Credential readingCredential(Function<String, Optional<String>> environment) {
        return fromEnvironmentOrVault(environment)
                .orElseGet(() -> tokenItself(environment).credential());
    }

    private Optional<Credential> fromEnvironmentOrVault(Function<String, Optional<String>> environment) {
        try {
            return configured(environment);
        } catch (IllegalArgumentException e) {
            throw new MissingCredentialException(String.valueOf(e.getMessage()));
        }
    }

    private ReadingCredential tokenItself(Function<String, Optional<String>> environment) {
        if (!isTokenConfigured()) {
            throw new MissingCredentialException(missing(
                    environment,
                    " to a GitHub token that may read Actions secrets, or name one in AWS Secrets Manager with"
                            + " ccat.pat.github.secret-id or ccat.pat.token.secret-id, or a GitHub App with"
                            + " ccat.pat.github.app.client-id, or a command that prints it with ccat.pat.github.exec or"
                            + " ccat.pat.token.exec"));
        }
        try {
            var token = received(environment);
            return new ReadingCredential(
                    fromVault(token.value(), "the current token"), new CurrentToken.Received(token));
        } catch (TokenSourceException.UnusableTokenException e) {
            throw new SecretUnavailableException(String.valueOf(e.getMessage()));
        }
    }

    private ReceivedToken received(Function<String, Optional<String>> environment) {
        try {
            return currentToken(environment).receive();
        } catch (IllegalArgumentException e) {
            throw new MissingCredentialException(String.valueOf(e.getMessage()));
        }
    }

    private CurrentToken current(Function<String, Optional<String>> environment) {
        if (!isTokenConfigured()) {
            return new CurrentToken.NotConfigured();
        }
        try {
            return new CurrentToken.Received(currentToken(environment).receive());
        } catch (TokenSourceException | IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            if (e instanceof TokenSourceException.UnusableTokenException && isVaultConfigured()) {
                return new CurrentToken.NoToken(why);
            }
            return new CurrentToken.TokenUnreadable(
                    isVaultConfigured() ? "Secrets Manager did not return the token: " + why : why);
        }
    }

    /** Whether {@link #currentToken} has a source. */
    public boolean isTokenConfigured() {
        return isVaultConfigured() || given(tokenSettings.exec()).isPresent();
    }

    /**
     * Where the current token is read: Secrets Manager, which has its versions, else the command of {@code
     * ccat.pat.token.exec}, whose standard error is logged. Nothing is read yet.
     *
     * @throws IllegalArgumentException when neither is configured, or the command cannot be run here
     */
    public TokenSource currentToken(Function<String, Optional<String>> environment) {
        var command = given(tokenSettings.exec()).filter(text -> !isVaultConfigured());
        return command.isPresent()
                ? printedBy(command.get(), TOKEN_COMMAND, environment, LOG::warn)
                : secrets.at(TokenVersion.CURRENT);
    }

    /**
     * The other place of {@code token}: the version that waits for its rotation, or the credential of {@code
     * ccat.pat.github.exec} or {@code ccat.pat.github.secret-id}. Empty when it is neither, and where nothing of that is there or configured.
     *
     * @throws SecretUnavailableException when the vault does not give one of them, which says that it could not be compared
     */
    public Optional<String> otherUse(Fingerprint token) {
        if (isWaiting(token)) {
            return Optional.of(WAITING);
        }
        return given(settings.exec())
                .filter(command -> isPrinted(command, token))
                .map(command -> "the credential that " + COMMAND_SOURCE + " prints")
                .or(() -> given(settings.secretId())
                        .filter(id -> isCredential(id, token))
                        .map(id -> VAULT_SOURCE));
    }

    /** A version that is there and cannot be read may be any token. */
    private boolean isWaiting(Fingerprint token) {
        if (!isVaultConfigured()) {
            return false;
        }
        try {
            return isVersion(TokenVersion.PENDING, token);
        } catch (TokenSourceException.TokenNotFoundException none) {
            return false;
        } catch (TokenSourceException | IllegalArgumentException unreadable) {
            throw notCompared(WAITING, unreadable);
        }
    }

    private boolean isPrinted(String command, Fingerprint token) {
        try {
            var received = printedBy(
                            command, COMMAND_SOURCE, name -> Optional.ofNullable(System.getenv(name)), LOG::warn)
                    .receive();
            return Fingerprint.of(received.value()).equals(token);
        } catch (TokenSourceException | IllegalArgumentException unreadable) {
            throw notCompared("the credential of " + COMMAND_SOURCE, unreadable);
        }
    }

    private boolean isCredential(String id, Fingerprint token) {
        try {
            return Fingerprint.of(secrets.read(id)).equals(token);
        } catch (SecretUnavailableException unreadable) {
            throw notCompared(VAULT_SOURCE, unreadable);
        }
    }

    private static SecretUnavailableException notCompared(String what, RuntimeException unreadable) {
        return new SecretUnavailableException(
                what + " could not be compared with it: " + FailureException.why(unreadable));
    }

    /** Whether {@code token} is the version before the current one in the vault; false when that gives none. */
    public boolean isPrevious(Fingerprint token) {
        try {
            return isVaultConfigured() && isVersion(TokenVersion.PREVIOUS, token);
        } catch (TokenSourceException | IllegalArgumentException none) {
            return false;
        }
    }

    private boolean isVersion(TokenVersion version, Fingerprint token) {
        return Fingerprint.of(secrets.at(version).receive().value()).equals(token);
    }

    private boolean isVaultConfigured() {
        return given(tokenSettings.secretId()).isPresent();
    }

    /** The current token as its vault gives it: Secrets Manager, or the command of {@code ccat.pat.token.exec}. */
    public sealed interface CurrentToken {

        /** No vault is configured. */
        record NotConfigured() implements CurrentToken {}

        /** The vault gave no token, for the reason {@code why}, which names it and holds nothing that it gave. */
        record TokenUnreadable(String why) implements CurrentToken {}

        /** Secrets Manager has something else than a token, as {@code why} says, which names it and holds nothing that it gave. */
        record NoToken(String why) implements CurrentToken {}

        /** The vault gave it. */
        record Received(ReceivedToken token) implements CurrentToken {}
    }

    /**
     * The credential that reads, and the current token as its vault gives it, each read once.
     *
     * @param credential what GitHub is called with
     * @param token the current token
     */
    public record ReadingCredential(Credential credential, CurrentToken token) {}

    /** No credential is configured, or the one in the environment cannot be a token: nothing can be read. */
    public static final class MissingCredentialException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        /** Says what to set; holds no part of a credential. */
        MissingCredentialException(String message) {
            super(message);
        }
    }
}
