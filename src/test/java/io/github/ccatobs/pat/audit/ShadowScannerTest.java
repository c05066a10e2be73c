package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ccatobs.pat.audit.AuditRequest.AuditScope;
import io.github.ccatobs.pat.audit.AuditService.AuditProgress;
import io.github.ccatobs.pat.audit.ShadowScanResult.Environments;
import io.github.ccatobs.pat.audit.ShadowScanResult.Shadows;
import io.github.ccatobs.pat.audit.ShadowScanResult.Sweep;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.EnvironmentName;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class ShadowScannerTest {

    private static final RepositoryName WEB = RepositoryName.parse("acme/web");
    private static final Observation PRESENT = new Observation.Present(AuditFixture.LONG_AGO);
    private static final Observation ABSENT = new Observation.Absent();
    private static final AuditScope SHADOWS = new AuditScope(true, false);
    private static final AuditScope SWEEP = new AuditScope(false, true);

    private final AuditFixture fixture = new AuditFixture();

    @BeforeEach
    void arrange() {
        fixture.gitHub.hasRepository("acme/web").withSecret("GH_PAT", "x", AuditFixture.LONG_AGO);
        fixture.gitHub.hasOrganization("acme").sharing("OTHER", AuditFixture.START);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void asksNothingWhenNobodyAskedForMore() {
        assertThat(scan(AuditScope.narrow(), "acme/web").shadowScan()).isEqualTo(ShadowScanResult.unseen());
        assertThat(fixture.gitHub.requests()).hasSize(2);
    }

    @Test
    void seesWhatTheOrganisationAndEnvironmentsHold() {
        fixture.gitHub.hasOrganization("acme").sharing("GH_PAT", AuditFixture.LONG_AGO);
        fixture.gitHub
                .hasRepository("acme/web")
                .withEnvironment("empty")
                .withEnvironmentSecret("../x", "GH_PAT", "x", AuditFixture.LONG_AGO)
                .withEnvironmentSecret("a/b", "gh_pat", "x", AuditFixture.LONG_AGO)
                .withEnvironmentSecret("prod%2f", "OTHER", "x", AuditFixture.LONG_AGO)
                .withEnvironmentSecret("日本 ✓", "GH_PAT", "x", AuditFixture.LONG_AGO);

        var seen = shadows(scan(SHADOWS, "acme/web"));

        assertThat(seen.organization()).isEqualTo(PRESENT);
        assertThat(seen.environments())
                .isEqualTo(new Environments.Listed(Map.of(
                        new EnvironmentName("empty"), ABSENT,
                        new EnvironmentName("../x"), PRESENT,
                        new EnvironmentName("a/b"), PRESENT,
                        new EnvironmentName("prod%2f"), ABSENT,
                        new EnvironmentName("日本 ✓"), PRESENT)));
    }

    @Test
    void costsOneCallForARepositoryAndOneForAnEnvironment() {
        fixture.gitHub.hasRepository("acme/web").withEnvironment("dev").withEnvironment("prod");
        fixture.gitHub.hasRepository("acme/api");

        scan(SHADOWS, "acme/web", "acme/api");

        assertThat(fixture.gitHub.requests()).as("with one query").hasSize(1 + 2 + 1 + 2 + 2);
    }

    @Test
    void costsTwoCallsForARepositoryWithoutAGraphQlApi() {
        fixture.gitHub.onRequest("POST", "/graphql").answers(404, "{\"message\":\"Not Found\"}");
        fixture.gitHub.hasRepository("acme/web").withEnvironment("dev").withEnvironment("prod");
        fixture.gitHub.hasRepository("acme/api");

        scan(SHADOWS, "acme/web", "acme/api");

        assertThat(fixture.gitHub.requests()).hasSize(1 + 2 + 1 + 2 * 2 + 2);
    }

    @ParameterizedTest
    @CsvSource({"repo, 4", "'repo,admin:org', 2"})
    void asksTheOrganisationWhereItMay(String scopes, int requests) {
        fixture.token.withScopes(scopes.split(","));
        shareWithSome();
        fixture.gitHub.forgetsRequests();

        var shadows = scan(SHADOWS, "acme/web", "acme/api", "acme/open", "acme/old")
                .shadowScan()
                .shadows()
                .orElseThrow();

        assertThat(shadows)
                .containsEntry(WEB, new Shadows(PRESENT, new Environments.Listed(Map.of())))
                .containsEntry(
                        RepositoryName.parse("acme/old"), new Shadows(PRESENT, new Environments.Listed(Map.of())))
                .containsEntry(RepositoryName.parse("acme/api"), new Shadows(ABSENT, new Environments.Listed(Map.of())))
                .containsEntry(
                        RepositoryName.parse("acme/open"), new Shadows(ABSENT, new Environments.Listed(Map.of())));
        assertThat(fixture.gitHub.count("GET", "/repos/.*/organization-secrets|/orgs/acme/actions/secrets/.*"))
                .as("one that is refused, and one for each, or two for all")
                .isEqualTo(scopes.equals("repo") ? 1 + requests : requests);
    }

    private void shareWithSome() {
        fixture.gitHub.hasRepository("acme/api");
        fixture.gitHub.hasRepository("acme/open").openToThePublic();
        fixture.gitHub.hasRepository("acme/old").renamedTo("acme/new");
        fixture.gitHub
                .hasOrganization("acme")
                .sharingWith(List.of("acme/web", "acme/new"), "GH_PAT", AuditFixture.LONG_AGO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"repo", "repo,admin:org"})
    void sharesASecretOfPrivateRepositoriesWithNoPublicOne(String scopes) {
        fixture.token.withScopes(scopes.split(","));
        shareWithSome();
        fixture.gitHub.hasOrganization("acme").sharingWithPrivate("GH_PAT", AuditFixture.LONG_AGO);

        var shadows = scan(SHADOWS, "acme/web", "acme/api", "acme/open")
                .shadowScan()
                .shadows()
                .orElseThrow();

        assertThat(shadows)
                .hasEntrySatisfying(
                        WEB, shadowScan -> assertThat(shadowScan.organization()).isEqualTo(PRESENT))
                .hasEntrySatisfying(
                        RepositoryName.parse("acme/open"),
                        shadowScan -> assertThat(shadowScan.organization()).isEqualTo(ABSENT));
    }

    /** A 404 for the secret alone does not say whether it is missing or hidden. */
    @ParameterizedTest
    @CsvSource({"true, 0", "false, 3"})
    void takesNoHiddenSecretOfTheOrganisationForAMissingOne(boolean isListed, int asked) {
        fixture.token.withScopes("repo", "admin:org");
        shareWithSome();
        fixture.gitHub
                .onRequest("GET", "/orgs/acme/actions/secrets/GH_PAT")
                .answers(404, "{\"message\":\"Not Found\"}");
        if (isListed) {
            fixture.gitHub
                    .onRequest("GET", "/orgs/acme/actions/secrets")
                    .answers(200, "{\"total_count\":0,\"secrets\":[]}");
        } else {
            fixture.gitHub.onRequest("GET", "/orgs/acme/actions/secrets").answers(404, "{\"message\":\"Not Found\"}");
        }

        var shadows = scan(SHADOWS, "acme/web", "acme/api", "acme/old")
                .shadowScan()
                .shadows()
                .orElseThrow();

        assertThat(shadows).hasEntrySatisfying(WEB, shadowScan -> assertThat(shadowScan.organization())
                .isEqualTo(isListed ? ABSENT : PRESENT));
        assertThat(fixture.gitHub.count("GET", "/repos/.*/organization-secrets"))
                .isEqualTo(asked);
    }

    @Test
    void doesNotTrustABatchThatLeavesEnvironmentsOut() {
        fixture.gitHub.hasRepository("acme/web").withEnvironmentSecret("prod", "GH_PAT", "x", AuditFixture.LONG_AGO);
        fixture.gitHub.hasRepository("acme/api").withEnvironmentSecret("prod", "GH_PAT", "x", AuditFixture.LONG_AGO);
        fixture.gitHub.onRequest("POST", "/graphql").answers(200, "{\"data\":{" + empty(0) + "," + empty(1) + "}}");

        var shadows =
                scan(SHADOWS, "acme/web", "acme/api").shadowScan().shadows().orElseThrow();

        assertThat(shadows.values())
                .extracting(Shadows::environments)
                .containsOnly(new Environments.Listed(Map.of(new EnvironmentName("prod"), PRESENT)));
    }

    /** Two names of the graph may be one repository by a batch alone, and by the REST API alone. */
    @Test
    void seesARenameThatOnlyABatchShows() {
        fixture.gitHub.hasRepository("acme/was").withSecret("GH_PAT", "x", AuditFixture.LONG_AGO);
        fixture.gitHub.hasRepository("acme/first").renamedTo("acme/second");
        fixture.gitHub.hasRepository("acme/third");
        fixture.gitHub
                .onRequest("POST", "/graphql")
                .answers(
                        200,
                        "{\"data\":{" + empty(0, "acme/is") + "," + empty(1, "acme/third") + ","
                                + empty(2, "acme/third") + "}}");

        var audit = scan(SHADOWS, "acme/was", "acme/first", "acme/second", "acme/third");

        assertThat(audit.repositories())
                .extracting(RepositoryState::repository, RepositoryState::renamedTo, RepositoryState::alsoListedAs)
                .containsExactly(
                        tuple(
                                RepositoryName.parse("acme/was"),
                                Optional.of(RepositoryName.parse("acme/is")),
                                List.of()),
                        tuple(
                                RepositoryName.parse("acme/third"),
                                Optional.empty(),
                                List.of(RepositoryName.parse("acme/second"), RepositoryName.parse("acme/first"))));
        assertThat(FindingRules.judge(audit).stream().map(Finding::kind)).contains(FindingKind.RENAMED);
    }

    /** The REST API may still answer under the old name, or answer nothing at all. */
    @Test
    void seesATransferThatOnlyABatchShows() {
        fixture.gitHub.hasRepository("acme/api").withSecret("GH_PAT", "x", AuditFixture.LONG_AGO);
        fixture.gitHub
                .onRequest("GET", "/repos/acme/lost/actions/secrets")
                .from(1)
                .answers(502, "");
        fixture.gitHub
                .onRequest("POST", "/graphql")
                .answers(
                        200,
                        "{\"data\":{" + empty(0, "ACME/web") + "," + empty(1, "mallory/api") + ","
                                + empty(2, "mallory/found") + "}}");

        var audit = scan(SHADOWS, "acme/web", "acme/api", "acme/lost");

        assertThat(audit.repositories())
                .containsExactly(
                        RepositoryState.of(WEB, PRESENT),
                        transferred("acme/api", "mallory/api"),
                        transferred("acme/lost", "mallory/found"));
        assertThat(audit.shadowScan().shadows().orElseThrow()).containsOnlyKeys(WEB);
        assertThat(FindingRules.judge(audit, RotationBaseline.empty(), standards(), List.of())
                        .findings())
                .containsExactly(
                        new Finding.Transferred(RepositoryName.parse("acme/api"), RepositoryName.parse("mallory/api")),
                        new Finding.Transferred(
                                RepositoryName.parse("acme/lost"), RepositoryName.parse("mallory/found")));
        assertThat(fixture.gitHub.count("GET", "/repos/acme/api.*|/orgs/mallory/.*"))
                .as("its list of secrets, and nothing more")
                .isEqualTo(1);
    }

    private static RepositoryState transferred(String name, String today) {
        return RepositoryState.of(
                RepositoryName.parse(name), new Observation.TransferredAway(RepositoryName.parse(today)));
    }

    private static String empty(int number) {
        return empty(number, "acme/x" + number);
    }

    private static String empty(int number, String today) {
        return "\"r" + number + "\":{\"nameWithOwner\":\"" + today
                + "\",\"isArchived\":false,\"isDisabled\":false,"
                + "\"isLocked\":false,\"isPrivate\":true,\"viewerPermission\":\"ADMIN\",\"environments\":{\"totalCount\":0,"
                + "\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":null},\"nodes\":[]}}";
    }

    @Test
    void doesNotAskAroundWhatCouldNotBeRead() {
        fixture.gitHub.hasRepository("acme/gone").gone();

        var audit = scan(SHADOWS, "acme/gone");

        assertThat(audit.shadowScan().shadows()).contains(Map.of());
        assertThat(audit.notes()).isEmpty();
        assertThat(fixture.gitHub.count("GET", ".*/(organization-secrets|environments)"))
                .isZero();
    }

    @Test
    void notesWhatTheCredentialMayNotSeeAndStaysComplete() {
        fixture.token.fineGrained("secrets=read", "actions=read");
        fixture.gitHub.hasRepository("acme/web").withEnvironmentSecret("prod", "GH_PAT", "x", AuditFixture.LONG_AGO);

        var audit = scan(SHADOWS, "acme/web");

        assertThat(audit.isComplete()).isTrue();
        assertThat(FindingRules.judge(audit, RotationBaseline.empty(), standards(), List.of())
                        .findings())
                .isEmpty();
        assertThat(audit.notes())
                .containsExactly("secrets of environments could not be checked in 1 of 1 repositories, e.g."
                        + " acme/web: environment 'prod': GITHUB_TOKEN lacks Environments: read on acme/web"
                        + " (403: Resource not accessible by personal access token)");
    }

    @Test
    void notesALimitAndAnOutageTheSame() {
        fixture.gitHub.onRequest("POST", "/graphql").answers(404, "{\"message\":\"Not Found\"}");
        fixture.gitHub.onRequest("GET", ".*/organization-secrets").from(1).answers(500, "{}");
        fixture.gitHub.onRequest("GET", ".*/environments").from(1).answers(429, Map.of("retry-after", "3600"), "{}");

        var audit = scan(SHADOWS, "acme/web");

        assertThat(audit.isComplete()).isTrue();
        assertThat(audit.notes())
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo("secrets of the organisation could not be checked in 1 of 1 repositories, e.g."
                        + " acme/web: GitHub answered with an error (500)");
    }

    @Test
    void looksAroundARenamedRepository() {
        fixture.gitHub
                .hasRepository("acme/old")
                .withEnvironmentSecret("a/b", "GH_PAT", "x", AuditFixture.LONG_AGO)
                .renamedTo("acme/new");

        var audit = scan(new AuditScope(true, true), "acme/web", "acme/old");

        assertThat(audit.shadowScan().shadows().orElseThrow().get(RepositoryName.parse("acme/old")))
                .isEqualTo(new Shadows(ABSENT, new Environments.Listed(Map.of(new EnvironmentName("a/b"), PRESENT))));
        assertThat(outside(audit)).isEmpty();
    }

    @Test
    void sweepsWhatTheGraphDoesNotList() {
        fixture.gitHub.hasRepository("acme/Stray").withSecret("GH_PAT", "x", AuditFixture.LONG_AGO);
        fixture.gitHub
                .hasRepository("acme/attic")
                .withSecret("GH_PAT", "x", AuditFixture.LONG_AGO)
                .archived();
        fixture.gitHub.hasRepository("acme/clean").withSecret("OTHER", "x", AuditFixture.LONG_AGO);
        fixture.gitHub
                .hasRepository("acme/locked")
                .withSecret("GH_PAT", "x", AuditFixture.LONG_AGO)
                .lettingOnlyRead("reader");
        fixture.gitHub.hasRepository("other/far").withSecret("GH_PAT", "x", AuditFixture.LONG_AGO);

        var audit = scan(SWEEP, "ACME/Web");

        assertThat(outside(audit))
                .extracting(RepositoryState::repository)
                .containsExactlyElementsOf(AuditFixture.names("acme/stray", "acme/attic", "acme/clean", "acme/locked"));
        assertThat(FindingRules.judge(audit, RotationBaseline.empty(), standards(), List.of())
                        .findings())
                .containsExactly(
                        new Finding.Unlisted(RepositoryName.parse("acme/stray"), AuditFixture.LONG_AGO, false),
                        new Finding.Unlisted(RepositoryName.parse("acme/attic"), AuditFixture.LONG_AGO, true));
        assertThat(audit.isComplete()).isTrue();
        assertThat(audit.notes())
                .singleElement()
                .asString()
                .startsWith("1 of 4 repositories of acme outside the graph could not be read, e.g. acme/locked: ");
    }

    @Test
    void sweepsALargeOrganisationForOneCallEach() {
        IntStream.rangeClosed(1, 150).forEach(number -> fixture.gitHub.hasRepository("acme/r" + number));
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        var audit = fixture.audit("acme/web");
        fixture.gitHub.forgetsRequests();

        var swept = lookout()
                .scan(
                        audit,
                        AuditFixture.names("acme/web"),
                        SWEEP,
                        fixture.opened(),
                        (done, all) -> heard.add(done + "/" + all));

        assertThat(outside(swept)).hasSize(150);
        assertThat(fixture.gitHub.requests()).hasSize(2 + 150);
        assertThat(heard).hasSize(150).contains("1/150", "150/150");
    }

    @Test
    void knowsTheWholeGraphAlsoWhenSomeOfItWasAudited() {
        fixture.gitHub.hasRepository("acme/api").withSecret("GH_PAT", "x", AuditFixture.LONG_AGO);

        var audit = lookout()
                .scan(
                        fixture.audit("acme/web"),
                        AuditFixture.names("acme/web", "acme/API"),
                        SWEEP,
                        fixture.opened(),
                        AuditProgress.silent());

        assertThat(outside(audit)).isEmpty();
    }

    @Test
    void notesAnOrganisationThatCannotBeListed() {
        fixture.gitHub.onRequest("GET", "/orgs/acme/repos").from(1).answers(404, "{\"message\":\"Not Found\"}");

        var audit = scan(SWEEP, "acme/web");

        assertThat(audit.isComplete()).isTrue();
        assertThat(audit.notes())
                .containsExactly(
                        "the repositories of acme could not be listed: not found, or not visible to GITHUB_TOKEN");
    }

    @Test
    void takesNoPartOfAnOrganisationForTheWhole() {
        fixture.gitHub
                .onRequest("GET", "/orgs/acme/repos")
                .from(1)
                .answers(200, Map.of("x-github-sso", "partial-results; organizations=1"), "[]");

        assertThat(scan(SWEEP, "acme/web").notes())
                .singleElement()
                .asString()
                .contains("could not be listed: ")
                .contains("single sign-on");
    }

    @Test
    void stopsWhenTheCredentialIsRejectedMeanwhile() {
        for (String path : List.of(".*/organization-secrets", "/orgs/acme/repos")) {
            fixture.gitHub.clearFaults();
            fixture.gitHub.onRequest("GET", path).from(1).answers(401, "{\"message\":\"Bad credentials\"}");

            assertThatThrownBy(() -> scan(new AuditScope(true, true), "acme/web"))
                    .isInstanceOf(GitHubException.CredentialRejectedException.class);
        }
    }

    private Audit scan(AuditScope scope, String... names) {
        var gitHub = fixture.opened();
        var audit = new Auditor(fixture.clock)
                .audit(AuditFixture.names(names), AuditFixture.SECRET, gitHub, AuditProgress.silent());
        return lookout().scan(audit, AuditFixture.names(names), scope, gitHub, AuditProgress.silent());
    }

    private static ShadowScanner lookout() {
        return new ShadowScanner(new Acme());
    }

    private static Shadows shadows(Audit audit) {
        var shadows = audit.shadowScan().shadows().orElseThrow();
        assertThat(shadows).containsOnlyKeys(WEB);
        return shadows.values().iterator().next();
    }

    private static List<RepositoryState> outside(Audit audit) {
        return audit.shadowScan().sweep().orElseThrow() instanceof Sweep.Done done
                ? done.outside()
                : List.of(
                        RepositoryState.of(WEB, new Observation.Unreadable(Observation.Cause.UNAVAILABLE, "no sweep")));
    }

    private static AuditPolicy standards() {
        return new AuditPolicy(Duration.ofMinutes(2), Duration.ofDays(180), Map.of());
    }

    private record Acme() implements GraphSettings {

        @Override
        public String organization() {
            return "acme";
        }

        @Override
        public String orchestrator() {
            return "web";
        }

        @Override
        public Optional<List<String>> owners() {
            return Optional.empty();
        }

        @Override
        public String graph() {
            return "graph.yml";
        }
    }
}
