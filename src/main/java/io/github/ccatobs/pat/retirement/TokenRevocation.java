package io.github.ccatobs.pat.retirement;

import io.github.ccatobs.pat.domain.Backoff;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.Sleeper;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.retirement.RetirementGate.RetirableToken;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.GitHubSettingsUrls;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Revokes a token that passed the gate. Running it again is always safe: revoking twice is revoking once, and a token that
 * GitHub rejects is retired by {@link RetirementGate} without a word to GitHub's revocation.
 */
@ApplicationScoped
public class TokenRevocation {

    /** For the comparison before the request, and for the pauses between its tries. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    /** A limit that is not over soon is told instead. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    /**
     * GitHub revokes after it has answered. It turns all credentials away for a while after several rejected ones,
     * so it is asked a few times and not at once.
     */
    private static final Backoff BETWEEN_LOOKS = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(16));

    private static final int MOST_LOOKS = 6;

    private final RetirementGate gate;
    private final GitHubClientFactory clients;
    private final RotationStore store;
    private final Clock clock;
    private final Sleeper sleeper;

    TokenRevocation(
            RetirementGate gate, GitHubClientFactory clients, RotationStore store, Clock clock, Sleeper sleeper) {
        this.gate = gate;
        this.clients = clients;
        this.store = store;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** The same for another GitHub: of what {@code judge} lets pass, with rotations recorded in {@code other}. */
    public TokenRevocation with(RetirementGate judge, GitHubClientFactory gitHub, RotationStore other) {
        return new TokenRevocation(judge, gitHub, other, clock, sleeper);
    }

    /**
     * Revokes {@code token} and asks GitHub for its account until it is rejected. No rotation can begin while it compares the token
     * once more with the current one, which is read anew, and sends it.
     *
     * @param by who asks, for another who waits
     * @throws RotationStore.LeaseHeldException when a rotation of the secret runs; nothing was sent
     * @throws RotationStore.StoreUnavailableException when the store cannot be read; nothing was sent
     */
    public RevocationResult revoke(RetirableToken token, String by) {
        var sent = store.underLease(
                token.order().secret(), by, clock.instant(), lease(), lease -> gate.whyNotRetirable(token)
                        .<RevocationResult>map(RevocationResult.NotSent::new)
                        .or(() -> send(token)));
        return sent.filter(result -> !(result instanceof RevocationResult.NotRevoked))
                .orElseGet(() -> look(token, sent));
    }

    /** No rotation may begin meanwhile; where the process dies, the next one waits for so long at most. */
    private Duration lease() {
        return clients.longestRevocation(LONGEST_WAIT).plus(MARGIN);
    }

    /** Empty when GitHub has taken it, or may have. */
    private Optional<RevocationResult> send(RetirableToken token) {
        try {
            clients.connect(token.credential(), TimeBudget.each(LONGEST_WAIT)).revokeOwnCredential();
            return Optional.empty();
        } catch (GitHubException.NotFoundException notThere) {
            return notRevoked(token, "this GitHub has no address for it (404)");
        } catch (GitHubException.CredentialRejectedException unauthenticated) {
            return notRevoked(token, "this GitHub wants a credential for it (401)");
        } catch (GitHubException.GitHubValidationException | GitHubException.ForbiddenException refused) {
            return notRevoked(token, refused.why());
        } catch (GitHubException.RateLimitedException limited) {
            return Optional.of(new RevocationResult.Postponed(limited.until()));
        } catch (GitHubException unknown) {
            return Optional.empty();
        }
    }

    private Optional<RevocationResult> notRevoked(RetirableToken token, String why) {
        String page = GitHubSettingsUrls.tokenPage(
                clients.apiUrl().webPages(), token.credential().value());
        return Optional.of(new RevocationResult.NotRevoked(why, page));
    }

    /** One look is enough where GitHub said that it did not. */
    private RevocationResult look(RetirableToken token, Optional<RevocationResult> refusal) {
        String why = "";
        for (int look = 0; look < (refusal.isPresent() ? 1 : MOST_LOOKS); look++) {
            if (look > 0) {
                sleeper.sleep(BETWEEN_LOOKS.after(look - 1));
            }
            try {
                clients.connect(token.credential(), TimeBudget.each(LONGEST_WAIT))
                        .account();
                why = "it still accepts it";
            } catch (GitHubException.CredentialRejectedException rejected) {
                return new RevocationResult.Revoked();
            } catch (GitHubException unknown) {
                why = unknown.why();
            }
        }
        return refusal.orElse(new RevocationResult.Unconfirmed(why));
    }
}
