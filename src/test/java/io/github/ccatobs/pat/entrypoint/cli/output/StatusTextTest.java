package io.github.ccatobs.pat.entrypoint.cli.output;

import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.missing;
import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.present;
import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.TestTokens;
import io.github.ccatobs.pat.github.RateLimitStatus;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {

    @Test
    void saysThatAllIsPresent() {
        assertThat(StatusText.about(Audits.of(present("acme/one"), present("acme/two")), "GITHUB_TOKEN"))
                .startsWith("GH_PAT is present in all 2 repositories.")
                .endsWith("GITHUB_TOKEN: account ccat-bot, it is unknown when it expires.");
        assertThat(StatusText.about(Audits.of(present("acme/one")), "GITHUB_TOKEN"))
                .startsWith("GH_PAT is present in the repository.");
    }

    @Test
    void countsWhatIsMissingAndWhatCouldNotBeReadApart() {
        assertThat(StatusText.about(
                        Audits.of(present("acme/one"), missing("acme/two"), unreadable("acme/three", "limit")),
                        "GH_TOKEN"))
                .startsWith("GH_PAT is present in 1 of 3 repositories, missing in 1, unreadable in 1.");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T00:00:00Z, expired 2026-11-22",
        "2026-11-23T20:00:00Z, expires 2026-11-23 (in less than a day)",
        "2026-11-24T10:00:00Z, expires 2026-11-24 (in 1 day)",
        "2027-01-15T12:00:00Z, expires 2027-01-15 (in 53 days)",
    })
    void saysWhenTheCredentialEnds(Instant end, String words) {
        assertThat(talk(new TokenExpiry.At(end), Optional.empty()))
                .isEqualTo("GITHUB_TOKEN: account ccat-bot, " + words + ".");
    }

    @Test
    void saysWhatAHeaderHoldsThatCannotBeRead() {
        assertThat(talk(new TokenExpiry.Unknown(Optional.of("soon")), Optional.empty()))
                .isEqualTo(
                        "GITHUB_TOKEN: account ccat-bot, its expiry date is unreadable: GitHub's header says \"soon\".");
    }

    @Test
    void saysWhenTheTokenEndsAndHowThatIsKnown() {
        var audit = Audits.of(present("acme/one"));
        assertThat(about(audit.with(TestTokens.ending(new TokenExpiry.At(Instant.parse("2026-12-02T12:00:00Z"))))))
                .isEqualTo(
                        "GH_PAT itself: account robot, expires 2026-12-02 (in 9 days), known from the vault's current"
                                + " token.");
        assertThat(about(audit.with(TestTokens.ending(new TokenExpiry.At(Instant.parse("2026-11-22T00:00:00Z"))))))
                .isEqualTo("GH_PAT itself: account robot, expired 2026-11-22, known from the vault's current token.");
        assertThat(about(audit.with(TestTokens.ending(new TokenExpiry.Never()))))
                .isEqualTo("GH_PAT itself: account robot, does not expire, known from the vault's current token.");
    }

    @Test
    void countsTheDaysByGitHubsClock() {
        var seen = Audits.of(present("acme/one"))
                .with(TestTokens.ending(new TokenExpiry.At(Instant.parse("2026-12-02T12:00:00Z"))));
        var late = new Audit(
                seen.secret(),
                seen.auditedAt(),
                seen.repositories(),
                new CredentialStatus(
                        Optional.empty(), new TokenExpiry.At(Instant.parse("2026-12-01T12:00:00Z")), Optional.empty()),
                seen.quota(),
                seen.token(),
                seen.shadowScan(),
                Instant.parse("2026-12-01T20:00:00Z"));
        assertThat(StatusText.about(late))
                .contains(
                        "GH_PAT itself: account robot, expires 2026-12-02 (in less than a day), known from the vault's"
                                + " current token.",
                        "The credential: expired 2026-12-01.");
    }

    @Test
    void saysThatTheEndOfTheTokenIsUnknownAndWhy() {
        assertThat(about(Audits.of(present("acme/one")).with(TestTokens.ending(new TokenExpiry.Unknown()))))
                .isEqualTo("It is unknown when GH_PAT expires: GitHub did not answer.");
    }

    @Test
    void saysNothingOfATokenThatItDidNotAskAbout() {
        assertThat(StatusText.about(Audits.of(present("acme/one")), "GITHUB_TOKEN"))
                .containsExactly(
                        "GH_PAT is present in the repository.",
                        "GITHUB_TOKEN: account ccat-bot, it is unknown when it expires.");
    }

    private static String about(Audit audit) {
        return StatusText.about(audit, "GITHUB_TOKEN").get(1);
    }

    @Test
    void saysWhatIsLeftOfTheQuota() {
        var quota = new RateLimitStatus(5000, 4994, Instant.parse("2026-11-23T04:00:00Z"));

        assertThat(talk(new TokenExpiry.Never(), Optional.of(quota)))
                .isEqualTo("GITHUB_TOKEN: account ccat-bot, does not expire, 4994 of 5000 requests left until"
                        + " 2026-11-23T04:00:00Z.");
    }

    private static String talk(TokenExpiry expiry, Optional<RateLimitStatus> quota) {
        var audit = Audits.of(present("acme/one"));
        return StatusText.about(
                        new Audit(
                                audit.secret(),
                                audit.auditedAt(),
                                audit.repositories(),
                                new CredentialStatus(Optional.of("ccat-bot"), expiry, Optional.of("GITHUB_TOKEN")),
                                quota),
                        "GITHUB_TOKEN")
                .getLast();
    }
}
