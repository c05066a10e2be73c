package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.ApiUrl;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.NewTokenForm;
import io.github.ccatobs.pat.token.TokenNeeds;
import io.github.ccatobs.pat.token.TokenSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How a person gets the next token, as the settings say, and hands it out. */
@ApplicationScoped
public class TokenRenewal {

    private final TokenSettings token;
    private final GitHubSettings gitHub;
    private final GraphSettings graph;
    private final CredentialResolver credentials;
    private final OperatorInstructions instructions;
    private final Clock clock;

    TokenRenewal(
            TokenSettings token,
            GitHubSettings gitHub,
            GraphSettings graph,
            CredentialResolver credentials,
            OperatorInstructions instructions,
            Clock clock) {
        this.token = token;
        this.gitHub = gitHub;
        this.graph = graph;
        this.credentials = credentials;
        this.instructions = instructions;
        this.clock = clock;
    }

    /**
     * GitHub's form for the next token of {@code secret}, which {@code repositories} repositories hold.
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
                token.lifetime(),
                TokenNeeds.of(token.needs(), credentials.isConfigured(environment)));
    }

    /** The lines that hand the new token out, one after the other. */
    public List<String> next() {
        return instructions.handOutNewToken();
    }
}
