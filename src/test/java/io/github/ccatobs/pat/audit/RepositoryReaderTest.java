package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.ccatobs.pat.audit.Observation.Cause;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.sandbox.FaultBuilder;
import io.github.ccatobs.pat.sandbox.SandboxRepository.RepositoryBlock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class RepositoryReaderTest {

    private static final String WEB = "acme/web";
    private static final String LIST = "/repos/acme/web/actions/secrets";

    private final AuditFixture fixture = new AuditFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void seesWhenThePresentSecretWasWritten() {
        fixture.gitHub.hasRepository(WEB).withSecret("GH_PAT", "x", AuditFixture.LONG_AGO);

        assertThat(fixture.read(WEB)).isEqualTo(state(new Observation.Present(AuditFixture.LONG_AGO)));
        assertThat(fixture.gitHub.requests()).hasSize(1);
    }

    @Test
    void takesOtherSecretsForOthers() {
        fixture.gitHub.hasRepository(WEB).withSecret("GH_PAT_OLD", "x", AuditFixture.LONG_AGO);

        assertThat(fixture.read(WEB)).isEqualTo(state(new Observation.Absent()));
        assertThat(fixture.gitHub.requests()).hasSize(1);
    }

    @Test
    void findsTheSecretWhateverTheCaseOfTheRepositorysName() {
        fixture.gitHub.hasRepository("Acme/Web").withSecret("GH_PAT", "x", AuditFixture.LONG_AGO);

        assertThat(fixture.read(WEB).seen()).isEqualTo(new Observation.Present(AuditFixture.LONG_AGO));
    }

    @Test
    void saysThatARepositoryIsGone() {
        fixture.gitHub.hasRepository(WEB).gone();

        assertThat(fixture.read(WEB))
                .isEqualTo(unreadable(Cause.UNREACHABLE, "not found, or not visible to GITHUB_TOKEN"));
        assertThat(fixture.gitHub.requests())
                .extracting(Object::toString)
                .containsExactly("GET " + LIST + "?per_page=100", "GET /repos/acme/web");
    }

    /** GitHub answers the list with 404 when a classic token's user may only read. */
    @Test
    void tellsAListThatIsHiddenFromARepositoryThatIs() {
        fixture.gitHub.hasRepository(WEB);
        fixture.gitHub.onRequest("GET", LIST).answers(404, "{\"message\":\"Not Found\"}");

        assertThat(fixture.read(WEB))
                .isEqualTo(unreadable(Cause.FORBIDDEN, "GITHUB_TOKEN may not list its secrets", Optional.of(false)));
    }

    @Test
    void saysThatTheCredentialMayNotListTheSecrets() {
        fixture.gitHub.hasRepository(WEB).withSecret("GH_PAT", "x", AuditFixture.LONG_AGO);
        fixture.token.fineGrained("metadata=read");

        assertThat(fixture.read(WEB))
                .isEqualTo(unreadable(
                        Cause.FORBIDDEN,
                        "GITHUB_TOKEN lacks Secrets: read on acme/web (403: Resource not accessible by personal access token)",
                        Optional.of(false)));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        (Consumer<AuditFixture>)
                                fixture -> fixture.token.needsSso("https://github.com/orgs/acme/sso?x=1"),
                        Cause.FORBIDDEN,
                        "the organisation requires single sign-on authorisation of the credential:"
                                + " open https://github.com/orgs/acme/sso?x=1 (403: Resource protected by organization SAML"
                                + " enforcement. You must grant your Personal Access token access to this organization.)"),
                arguments(
                        (Consumer<AuditFixture>) fixture -> fixture.token.blockedByPolicy(
                                "The 'acme' organization forbids access via a personal access token (classic)."),
                        Cause.FORBIDDEN,
                        "a policy of the organisation excludes this credential (403: The 'acme' organization forbids"
                                + " access via a personal access token (classic).)"),
                arguments(
                        (Consumer<AuditFixture>)
                                fixture -> fixture.gitHub.hasRepository(WEB).blocked(RepositoryBlock.DMCA),
                        Cause.FORBIDDEN,
                        "GitHub blocked access to the repository (451: Repository access blocked)"),
                arguments(
                        (Consumer<AuditFixture>)
                                fixture -> fixture.gitHub.hasRepository(WEB).blocked(RepositoryBlock.TOS),
                        Cause.FORBIDDEN,
                        "GitHub blocked access to the repository (403: Repository access blocked)"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void saysWhyAPresentSecretCannotBeSeen(Consumer<AuditFixture> refusal, Cause cause, String reason) {
        fixture.gitHub.hasRepository(WEB).withSecret("GH_PAT", "x", AuditFixture.LONG_AGO);
        refusal.accept(fixture);

        assertThat(fixture.read(WEB)).isEqualTo(unreadable(cause, reason));
    }

    @Test
    void followsARenamedRepositoryAndNotesItsName() {
        fixture.gitHub
                .hasRepository(WEB)
                .withSecret("GH_PAT", "x", AuditFixture.LONG_AGO)
                .renamedTo("acme/site");

        assertThat(fixture.read(WEB))
                .isEqualTo(new RepositoryState(
                        RepositoryName.parse(WEB),
                        new Observation.Present(AuditFixture.LONG_AGO),
                        Optional.of(false),
                        Optional.of(RepositoryName.parse("acme/site"))));
    }

    @Test
    void cannotTellWhenTheNewNameCannotBeAsked() {
        fixture.gitHub.hasRepository(WEB).renamedTo("acme/site");
        fixture.gitHub.onRequest("GET", "/repos/acme/web").answers(404, "{\"message\":\"Not Found\"}");

        assertThat(fixture.read(WEB))
                .isEqualTo(
                        unreadable(
                                Cause.UNREACHABLE,
                                "it has moved, and GitHub does not say whose it is: not found, or not visible to GITHUB_TOKEN"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesNotSayOfATransferredRepositoryWhetherItHoldsTheSecret(boolean holds) {
        var web = fixture.gitHub.hasRepository(WEB);
        (holds ? web.withSecret("GH_PAT", "x", AuditFixture.LONG_AGO) : web).renamedTo("mallory/web");

        assertThat(fixture.read(WEB))
                .isEqualTo(state(new Observation.TransferredAway(RepositoryName.parse("mallory/web"))));
    }

    @Test
    void noticesATransferAlsoWhereItMayNotListTheSecrets() {
        fixture.gitHub.hasRepository(WEB).renamedTo("mallory/web");
        fixture.token.fineGrained("metadata=read");

        assertThat(fixture.read(WEB))
                .isEqualTo(state(new Observation.TransferredAway(RepositoryName.parse("mallory/web"))));
    }

    @Test
    void takesAnotherCaseOfTheOwnerForTheSameOwner() {
        fixture.gitHub
                .hasRepository(WEB)
                .withSecret("GH_PAT", "x", AuditFixture.LONG_AGO)
                .renamedTo("ACME/site");

        assertThat(fixture.read(WEB).seen()).isEqualTo(new Observation.Present(AuditFixture.LONG_AGO));
    }

    @Test
    void notesThatAnArchivedRepositoryThatCannotBeListedIsArchived() {
        fixture.gitHub.hasRepository(WEB).archived();
        fixture.token.fineGrained("metadata=read");

        assertThat(fixture.read(WEB))
                .isEqualTo(unreadable(
                        Cause.FORBIDDEN,
                        "GITHUB_TOKEN lacks Secrets: read on acme/web (403: Resource not accessible by personal access token)",
                        Optional.of(true)));
    }

    static Stream<Arguments> outages() {
        return Stream.of(
                outage(fault -> fault.answers(502, "<html>Unicorn!</html>"), "GitHub answered with an error (502)"),
                outage(FaultBuilder::answersGarbage, "received a web page instead of GitHub's answer (200)"),
                outage(fault -> fault.answers(200, "{\"total_count\":"), "the answer is not valid JSON"),
                outage(
                        fault -> fault.answers(200, "{\"total_count\":0}"),
                        "the answer's member 'secrets' is not a list of objects"),
                outage(
                        fault -> fault.answers(200, "{\"total_count\":3,\"secrets\":[]}"),
                        "GitHub counts more secrets than it lists"),
                outage(FaultBuilder::cutsTheConnection, "no answer from GitHub"),
                outage(FaultBuilder::truncatesTheResponse, "no answer from GitHub"),
                outage(fault -> fault.answers(400, "{}"), "GitHub does not accept the call (400)"));
    }

    private static Arguments outage(Consumer<FaultBuilder> outage, String reason) {
        return arguments(outage, reason);
    }

    @ParameterizedTest
    @MethodSource("outages")
    void neverTakesAnOutageForAMissingSecret(Consumer<FaultBuilder> outage, String reason) {
        fixture.gitHub.hasRepository(WEB).withoutSecret();
        outage.accept(fixture.gitHub.onRequest("GET", LIST));

        assertThat(fixture.read(WEB).seen()).isInstanceOfSatisfying(Observation.Unreadable.class, unreadable -> {
            assertThat(unreadable.cause()).isEqualTo(Cause.UNAVAILABLE);
            assertThat(unreadable.reason()).startsWith(reason);
        });
    }

    @Test
    void saysThatALimitDidNotEndInTime() {
        fixture.gitHub.hasRepository(WEB).withoutSecret();
        fixture.gitHub
                .onRequest("GET", LIST)
                .answers(
                        429,
                        Map.of("retry-after", "3600"),
                        "{\"message\":\"You have exceeded a secondary rate limit\"}");

        assertThat(fixture.read(WEB).seen())
                .isInstanceOfSatisfying(Observation.Unreadable.class, unreadable -> assertThat(unreadable.cause())
                        .isEqualTo(Cause.LIMITED));
    }

    /** The second call, which would tell gone from forbidden, meets the outage. */
    @Test
    void doesNotCallARepositoryGoneThatItCouldNotAskFor() {
        fixture.gitHub.onRequest("GET", "/repos/acme/web").answers(503, "{}");

        assertThat(fixture.read(WEB)).isEqualTo(unreadable(Cause.UNAVAILABLE, "GitHub answered with an error (503)"));
    }

    @Test
    void stopsAtARejectedCredential() {
        fixture.gitHub.hasRepository(WEB);
        fixture.token.revoked();

        assertThatThrownBy(() -> fixture.read(WEB)).isInstanceOf(GitHubException.CredentialRejectedException.class);
    }

    @Test
    void stopsWhenTheCredentialIsRejectedBetweenTheTwoCalls() {
        fixture.gitHub.hasRepository(WEB).gone();
        fixture.gitHub.onRequest("GET", "/repos/acme/web").answers(401, "{\"message\":\"Bad credentials\"}");

        assertThatThrownBy(() -> fixture.read(WEB)).isInstanceOf(GitHubException.CredentialRejectedException.class);
    }

    private static RepositoryState state(Observation seen) {
        return RepositoryState.of(RepositoryName.parse(WEB), seen);
    }

    private static RepositoryState unreadable(Cause cause, String reason) {
        return state(new Observation.Unreadable(cause, reason));
    }

    private static RepositoryState unreadable(Cause cause, String reason, Optional<Boolean> archived) {
        return new RepositoryState(
                RepositoryName.parse(WEB), new Observation.Unreadable(cause, reason), archived, Optional.empty());
    }
}
