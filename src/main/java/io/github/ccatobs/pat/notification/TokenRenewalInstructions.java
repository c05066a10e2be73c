package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.ApiUrl;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.NewTokenForm;
import io.github.ccatobs.pat.token.RequiredPermissions;
import io.github.ccatobs.pat.token.TokenLifetime;
import io.github.ccatobs.pat.token.TokenSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How a person gets the next token, as the settings say, and hands it out. */
@ApplicationScoped
public class TokenRenewalInstructions {

    private final TokenSettings token;
    private final GitHubSettings gitHub;
    private final GraphSettings graph;
    private final CredentialResolver credentials;
    private final TokenLifetime lifetime;
    private final OperatorInstructions instructions;
    private final Clock clock;

    TokenRenewalInstructions(
            TokenSettings token,
            GitHubSettings gitHub,
            GraphSettings graph,
            CredentialResolver credentials,
            TokenLifetime lifetime,
            OperatorInstructions instructions,
            Clock clock) {
        this.token = token;
        this.gitHub = gitHub;
        this.graph = graph;
        this.credentials = credentials;
        this.lifetime = lifetime;
        this.instructions = instructions;
        this.clock = clock;
    }

    /**
     * GitHub's form for the next token of {@code secret}, which {@code repositories} repositories hold, 0 when that is not known.
     *
     * @throws IllegalArgumentException when a setting is not what the form takes
     */
    public NewTokenForm form(SecretName secret, int repositories, Function<String, Optional<String>> environment) {
        return NewTokenForm.of(
                ApiUrl.of(gitHub, environment).webPages(),
                secret,
                YearMonth.now(clock),
                graph.organization(),
                repositories,
                lifetime.ofNewToken(graph.organization()),
                RequiredPermissions.of(token.needs(), hasSeparateWriter(environment)));
    }

    /**
     * Whether rotations are written with another credential than the token. The environment of a person's shell does not
     * tell that of the deployment; the settings do, and the environment of the service and of a function.
     */
    private boolean hasSeparateWriter(Function<String, Optional<String>> environment) {
        return instructions.isInteractive()
                ? credentials.isConfiguredBySettings()
                : credentials.isConfigured(environment);
    }

    /** A remark on the choice of permissions, for a person whose own environment holds a credential. */
    public Optional<String> note(Function<String, Optional<String>> environment) {
        boolean isDoubtful =
                token.needs().isEmpty() && !hasSeparateWriter(environment) && credentials.isConfigured(environment);
        return isDoubtful
                ? Optional.of(
                        "a credential is set here, which does not say who writes where rotations run: the form asks for"
                                + " Secrets: Read and write; where another credential writes, set"
                                + " ccat.pat.token.needs=actions=read")
                : Optional.empty();
    }

    /** Where the new token is put before that, as a step in words; empty where the lines ask for it. */
    public Optional<String> place() {
        return instructions.placeOfNewToken();
    }

    /** The commands that hand the new token out, one after the other. */
    public List<String> next() {
        return instructions.handOutNewToken();
    }

    /** The same as lines that may be pasted at once. */
    public List<String> nextAtOnce() {
        return instructions.handOutNewTokenAtOnce();
    }
}
