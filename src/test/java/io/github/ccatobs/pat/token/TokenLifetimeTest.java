package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.github.TokenMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenLifetimeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

    private final LifetimeLimitStore limits = TestLifetimes.inMemory();
    private final TokenLifetime lifetime = of(limits);

    @ParameterizedTest
    @CsvSource({"8, 8", "89, 89", "90, 90", "366, 90"})
    void isTheSettingUnlessThePolicyAllowsLess(int maximum, int days) {
        assertThat(lifetime.ofNewToken("acme")).isEqualTo(Duration.ofDays(90));

        limits.keep("acme", OptionalInt.of(maximum));

        assertThat(lifetime.ofNewToken("acme")).isEqualTo(Duration.ofDays(days));
        assertThat(lifetime.ofNewToken("other")).isEqualTo(Duration.ofDays(90));
        assertThat(lifetime.withoutPolicy().ofNewToken("acme")).isEqualTo(Duration.ofDays(90));
    }

    @ParameterizedTest
    @CsvSource({"P8D, P4D", "P14D, P7D", "P90D, P7D", "PT24H, PT12H"})
    void asksForNoMoreThanHalfOfTheLife(Duration life, Duration minimum) {
        assertThat(lifetime.minimum(life)).isEqualTo(minimum);
    }

    @Test
    void keepsWhatGitHubRefusesATokenForAndForgetsItWhenALongerOneIsAccepted() {
        lifetime.learn("acme", metadata(OptionalInt.of(8), 30), false, NOW);
        assertThat(limits.maximumDays("acme")).hasValue(8);

        lifetime.learn("acme", metadata(OptionalInt.empty(), 30), false, NOW);
        lifetime.learn("acme", metadata(OptionalInt.empty(), 8), true, NOW);
        assertThat(limits.maximumDays("acme")).hasValue(8);

        lifetime.learn("acme", metadata(OptionalInt.empty(), 30), true, NOW);
        assertThat(limits.maximumDays("acme")).isEmpty();
    }

    @Test
    void isTheSettingWhereTheStoreCannotBeUsed() {
        var broken = of(new LifetimeLimitStore() {
            @Override
            public OptionalInt maximumDays(String organization) {
                throw new SecretUnavailableException("out of reach");
            }

            @Override
            public void keep(String organization, OptionalInt days) {
                throw new SecretUnavailableException("out of reach");
            }
        });

        broken.learn("acme", metadata(OptionalInt.of(8), 30), false, NOW);

        assertThat(broken.ofNewToken("acme")).isEqualTo(Duration.ofDays(90));
    }

    private static TokenLifetime of(LifetimeLimitStore limits) {
        return new TokenLifetime(Settings.of(TokenSettings.class, Map.of()), limits);
    }

    private static TokenMetadata metadata(OptionalInt maximumDays, int daysLeft) {
        return new TokenMetadata(
                new TokenExpiry.At(NOW.plus(Duration.ofDays(daysLeft))),
                Optional.empty(),
                Optional.empty(),
                maximumDays);
    }
}
