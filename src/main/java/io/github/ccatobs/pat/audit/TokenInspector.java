package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.TokenRules.VaultToken;
import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.AppCredential;
import io.github.ccatobs.pat.github.AppScope;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.github.TokenCredential;
import io.github.ccatobs.pat.token.CredentialResolver.CurrentToken;
import io.github.ccatobs.pat.token.CredentialResolver.ReadingCredential;
import io.github.ccatobs.pat.token.FormatCheck;
import io.github.ccatobs.pat.token.GrantReader;
import io.github.ccatobs.pat.token.GrantReview;
import io.github.ccatobs.pat.token.RequiredPermissions;
import io.github.ccatobs.pat.token.TokenKind;
import io.github.ccatobs.pat.token.TokenSettings;
import java.time.Duration;
import java.util.Optional;

/** Finds out which token repositories hold and when it expires; a source that fails is skipped and noted. */
final class TokenInspector {

    /** The audit is made already, and the end of the token is not worth a longer wait for a limit. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final GitHubClientFactory clients;
    private final BaselineSource baselines;
    private final TokenSettings settings;

    TokenInspector(GitHubClientFactory clients, BaselineSource baselines, TokenSettings settings) {
        this.clients = clients;
        this.baselines = baselines;
        this.settings = settings;
    }

    /** An answer and the requests it took. */
    private record VaultTokenResult(VaultToken token, long calls) {}

    /**
     * Adds to {@code audit}, which was made with {@code reader}, what is known of the token. It asks GitHub as the
     * vault's current token unless the audit was made with that; a GitHub App is also asked what is granted to it.
     */
    Audit inspect(Audit audit, ReadingCredential reader) {
        var credential = reader.credential().token().map(Fingerprint::of);
        var result = ask(audit.credential(), credential, reader.token());
        var rules = new TokenRules(
                result.token(),
                baselines.handedOut(audit.secret()),
                credential,
                audit.credential(),
                audit.gitHubTime());
        return audit.with(granted(rules.inspect(result.calls()), audit, reader));
    }

    private TokenInspection granted(TokenInspection token, Audit audit, ReadingCredential reader) {
        return reader.credential() instanceof AppCredential app
                        && reader.token() instanceof CurrentToken.Received(var vault)
                        && FormatCheck.check(vault.value()).kind() == TokenKind.FINE_GRAINED
                        && token.status().login().isPresent()
                ? granted(token, audit, app)
                : token;
    }

    /** Its grant is found by owner and end, so only of a token that GitHub takes. */
    private TokenInspection granted(TokenInspection token, Audit audit, AppCredential app) {
        var gitHub = clients.connect(app.within(AppScope.toReadGrants()), TimeBudget.each(LONGEST_WAIT));
        GrantReview review;
        try {
            review = new GrantReader(gitHub, clients.apiUrl().webPages())
                    .read(
                            app.app().organization(),
                            token.status().login(),
                            token.status().expiry(),
                            RequiredPermissions.of(settings.needs(), true),
                            audit.repositories().stream()
                                    .map(RepositoryState::today)
                                    .toList());
        } catch (GitHubException | IllegalArgumentException e) {
            review = new GrantReview.GrantsHidden(FailureException.why(e));
        }
        return token.granted(review, gitHub.calls());
    }

    private VaultTokenResult ask(CredentialStatus status, Optional<Fingerprint> credential, CurrentToken current) {
        return switch (current) {
            case CurrentToken.NotConfigured none -> new VaultTokenResult(new VaultToken.NoVault(), 0);
            case CurrentToken.TokenUnreadable(var why) -> new VaultTokenResult(new VaultToken.ReadFailed(why), 0);
            case CurrentToken.NoToken(var why) -> new VaultTokenResult(new VaultToken.Unusable(why), 0);
            case CurrentToken.Received(var token) -> {
                var fingerprint = Fingerprint.of(token.value());
                yield credential.filter(fingerprint::equals).isPresent()
                        ? new VaultTokenResult(
                                new VaultToken.Valid(
                                        CurrentTokenName.of(token), fingerprint, status.login(), status.expiry()),
                                0)
                        : ask(token.value(), CurrentTokenName.of(token), fingerprint);
            }
        };
    }

    /** What cannot be a token may hold other secrets, so GitHub does not get it. */
    private VaultTokenResult ask(SecretValue value, CurrentTokenName name, Fingerprint fingerprint) {
        var refusal = FormatCheck.unusable(value);
        if (refusal.isPresent()) {
            boolean isMember = settings.jsonKey().filter(key -> !key.isEmpty()).isPresent();
            return new VaultTokenResult(new VaultToken.Unusable(name.unusable(refusal.get(), isMember)), 0);
        }
        var gitHub = clients.connect(new TokenCredential(value, "it"), TimeBudget.each(LONGEST_WAIT));
        try {
            String login = gitHub.account().login();
            return new VaultTokenResult(
                    new VaultToken.Valid(
                            name,
                            fingerprint,
                            Optional.of(login),
                            gitHub.tokenMetadata().expiry()),
                    gitHub.calls());
        } catch (GitHubException.CredentialRejectedException rejected) {
            return new VaultTokenResult(new VaultToken.RejectedByGitHub(name, fingerprint), gitHub.calls());
        } catch (GitHubException e) {
            return new VaultTokenResult(new VaultToken.Unanswered(name, fingerprint, e.why()), gitHub.calls());
        }
    }
}
