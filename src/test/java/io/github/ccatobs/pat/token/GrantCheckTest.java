package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.ApiUrl;
import io.github.ccatobs.pat.github.AppCredential;
import io.github.ccatobs.pat.github.AppScope;
import io.github.ccatobs.pat.github.MutableClock;
import io.github.ccatobs.pat.github.TestApps;
import io.github.ccatobs.pat.github.TestClientFactories;
import io.github.ccatobs.pat.github.TestSettings;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import io.github.ccatobs.pat.sandbox.SandboxInstallation;
import io.github.ccatobs.pat.sandbox.SandboxToken;
import io.github.ccatobs.pat.token.CheckResult.NotTried;
import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.CheckResult.Refuse;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What an organisation granted a token, as an App is told. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class GrantCheckTest {

    private static final Instant END = MutableClock.START.plus(Duration.ofDays(90));
    private static final RepositoryName WEB = RepositoryName.parse("acme/web");
    private static final RepositoryName OPS = RepositoryName.parse("acme/ops");
    private static final RequiredPermissions NEEDS =
            new RequiredPermissions(Map.of("actions", "read", "secrets", "write"));

    private final MutableClock time = new MutableClock();
    private final SandboxGitHub gitHub = SandboxGitHub.start(time);
    private final SandboxInstallation installation = gitHub.hasApp(TestApps.CLIENT_ID, TestApps.publicKey())
            .installedOn("acme")
            .granting("organization_personal_access_tokens=read");
    private final SandboxToken token = gitHub.hasToken("github_pat_of_ada")
            .of("ada")
            .fineGrained("actions=read", "secrets=write")
            .expiringAt(END);

    @AfterEach
    void close() {
        gitHub.close();
    }

    @Test
    void saysThatItIsGrantedWhatItNeeds() {
        gitHub.hasToken("github_pat_of_bob")
                .of("bob")
                .fineGrained("contents=read")
                .expiringAt(END);

        assertThat(check())
                .isEqualTo(
                        new Pass("acme grants it what it needs in 2 of 3 repositories; the others have another owner"));
    }

    @Test
    void refusesARightToWriteThatWasNotGranted() {
        token.fineGrained("actions=read", "secrets=read");

        assertThat(check())
                .isEqualTo(new Refuse(
                        "acme does not grant it Secrets: Read and write",
                        "add the permission to the token on https://github.com/settings/personal-access-tokens; if it says"
                                + " pending, an owner approves it on"
                                + " https://github.com/organizations/acme/settings/personal-access-token-requests"));
    }

    @Test
    void namesTheRepositoriesThatItIsNotFor() {
        gitHub.hasRepository("acme/web");
        gitHub.hasRepository("acme/ops");
        token.onlySees("acme/web");

        assertThat(check().reason()).isEqualTo("it is not for 1 repository: acme/ops");
    }

    @Test
    void saysAtOnceEverythingThatItLacks() {
        gitHub.hasRepository("acme/web");
        gitHub.hasRepository("acme/ops");
        token.fineGrained("metadata=read").onlySees("acme/elsewhere");

        assertThat(check())
                .isEqualTo(new Refuse(
                        "acme does not grant it Actions: Read-only and Secrets: Read and write; it is not for 2 repositories:"
                                + " acme/web, acme/ops",
                        "add the permission and the repositories to the token on"
                                + " https://github.com/settings/personal-access-tokens; if it says pending, an owner"
                                + " approves it on"
                                + " https://github.com/organizations/acme/settings/personal-access-token-requests"));
    }

    @Test
    void decidesNothingWithoutOneGrantThatMustBeTheTokens() {
        gitHub.hasToken("github_pat_other")
                .of("ada")
                .fineGrained("contents=read")
                .expiringAt(END);
        assertThat(check()).isEqualTo(new NotTried("acme shows several grants that may be this token's"));

        token.awaitingApproval();
        gitHub.hasToken("github_pat_other").awaitingApproval();
        assertThat(check())
                .isEqualTo(new NotTried(
                        "acme shows no grant that may be this token's: it may wait for approval, which an owner gives"
                                + " on https://github.com/organizations/acme/settings/personal-access-token-requests,"
                                + " or be none of acme"));
    }

    @Test
    void saysThatItIsNotToldWhereTheAppMayNotAsk() {
        installation.granting("secrets=write");

        assertThat(check()).isInstanceOfSatisfying(NotTried.class, result -> assertThat(result.reason())
                .startsWith("GitHub does not say what acme grants it: the App ccat lacks \"Organization"
                        + " personal access tokens: read\" on acme"));
    }

    @Test
    void findsAGrantWithoutAnEnd() {
        gitHub.hasToken("github_pat_for_ever").of("ada").fineGrained("actions=read", "secrets=write");

        assertThat(check(new TokenExpiry.Never())).isInstanceOf(Pass.class);
    }

    private CheckResult check() {
        return check(new TokenExpiry.At(END));
    }

    private CheckResult check(TokenExpiry expiry) {
        gitHub.hasOrganization("acme");
        var clients = TestClientFactories.connector(TestSettings.defaults(), time, time.pause());
        var app = clients.connect(
                new AppCredential(TestApps.on("acme"), AppScope.toReadGrants()),
                TimeBudget.each(Duration.ofMinutes(15)),
                ApiUrl.parse(gitHub.url().toString()));
        var verdict = new TokenValidation(TokenKind.FINE_GRAINED, Optional.of("ada"), expiry, List.of());
        return new GrantCheck(app, "https://github.com")
                .check("acme", verdict, NEEDS, List.of(WEB, OPS, RepositoryName.parse("other/web")));
    }
}
