package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.audit.BaselineSource.HandedOut;
import io.github.ccatobs.pat.audit.BaselineSource.HandedOut.HandedOutToken;
import io.github.ccatobs.pat.audit.TokenStatus.Source;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.TokenCredential;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.token.CredentialResolver.CurrentToken;
import io.github.ccatobs.pat.token.CredentialResolver.ReadingCredential;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TokenSettings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class TokenInspectorTest {

    private static final String TOKEN = "the-token-itself";
    private static final Instant END = AuditFixture.START.plus(Duration.ofDays(9));

    private final AuditFixture fixture = new AuditFixture();
    private HandedOut handedOut = new HandedOut.Known(Optional.empty(), Optional.empty());

    @BeforeEach
    void arrange() {
        fixture.gitHub.hasRepository("acme/web").withSecret("GH_PAT", "x", AuditFixture.LONG_AGO);
        fixture.gitHub.hasToken(TOKEN).of("robot").withScopes("repo").expiringAt(END);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void asksGitHubAsTheVaultsCurrentVersion() {
        var token = inspect(received(TOKEN));
        assertThat(token.status())
                .isEqualTo(new TokenStatus(
                        Optional.of("robot"),
                        new TokenExpiry.At(END),
                        Optional.of(Source.VAULT),
                        Optional.of(Fingerprint.of(SecretValue.of(TOKEN)))));
        assertThat(token.calls()).isEqualTo(1);
        assertThat(fixture.gitHub.count("GET", "/user")).isEqualTo(2);
    }

    @Test
    void asksOnlyOnceWhenTheReaderIsTheToken() {
        fixture.token.expiringAt(END);
        var token = inspect(received(AuditFixture.CREDENTIAL));
        assertThat(token.status().expiry()).isEqualTo(new TokenExpiry.At(END));
        assertThat(token.status().knownFrom()).contains(Source.VAULT);
        assertThat(token.isCredential()).isTrue();
        assertThat(token.calls()).isZero();
        assertThat(fixture.gitHub.count("GET", "/user")).isEqualTo(1);
    }

    @Test
    void findsARejectedVersion() {
        var token = inspect(received("nobody-knows-this-one"));
        assertThat(token.drift())
                .containsExactly(new Finding.VaultTokenRejected(
                        "version 1 is current in the vault, but GitHub rejects it: it is wrong, expired or revoked"));
        assertThat(token.status().isUnknown()).isTrue();
    }

    @Test
    void goesOnWithoutAnAnswerOrAVault() {
        handedOut = new HandedOut.Known(
                Optional.of(new HandedOutToken(
                        Fingerprint.of(SecretValue.of(TOKEN)), new TokenExpiry.At(END), AuditFixture.START)),
                Optional.empty());
        var audit = fixture.audit("acme/web");
        fixture.gitHub.onRequest("GET", "/user").from(1).answers(502, "{}");
        for (CurrentToken current : new CurrentToken[] {
            received(TOKEN),
            new CurrentToken.Received(
                    new ReceivedToken(SecretValue.of("{\"no\":\"token\"}"), "the vault", Optional.of("1"))),
            new CurrentToken.TokenUnreadable("Secrets Manager answers 500"),
            new CurrentToken.NotConfigured()
        }) {
            var token = inspect(audit, current).token();
            assertThat(token.status().expiry()).isEqualTo(new TokenExpiry.At(END));
            assertThat(token.status().knownFrom()).contains(Source.ROTATION);
            assertThat(token.gaps()).hasSize(current instanceof CurrentToken.NotConfigured ? 0 : 1);
            assertThat(token.toString()).doesNotContain(TOKEN, "no\"");
            if (current instanceof CurrentToken.Received(var given)
                    && given.value().length() != TOKEN.length()) {
                assertThat(token.calls()).as("GitHub gets no other secrets").isZero();
                assertThat(token.drift()).singleElement().satisfies(finding -> assertThat(finding.detail())
                        .startsWith("version 1 is current in the vault, but it is no token: this is more than a token")
                        .endsWith("name the member that is the token with ccat.pat.token.json-key"));
            }
        }
    }

    private static CurrentToken received(String value) {
        return new CurrentToken.Received(new ReceivedToken(SecretValue.of(value), "the vault", Optional.of("1")));
    }

    private TokenInspection inspect(CurrentToken current) {
        return inspect(fixture.audit("acme/web"), current).token();
    }

    private Audit inspect(Audit audit, CurrentToken current) {
        var credential = new TokenCredential(SecretValue.of(AuditFixture.CREDENTIAL), "GITHUB_TOKEN");
        return new TokenInspector(
                        fixture.connector(),
                        new BaselineSource() {
                            @Override
                            public RotationBaseline of(SecretName secret) {
                                return RotationBaseline.empty();
                            }

                            @Override
                            public HandedOut handedOut(SecretName secret) {
                                return handedOut;
                            }

                            @Override
                            public Duration settle() {
                                return Duration.ZERO;
                            }
                        },
                        Settings.of(TokenSettings.class, Map.of()))
                .inspect(audit, new ReadingCredential(credential, current));
    }
}
