package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.CheckResult.Refuse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpiryRuleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    static Stream<Arguments> lives() {
        return Stream.of(
                Arguments.of("2026-11-30T12:00:00Z", WEEK, "it expires on 2026-11-30, in 7 days"),
                Arguments.of("2026-12-01T11:59:59Z", WEEK, "it expires on 2026-12-01, in 7 days"),
                Arguments.of("2027-11-23T12:00:00Z", WEEK, "it expires on 2027-11-23, in 365 days"),
                Arguments.of("2026-11-24T12:00:00Z", Duration.ofHours(24), "it expires on 2026-11-24, in 1 day"),
                Arguments.of("2026-11-23T12:00:01Z", Duration.ZERO, "it expires on 2026-11-23, in less than a day"));
    }

    @ParameterizedTest
    @MethodSource("lives")
    void letsATokenPassThatLivesLongEnough(Instant end, Duration minimum, String reason) {
        assertThat(ExpiryRule.judge(new TokenExpiry.At(end), NOW, use(minimum, false)))
                .isEqualTo(new Pass(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T11:59:59Z, P7D, '2026-11-30, in 6 days: expected at least 7 days'",
        "2026-11-24T12:30:00Z, P7D, '2026-11-24, in 1 day: expected at least 7 days'",
        "2026-11-23T12:30:00Z, P1D, '2026-11-23, in less than a day: expected at least 1 day'",
        "2026-11-24T12:00:00Z, PT36H, '2026-11-24, in 1 day: expected at least PT36H'",
        "2026-12-31T23:59:59Z, P90D, '2026-12-31, in 38 days: expected at least 90 days'",
    })
    void refusesOneThatEndsTooSoonAndNamesTheDay(Instant end, Duration minimum, String reason) {
        assertThat(ExpiryRule.judge(new TokenExpiry.At(end), NOW, use(minimum, false)))
                .isEqualTo(new Refuse(
                        "it expires on " + reason,
                        "generate a token that lives longer: https://github.com/settings/tokens or"
                                + " https://github.com/settings/personal-access-tokens; ccat.pat.token.minimum-life"
                                + " sets what is enough"));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-23T12:00:00Z, 2026-11-23", "2026-11-01T00:00:00Z, 2026-11-01"})
    void refusesOneThatHasExpiredWhateverIsEnough(Instant end, String day) {
        assertThat(ExpiryRule.judge(new TokenExpiry.At(end), NOW, use(Duration.ZERO, false)))
                .isInstanceOfSatisfying(
                        Refuse.class, refusal -> assertThat(refusal.reason()).isEqualTo("it expired on " + day));
    }

    @Test
    void warnsOfATokenThatNeverExpires() {
        assertThat(ExpiryRule.judge(new TokenExpiry.Never(), NOW, use(WEEK, false)))
                .isInstanceOfSatisfying(CheckResult.Warn.class, warning -> {
                    assertThat(warning.reason()).startsWith("it does not expire");
                    assertThat(warning.nextAction()).contains("ccat.pat.token.accept-no-expiry=true");
                });
    }

    @Test
    void saysThatATokenNeverExpiresAlsoWhereThatIsAccepted() {
        assertThat(ExpiryRule.judge(new TokenExpiry.Never(), NOW, use(WEEK, true)))
                .isEqualTo(new CheckResult.Accepted("it does not expire, which ccat.pat.token.accept-no-expiry accepts:"
                        + " only revoking ends it"));
        assertThat(ExpiryRule.judge(new TokenExpiry.Unknown(), NOW, use(WEEK, true)))
                .isInstanceOf(CheckResult.Warn.class);
    }

    @Test
    void warnsWhenTheExpiryIsUnknown() {
        assertThat(ExpiryRule.judge(new TokenExpiry.Unknown(), NOW, use(WEEK, false)))
                .isInstanceOfSatisfying(CheckResult.Warn.class, warning -> assertThat(warning.reason())
                        .startsWith("GitHub does not report when it expires"));
    }

    private static TokenRequirements use(Duration minimumLife, boolean acceptNoExpiry) {
        return new TokenRequirements(
                RepositoryName.parse("acme/conductor"),
                true,
                RequiredPermissions.of(Optional.empty(), false),
                minimumLife,
                acceptNoExpiry,
                "https://github.com");
    }
}
