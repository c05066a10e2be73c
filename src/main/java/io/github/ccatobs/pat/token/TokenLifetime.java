package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.github.TokenMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/**
 * How long tokens live: as the settings say, and no longer than the organisation's policy allows. A store that cannot be
 * used leaves the settings alone to decide.
 */
@ApplicationScoped
public class TokenLifetime {

    private static final Logger LOG = Logger.getLogger(TokenLifetime.class);

    private final TokenSettings settings;
    private final LifetimeLimitStore limits;

    TokenLifetime(TokenSettings settings, LifetimeLimitStore limits) {
        this.settings = settings;
        this.limits = limits;
    }

    /** The same for another GitHub, which has no policy. */
    public TokenLifetime withoutPolicy() {
        return new TokenLifetime(settings, LifetimeLimitStore.none());
    }

    /** The life that a new token of {@code organization} is made with. */
    public Duration ofNewToken(String organization) {
        var most = maximumDays(organization);
        return most.isPresent() && Duration.ofDays(most.getAsInt()).compareTo(settings.lifetime()) < 0
                ? Duration.ofDays(most.getAsInt())
                : settings.lifetime();
    }

    /** How long a token must still live that was made to live for {@code life}: half of that is always enough. */
    public Duration minimum(Duration life) {
        var half = Duration.ofMillis(life.toMillis() / 2);
        return half.compareTo(settings.minimumLife()) < 0 ? half : settings.minimumLife();
    }

    /**
     * Keeps what GitHub's answers to a credential tell of the policy of {@code organization}: its maximum, when it refused
     * the credential for that; that there is none such any more, when it accepts one that ends later.
     *
     * @param isAccepted whether GitHub let a fine-grained token in
     */
    public void learn(String organization, TokenMetadata metadata, boolean isAccepted, Instant now) {
        try {
            var known = limits.maximumDays(organization);
            if (metadata.maximumDays().isPresent() && !metadata.maximumDays().equals(known)) {
                limits.keep(organization, metadata.maximumDays());
            } else if (isAccepted && known.isPresent() && isLonger(metadata.expiry(), known.getAsInt(), now)) {
                limits.keep(organization, OptionalInt.empty());
            }
        } catch (FailureException e) {
            LOG.debug("the maximum lifetime of tokens was not kept: " + e.getMessage());
        }
    }

    private static boolean isLonger(TokenExpiry expiry, int days, Instant now) {
        return switch (expiry) {
            case TokenExpiry.At(Instant end) -> end.isAfter(now.plus(Duration.ofDays(days + 1L)));
            case TokenExpiry.Never never -> true;
            case TokenExpiry.Unknown unknown -> false;
        };
    }

    private OptionalInt maximumDays(String organization) {
        try {
            return limits.maximumDays(organization);
        } catch (FailureException e) {
            LOG.debug("the maximum lifetime of tokens could not be read: " + e.getMessage());
            return OptionalInt.empty();
        }
    }
}
