package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.Vault;
import io.github.ccatobs.pat.domain.VaultException;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.GitHubSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/** Finds what GitHub is called with. Everything is read when it is asked for, each time anew. */
@ApplicationScoped
public class Credentials {

    private final GitHubSettings settings;
    private final TokenSettings tokenSettings;
    private final Vault vault;
    private final TokenVault tokens;

    Credentials(GitHubSettings settings, TokenSettings tokenSettings, Vault vault, TokenVault tokens) {
        this.settings = settings;
        this.tokenSettings = tokenSettings;
        this.vault = vault;
        this.tokens = tokens;
    }

    /**
     * The configured credential: {@code GITHUB_TOKEN}, else {@code GH_TOKEN}, else the secret that {@code
     * ccat.pat.github.secret-id} names. Without any, a new token writes itself.
     *
     * @throws IllegalArgumentException when what is configured cannot be a token
     * @throws VaultException when the vault does not give it
     */
    public Optional<Credential> configured(Function<String, Optional<String>> environment) {
        return Credential.fromEnvironment(environment).or(() -> settings.secretId()
                .filter(id -> !id.isBlank())
                .map(id -> new Credential(vault.read(id), "the secret of ccat.pat.github.secret-id")));
    }

    /**
     * The credential that reads: the configured one, else the current token of the vault.
     *
     * @throws IllegalArgumentException when there is none, saying what to set
     * @throws VaultException when the vault does not give it
     * @throws TokenSourceException when the vault does not give the token
     */
    public Credential reader(Function<String, Optional<String>> environment) {
        return configured(environment)
                .or(() -> tokenSettings.secretId().filter(id -> !id.isBlank()).map(id -> current()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "no credential: set GITHUB_TOKEN or GH_TOKEN to a GitHub token that may read Actions secrets,"
                                + " or name one in AWS Secrets Manager with ccat.pat.github.secret-id or"
                                + " ccat.pat.token.secret-id"));
    }

    private Credential current() {
        return new Credential(tokens.at(TokenVersion.CURRENT).receive().value(), "the current token");
    }
}
