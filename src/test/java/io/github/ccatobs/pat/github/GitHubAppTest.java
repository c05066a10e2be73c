package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.sandbox.RateLimits;
import io.github.ccatobs.pat.sandbox.SandboxApp;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import io.github.ccatobs.pat.sandbox.SandboxInstallation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An App's tokens: when they are made, what for, and what is said when there is none. Time passes only in pauses. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class GitHubAppTest {

    private static final String MINTS = "/app/installations/\\d+/access_tokens";
    private static final RepositoryName WEB = RepositoryName.parse("acme/web");
    private static final RepositoryName OPS = RepositoryName.parse("acme/ops");

    @RegisterExtension
    final SecretLeakCheck everything = new SecretLeakCheck("InstallationTokenOfTheSandbox");

    @RegisterExtension
    final SecretLeakCheck jwt = new SecretLeakCheck(AppJwt.HEADER + ".");

    @RegisterExtension
    final SecretLeakCheck key =
            new SecretLeakCheck(TestApps.pkcs8().lines().toList().get(3));

    private final MutableClock time = new MutableClock();
    private final SandboxGitHub gitHub = SandboxGitHub.start(time);
    private final SandboxApp app = gitHub.hasApp(TestApps.CLIENT_ID, TestApps.publicKey());
    private final SandboxInstallation installation = app.installedOn("acme").granting("secrets=write");
    private final GitHubClientFactory clients =
            new GitHubClientFactory(TestSettings.defaults(), "test", time, time.pause(), RandomGenerator.getDefault());

    @BeforeEach
    void settle() {
        for (var name : List.of(WEB, OPS)) {
            gitHub.hasRepository(name.toString()).withSecret("GH_PAT", "x", Instant.EPOCH);
        }
    }

    @AfterEach
    void close() {
        gitHub.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsWithTokensOfBothForms(boolean isStateless) {
        if (isStateless) {
            app.withStatelessTokens();
        }
        var github = reader(WEB);

        assertThat(github.secrets(WEB).updatedAt()).hasSize(1);
        assertThat(github.account().login()).isEqualTo("ccat[bot]");
        assertThat(github.credentialSource()).isEqualTo("the App ccat");
        assertThat(github.tokenMetadata().expiry()).isEqualTo(new TokenExpiry.Never());
        assertThat(gitHub.count("POST", MINTS)).isEqualTo(1);
    }

    @Test
    void asksForNoMoreThanItIsFor() {
        reader(WEB).secrets(WEB);

        assertThat(mint())
                .contains("\"secrets\":\"read\"", "\"repositories\":[\"web\"]")
                .doesNotContain("write");
        assertThatExceptionOfType(GitHubException.ForbiddenException.class)
                .isThrownBy(() -> reader(WEB).probeActions(WEB))
                .withMessageContaining("the App ccat lacks Actions: read on acme/web");
    }

    @Test
    void asksForAllRepositoriesOfAGraphOfMoreThan500() {
        var many = IntStream.rangeClosed(1, 501)
                .mapToObj(index -> RepositoryName.parse("acme/r" + index))
                .toList();

        connect(TestApps.on("acme"), AppScope.toAudit(many, false)).secrets(WEB);

        assertThat(mint()).doesNotContain("repositories");
    }

    @Test
    void takesLessWhereNotEverythingUsefulIsGranted() {
        installation.granting("secrets=read", "environments=read");

        connect(TestApps.on("acme"), AppScope.toAudit(List.of(WEB), true)).secrets(WEB);

        assertThat(mint())
                .contains("environments", "secrets", "repositories")
                .doesNotContain("actions", "organization_secrets");
        assertThat(gitHub.count("POST", MINTS)).isEqualTo(2);
    }

    @Test
    void asksForMoreWhenMoreWasGrantedByTheTimeOfTheRenewal() {
        var github = connect(TestApps.on("acme"), AppScope.toAudit(List.of(WEB), true));
        github.secrets(WEB);
        assertThat(mint()).doesNotContain("environments");
        installation.granting("secrets=write", "environments=read");
        time.move(Duration.ofMinutes(51));

        github.secrets(WEB);

        assertThat(mint()).contains("environments").doesNotContain("actions");
    }

    @Test
    void asksForLessWhenLessIsGrantedThanLastTime() {
        installation.granting("secrets=write", "environments=read", "actions=read", "organization_secrets=read");
        var github = connect(TestApps.on("acme"), AppScope.toAudit(List.of(WEB), true));
        github.secrets(WEB);
        installation.granting("secrets=write", "actions=read");
        time.move(Duration.ofMinutes(51));

        github.secrets(WEB);

        assertThat(mint()).contains("actions").doesNotContain("environments");
    }

    /** A token of less would make all that it cannot see look as if it were not granted. */
    @Test
    void asksForNoLessWhileItIsNotKnownWhatIsGranted() {
        var known = new GitHubApp(
                TestApps.CLIENT_ID,
                OptionalLong.of(installation.id()),
                "acme",
                TestApps.on("acme").signer());
        gitHub.onRequest("GET", "/orgs/acme/installation").answers(503, Map.of(), "");

        assertThatExceptionOfType(GitHubException.GitHubUnavailableException.class)
                .isThrownBy(() ->
                        connect(known, AppScope.toAudit(List.of(WEB), true)).secrets(WEB));
        assertThat(gitHub.requests().stream().filter(request -> request.path().matches(MINTS)))
                .allSatisfy(request -> assertThat(request.body()).contains("environments", "actions"));
    }

    @Test
    void renewsAfter50MinutesAndNotBefore() {
        var github = reader(WEB);
        github.secrets(WEB);
        time.move(Duration.ofMinutes(49));
        github.secrets(WEB);
        assertThat(gitHub.count("POST", MINTS)).isEqualTo(1);

        time.move(Duration.ofMinutes(1));
        github.secrets(WEB);
        github.secrets(WEB);

        assertThat(gitHub.count("POST", MINTS)).isEqualTo(2);
    }

    @Test
    void manyCallsAtOnceShareOneToken() {
        var github = reader(WEB, OPS);

        Parallel.each(IntStream.range(0, 40).boxed().toList(), number -> github.secrets(WEB));
        reader(WEB, OPS).secrets(OPS);

        assertThat(gitHub.count("POST", MINTS)).isEqualTo(1);
        assertThat(gitHub.count("GET", "/orgs/acme/installation")).isEqualTo(1);
    }

    @Test
    void servesWithTheLastTokenWhileGitHubMakesNone() {
        var github = reader(WEB);
        github.secrets(WEB);
        time.move(Duration.ofMinutes(55));
        gitHub.onRequest("POST", MINTS).answers(503, Map.of(), "");

        assertThat(github.secrets(WEB).updatedAt()).hasSize(1);
    }

    @Test
    void makesTheJwtAgainWhenItsTimeIsRefused() {
        for (var by : List.of(Duration.ofMinutes(20), Duration.ofMinutes(-20))) {
            gitHub.runsAheadBy(by);

            assertThat(clientsAnew()
                            .connect(reading(WEB), budget(), url())
                            .secrets(WEB)
                            .updatedAt())
                    .hasSize(1);
        }
        assertThat(gitHub.count("GET", "/orgs/acme/installation")).isEqualTo(4);
        assertThat(gitHub.count("POST", MINTS)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void triesARefusalOnceMoreWhenTheTokenIsNew(int status) {
        gitHub.onRequest("GET", "/repos/.*").nth(1).answers(status, Map.of(), "{\"message\":\"Bad credentials\"}");

        assertThat(reader(WEB).secrets(WEB).updatedAt()).hasSize(1);
        assertThat(gitHub.count("POST", MINTS)).isEqualTo(1);
    }

    @Test
    void makesAnotherTokenWhenGitHubDroppedTheLast() {
        var github = reader(WEB);
        github.secrets(WEB);
        time.move(Duration.ofMinutes(10));
        gitHub.onRequest("GET", "/repos/.*").nth(1).answers(401, Map.of(), "{\"message\":\"Bad credentials\"}");

        assertThat(github.secrets(WEB).updatedAt()).hasSize(1);
        assertThat(gitHub.count("POST", MINTS)).isEqualTo(2);
    }

    @Test
    void givesUpATokenThatIsRefusedAgainAndAgain() {
        gitHub.onRequest("GET", "/repos/.*").answers(401, Map.of(), "{\"message\":\"Bad credentials\"}");
        var github = reader(WEB);

        assertThatExceptionOfType(GitHubException.CredentialRejectedException.class)
                .isThrownBy(() -> github.secrets(WEB));
        assertThatExceptionOfType(GitHubException.CredentialRejectedException.class)
                .isThrownBy(() -> github.secrets(OPS))
                .withMessageContaining("not sent");
        assertThat(gitHub.count("GET", "/repos/.*")).isEqualTo(2);
    }

    @Test
    void waitsForASuspensionThatBeginsWhileItWorks() {
        var github = reader(WEB);
        github.secrets(WEB);
        time.move(Duration.ofMinutes(1));
        installation.suspendedBetween(time.instant(), time.instant().plusSeconds(60));

        assertThat(github.secrets(WEB).updatedAt()).hasSize(1);
    }

    @Test
    void saysThatItIsSuspended() {
        installation.suspended();

        rejected(
                reader(WEB),
                "the App ccat is suspended on acme: an owner unsuspends it on "
                        + "https://github.com/organizations/acme/settings/installations/" + installation.id());
    }

    /** They all wait for one lock. */
    @Test
    void waitsForASuspensionOnceForAllCalls() {
        var github = reader(WEB, OPS);
        github.secrets(WEB);
        time.move(Duration.ofMinutes(1));
        installation.suspended();

        Parallel.each(IntStream.range(0, 8).boxed().toList(), number -> {
            rejected(reader(WEB, OPS), "is suspended on acme");
            return number;
        });

        assertThat(time.pauses().stream().filter(Duration.ofSeconds(15)::equals))
                .hasSize(8);
    }

    @Test
    void asksForTheInstallationAnewAfterItWasRemoved() {
        var github = reader(WEB);
        github.secrets(WEB);
        time.move(Duration.ofMinutes(51));
        app.uninstalledFrom("acme");
        rejected(github, "has no installation " + installation.id());

        app.installedOn("acme").granting("secrets=write");

        assertThat(reader(WEB).secrets(WEB).updatedAt()).hasSize(1);
        assertThat(gitHub.count("GET", "/orgs/acme/installation")).isEqualTo(2);
    }

    @Test
    void saysThatItIsNotInstalled() {
        app.uninstalledFrom("acme");

        rejected(
                reader(WEB),
                "the App " + TestApps.CLIENT_ID
                        + " is not installed on acme: an owner installs it on https://github.com/apps/ccat/installations/new");
        rejected(
                connect(
                        new GitHubApp(
                                TestApps.CLIENT_ID,
                                OptionalLong.of(42),
                                "acme",
                                TestApps.on("acme").signer()),
                        AppScope.toAudit(List.of(WEB), false)),
                "has no installation 42: it was uninstalled, or ccat.pat.github.app.installation-id is wrong");
    }

    @Test
    void saysThatTheInstallationOfTheSettingsIsOnAnotherOrganisation() {
        var elsewhere = app.installedOn("other").granting("secrets=write");

        rejected(
                connect(
                        new GitHubApp(
                                TestApps.CLIENT_ID,
                                OptionalLong.of(elsewhere.id()),
                                "acme",
                                TestApps.on("acme").signer()),
                        AppScope.toAudit(List.of(WEB), false)),
                "the App ccat is installed on acme as " + installation.id() + ", and not as " + elsewhere.id()
                        + ": correct ccat.pat.github.app.installation-id, or unset it to ask GitHub");
    }

    @Test
    void saysWhichPermissionWasNotGrantedOrWaits() {
        installation.granting("secrets=read");
        String lacks = "the App ccat lacks \"Secrets: write\" on acme";
        String page = "https://github.com/organizations/acme/settings/";

        rejected(
                writer(WEB),
                lacks + ": add it to the App's permissions on " + page
                        + "apps/ccat/permissions, and then an owner accepts it" + " on " + page + "installations/"
                        + installation.id());
        app.requiring("secrets=write");
        rejected(
                connect(TestApps.on("acme"), AppScope.toWriteSecrets(List.of(OPS))),
                lacks + ", which waits for approval: an owner accepts it on " + page + "installations/"
                        + installation.id());
    }

    @Test
    void saysThatARepositoryIsNotSelected() {
        installation.onlyOn("acme/web");
        var github = reader(WEB, OPS);

        assertThat(github.secrets(WEB).updatedAt()).hasSize(1);
        assertThatExceptionOfType(GitHubException.NotFoundException.class)
                .isThrownBy(() -> github.secrets(OPS))
                .satisfies(gone -> assertThat(gone.explanation())
                        .contains("the App ccat is not installed on acme/ops, or there is no such repository: an owner"
                                + " selects it on https://github.com/organizations/acme/settings/installations/"
                                + installation.id()));
    }

    /** No owner grants anything then: it is over by itself. */
    @Test
    void saysThatGitHubIgnoresItForAWhile() {
        gitHub.onRequest("GET", "/repos/acme/web/actions/secrets")
                .answers(403, "{\"message\":\"Maximum number of login attempts exceeded. Please try again later.\"}");

        assertThatExceptionOfType(GitHubException.ForbiddenException.class)
                .isThrownBy(() -> reader(WEB).secrets(WEB))
                .satisfies(forbidden -> assertThat(forbidden.why())
                        .contains("GitHub ignores the App ccat for some minutes")
                        .doesNotContain("an owner of"));
    }

    @Test
    void saysThatItIsInstalledElsewhere() {
        gitHub.hasRepository("other/thing");
        var thing = RepositoryName.parse("other/thing");

        assertThatExceptionOfType(GitHubException.NotFoundException.class)
                .isThrownBy(() -> reader(WEB, thing).secrets(thing))
                .satisfies(gone -> assertThat(gone.explanation())
                        .contains("the App ccat is installed on acme, and not on other, which other/thing belongs to"));
    }

    @Test
    void asksForNoTokenWhereEveryRepositoryIsElsewhere() {
        rejected(
                writer(RepositoryName.parse("other/thing")),
                "the App ccat is installed on acme, and not on other, which other/thing belongs to");
        assertThat(gitHub.count("POST", MINTS)).isZero();
    }

    @Test
    void neverWritesToMoreThanItWasAskedFor() {
        installation.onlyOn("acme/web");

        rejected(
                writer(WEB, OPS),
                "GitHub gives the App ccat no token to write (422: There is at least one repository that does not exist or"
                        + " is not accessible to the parent installation.): acme/ops is not selected for it, or does not"
                        + " exist under that name; an owner selects what is there on"
                        + " https://github.com/organizations/acme/settings/installations/" + installation.id());
        rejected(
                writer(WEB, OPS, RepositoryName.parse("acme/gone")),
                "acme/ops, acme/gone are not selected for it, or do not exist under those names");
        assertThat(gitHub.requests().stream()
                        .filter(request ->
                                request.path().matches(MINTS) && request.body().contains("write")))
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.body()).contains("\"repositories\":["));
    }

    @Test
    void asksForTheRepositoriesAgainWhenTheTokenIsRenewed() {
        installation.onlyOn("acme/web");
        var github = reader(WEB, OPS);
        github.secrets(WEB);
        installation.onlyOn("acme/web", "acme/ops");
        time.move(Duration.ofMinutes(51));

        github.secrets(WEB);

        assertThat(mint()).contains("\"repositories\":[\"web\",\"ops\"]");
    }

    @Test
    void followsNoRedirectOfTheExchange() {
        gitHub.onRequest("POST", MINTS).answers(307, Map.of("Location", "/repos/acme/ops/actions/secrets"), "");

        assertThatExceptionOfType(GitHubException.GitHubUnavailableException.class)
                .isThrownBy(() -> reader(WEB).secrets(WEB))
                .withMessageContaining("redirected, which is not followed with the JWT of an App");
        assertThat(gitHub.count("GET", "/repos/.*")).isZero();
    }

    @Test
    void saysThatTheKeyIsNotTheApps() {
        var other = RsaPrivateKey.parse(
                SecretValue.of(TestApps.pem(
                        "PRIVATE KEY", TestApps.otherKeys().getPrivate().getEncoded())),
                "it");

        rejected(
                connect(
                        new GitHubApp(TestApps.CLIENT_ID, OptionalLong.empty(), "acme", other),
                        AppScope.toAudit(List.of(WEB), false)),
                "GitHub does not accept the signature of the App " + TestApps.CLIENT_ID
                        + " (401: A JSON web token could"
                        + " not be decoded): check that ccat.pat.github.app.client-id");
    }

    /** Seven reads with one credential, as GitHub would count ten in a minute for each account. */
    @Test
    void isPacedApartFromPersonsWhoseTokensShareOnePace() {
        List<String> waits = new ArrayList<>();
        var few = new GitHubClientFactory(
                TestSettings.defaults().withPointsPerMinute(10),
                "test",
                time,
                time.pause(),
                RandomGenerator.getDefault());
        few.onWait((until, why) -> waits.add(Duration.between(MutableClock.START, until) + " " + why));
        gitHub.hasToken("one-token").of("bot");
        gitHub.hasToken("other-token").of("bot");
        gitHub.hasToken("ghs_ofAnotherApp").of("actions");
        var asApp = few.connect(reading(WEB), budget(), url());
        var asPerson = few.connect(person("one-token"), budget(), url());
        var asPersonAgain = few.connect(person("other-token"), budget(), url());
        var asInstallation = few.connect(person("ghs_ofAnotherApp"), budget(), url());

        for (int each = 0; each < 7; each++) {
            asApp.secrets(WEB);
            asPerson.secrets(WEB);
            asInstallation.secrets(WEB);
        }
        assertThat(waits).isEmpty();
        for (int each = 0; each < 3; each++) {
            asPersonAgain.secrets(WEB);
        }
        assertThat(waits).isEmpty();
        asPersonAgain.secrets(WEB);
        assertThat(waits).singleElement().asString().endsWith(" 10 points in a minute (a token)");
        assertThat(asApp.forecastApart(Optional.of(asPerson))).isPresent();
        assertThat(asPerson.forecastApart(Optional.of(asPersonAgain))).isEmpty();
    }

    @Test
    void aLimitOfThePersonHoldsUpNoCallOfTheAppAndTheQuotasAreTwo() {
        gitHub.limitedTo(RateLimits.published().withRequestsPerHour(15));
        gitHub.hasToken("one-token").of("bot");
        var asApp = reader(WEB);
        var asPerson = clients.connect(person("one-token"), TimeBudget.each(Duration.ZERO), url());

        for (int each = 0; each < 12; each++) {
            asPerson.secrets(WEB);
        }
        assertThatExceptionOfType(GitHubException.RateLimitedException.class).isThrownBy(() -> asPerson.secrets(WEB));
        asApp.secrets(WEB);

        assertThat(asPerson.tokenMetadata().quota().orElseThrow().remaining()).isEqualTo(3);
        assertThat(asApp.tokenMetadata().quota().orElseThrow().remaining()).isEqualTo(14);
        gitHub.onRequest("GET", "/user")
                .answers(403, Map.of("Retry-After", "60"), "{\"message\":\"secondary rate limit\"}");
        var another = clients.connect(person("one-token"), TimeBudget.each(Duration.ZERO), url());
        assertThatExceptionOfType(GitHubException.RateLimitedException.class).isThrownBy(another::account);
        asApp.secrets(WEB);
        assertThat(time.paused()).isLessThan(Duration.ofSeconds(30)); // for the exchange alone
    }

    private static TokenCredential person(String token) {
        return new TokenCredential(SecretValue.of(token), "a token");
    }

    private void rejected(GitHubClient client, String why) {
        assertThatExceptionOfType(GitHubException.CredentialRejectedException.class)
                .isThrownBy(() -> client.secrets(WEB))
                .satisfies(everything::record)
                .satisfies(jwt::record)
                .satisfies(key::record)
                .withMessageContaining(why);
    }

    private String mint() {
        return gitHub.requests().stream()
                .filter(request -> request.path().matches(MINTS))
                .reduce((first, last) -> last)
                .orElseThrow()
                .body();
    }

    private GitHubClient reader(RepositoryName... repositories) {
        return clients.connect(reading(repositories), budget(), url());
    }

    private GitHubClient writer(RepositoryName... repositories) {
        return connect(TestApps.on("acme"), AppScope.toWriteSecrets(List.of(repositories)));
    }

    private static AppCredential reading(RepositoryName... repositories) {
        return new AppCredential(TestApps.on("acme"), AppScope.toAudit(List.of(repositories), false));
    }

    private GitHubClient connect(GitHubApp which, AppScope scope) {
        return clients.connect(new AppCredential(which, scope), budget(), url());
    }

    private GitHubClientFactory clientsAnew() {
        return new GitHubClientFactory(
                TestSettings.defaults(), "test", time, time.pause(), RandomGenerator.getDefault());
    }

    private static TimeBudget budget() {
        return TimeBudget.each(Duration.ofMinutes(15));
    }

    private ApiUrl url() {
        return ApiUrl.parse(gitHub.url().toString());
    }
}
