package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenExpiryTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2027-01-31 23:00:00 UTC, 2027-01-31T23:00:00Z",
        "2027-01-31 23:00:00 +0000, 2027-01-31T23:00:00Z",
        "2027-01-31 23:00:00 +0200, 2027-01-31T21:00:00Z",
        "2027-01-31 23:00:00 -0930, 2027-02-01T08:30:00Z",
        "2026-11-23 08:50:00 UTC, 2026-11-23T08:50:00Z",
        "2026-11-23 09:10:00 UTC, 2026-11-23T09:10:00Z",
        "2020-01-01 00:00:00 UTC, 2020-01-01T00:00:00Z",
        "9999-12-31 23:59:59 UTC, 9999-12-31T23:59:59Z",
    })
    void readsBothFormats(String header, Instant moment) {
        assertThat(TokenExpiry.parse(header, NOW)).isEqualTo(new TokenExpiry.At(moment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23 09:00:00 UTC",
                "2026-11-23 14:00:00 +0500",
                "2026-11-23 08:50:01 UTC",
                "2026-11-23 09:09:59 UTC"
            })
    void doesNotBelieveAnExpiryOfThisMoment(String header) {
        assertThat(TokenExpiry.parse(header, NOW)).isEqualTo(new TokenExpiry.Unknown());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "UTC",
                "never",
                "2027-01-31",
                "2027-01-31T23:00:00Z",
                "2027-01-31 23:00:00",
                "2027-01-31 23:00:00 CEST",
                "2027-01-31 23:00:00 +02:00",
                "2027-02-30 23:00:00 UTC",
                "2027-01-31 24:00:00 +0200",
                "2027-13-01 00:00:00 UTC",
                "1801436400",
                "2027-01-31 23:00:00 UTC; 2028-01-31 23:00:00 UTC",
                "999999999-12-31 23:59:59 UTC",
                "+999999999-12-31 23:59:59 UTC",
                "-1000000000-01-01 00:00:00 UTC",
                "-0001-01-01 00:00:00 UTC",
                "10000-01-01 00:00:00 +0000",
                "1969-12-31 23:59:59 UTC"
            })
    void doesNotGuess(String header) {
        assertThat(TokenExpiry.parse(header, NOW)).isEqualTo(new TokenExpiry.Unknown(Optional.of(header.strip())));
    }
}
