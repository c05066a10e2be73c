package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.ApplicationClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code audit} and {@code audits}, as a user calls them. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class AuditCommandTest {

    private static final Instant WRITTEN = Instant.parse("2026-02-21T22:17:45Z");

    @Inject
    CommandLineInterface commands;

    @Inject
    AuditHistory history;

    private CliFixture fixture;

    @BeforeEach
    void settle(@TempDir Path directory) {
        fixture = new CliFixture(commands, directory, 3);
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
    }

    @AfterEach
    void clearFaults() {
        LocalGitHub.gitHub().clearFaults();
    }

    @Test
    void saysThatAllIsWell() {
        var ran = audit();
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("✓ present").doesNotContain("Findings");
    }

    /** A variable that a nightly job has lost is not a mistake of its caller; nothing is known of any repository. */
    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two words", "\"quoted\""})
    void endsWith5WithoutACredentialWhereStatusEndsWith2(String variable) {
        fixture.withVariable("GITHUB_TOKEN", variable);

        var audited = audit("--json");

        assertThat(audited.code()).isEqualTo(5);
        assertThat(audited.out()).isEmpty();
        assertThat(audited.err()).startsWith("ccat pat: ").contains("GITHUB_TOKEN");
        var read = fixture.run("", fixture.onThis("status", "--wait", "1m"));
        assertThat(read.code()).isEqualTo(2);
        assertThat(read.err()).isEqualTo(audited.err());
    }

    @Test
    void watchesTheEndOfTheTokenThatWasHandedOutWhicheverCredentialReads() throws JsonProcessingException {
        var end = ApplicationClock.now().plus(Duration.ofHours(180)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        LocalGitHub.gitHub()
                .hasToken("never-ending-" + fixture.secret)
                .of("reader")
                .withScopes("repo");
        LocalGitHub.gitHub()
                .hasToken(fixture.newToken)
                .of("robot")
                .fineGrained("secrets=write", "actions=read")
                .expiringAt(end);
        assertThat(fixture.rotate(fixture.newToken).code()).isZero();
        fixture.withVariable("GITHUB_TOKEN", "never-ending-" + fixture.secret);

        var ran = audit();
        assertThat(ran.out()).doesNotContain("expiring");
        assertThat(ran.err())
                .contains(fixture.secret + " itself: expires ", "known from its rotation")
                .contains("GITHUB_TOKEN: account reader, does not expire");
        var json = new ObjectMapper().readTree(audit("--json").out());
        assertThat(json.get("token").get("expiresAt").asText()).isEqualTo(end.toString());
        assertThat(json.get("token").get("knownFrom").asText()).isEqualTo("rotation");
        assertThat(json.get("credential").has("expiresAt")).isFalse();
        assertThat(json.get("credential").get("neverExpires").asBoolean()).isTrue();
    }

    @Test
    void saysWhatToDoWhenTheCredentialAloneEndsSoon() {
        assertThat(fixture.rotate(fixture.newToken).code()).isZero();
        LocalGitHub.gitHub()
                .hasToken("ends-soon-" + fixture.secret)
                .of("reader")
                .withScopes("repo")
                .expiringAt(ApplicationClock.now().plus(Duration.ofHours(60)));
        fixture.withVariable("GITHUB_TOKEN", "ends-soon-" + fixture.secret);

        var ran = audit();

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains(
                        "\n  credential-expiring", "\nNext:\n  credential-expiring: create a new credential for audits")
                .contains(" put it where the old one is, in GITHUB_TOKEN; repositories keep their token")
                .doesNotContain("\n  expiring", "hand it out", "GH_TOKEN", "secret-id");
    }

    @Test
    void saysWhatGitHubsHeaderHoldsWhenTheEndCannotBeRead() {
        sayingThatTheCredentialEnds("soon\u009b31m");

        var ran = fixture.run("", fixture.onThis("status", "--wait", "1m"));

        assertThat(ran.code()).isZero();
        assertThat(ran.err())
                .contains("GITHUB_TOKEN: account reader, its expiry date is unreadable: GitHub's header says \"soon")
                .doesNotContain("\u009b");
    }

    @Test
    void endsWith1WhenTheCredentialHasEndedThoughGitHubTookItOnceMore() {
        sayingThatTheCredentialEnds("2026-01-31 23:00:00 UTC");

        var ran = fixture.run(
                "", fixture.onThis("audit", "--repo", fixture.names().getFirst()));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains("\n  credential-expired GITHUB_TOKEN, which reads, expired 2026-01-31T23:00:00Z (new)")
                .contains("  credential-expired: create a new credential for audits")
                .doesNotContain("\n  expired");
    }

    /** Lets GitHub answer every request of an audit with this header. */
    private void sayingThatTheCredentialEnds(String header) {
        Map.of(
                        "/user",
                        "{\"login\":\"reader\"}",
                        "/repos/.*/actions/secrets",
                        "{\"total_count\":1,\"secrets\":[{\"name\":\"%s\",\"updated_at\":\"%s\"}]}"
                                .formatted(fixture.secret, WRITTEN))
                .forEach((path, body) -> LocalGitHub.gitHub()
                        .onRequest("GET", path)
                        .from(1)
                        .answers(200, Map.of("github-authentication-token-expiration", header), body));
    }

    @Test
    void isNotMisledByTimesOutOfRangeNorIsTheNextAudit() throws Exception {
        fixture.repository(2).withoutSecret();
        audit();
        for (String year : List.of("-1000000000-01-01", "+999999999-12-31", "+1000000000-12-31")) {
            LocalGitHub.gitHub()
                    .onRequest("GET", "/repos/" + fixture.names().get(2) + "/actions/secrets")
                    .from(1)
                    .answers(
                            200,
                            "{\"total_count\":1,\"secrets\":[{\"name\":\"%s\",\"created_at\":\"%sT23:59:59Z\",\"updated_at\":\"%sT23:59:59Z\"}]}"
                                    .formatted(fixture.secret, year, year));
            for (int time = 0; time < 2; time++) {
                var ran = audit();
                assertThat(ran.code()).isEqualTo(5);
                assertThat(ran.out())
                        .contains("missing " + fixture.names().get(1) + " (since ")
                        .containsPattern(fixture.names().get(2) + " +│ \\? unreadable");
                assertThat(ran.err()).doesNotContain("defect");
            }
            LocalGitHub.gitHub().clearFaults();
        }

        fixture.repository(2).withSecret(fixture.secret, fixture.oldToken, ApplicationClock.now());
        assertThat(audit().code()).isZero();
        assertThat(fixture.run("", "audits", "--json", "--last", "8").code()).isZero();
    }

    @Test
    void saysThatTheEndOfTheTokenIsUnknown() {
        assertThat(audit().err())
                .contains("It is unknown when " + fixture.secret + " expires: neither ccat.pat.token.secret-id nor"
                        + " ccat.pat.token.exec is set; this store has no rotation of it.");
    }

    @Test
    void tellsWhatIsNewWhatStaysAndWhatIsOver() {
        fixture.repository(2).withoutSecret();
        var first = audit();
        assertThat(first.code()).isEqualTo(1);
        assertThat(first.out())
                .endsWith("\nFindings:\n  missing " + fixture.names().get(1)
                        + " (new)\n\nNext:\n  missing: write the current"
                        + " token to each repository that does not hold it: run ccat pat rotate (--token-from exec where"
                        + " ccat.pat.token.exec prints it), or call POST"
                        + " /rotations where the token is in Secrets Manager\n");

        assertThat(audit().out())
                .containsPattern("\nFindings:\n  missing \\S+ \\(since 20\\S+Z\\)\n\nNext:\n  missing: write");

        fixture.repository(2).withSecret(fixture.secret, fixture.oldToken, ApplicationClock.now());
        var third = audit();
        assertThat(third.code()).isZero();
        assertThat(third.out())
                .endsWith("\nResolved since the last audit:\n  missing "
                        + fixture.names().get(1) + "\n")
                .doesNotContain("Findings");
        assertThat(audit().out()).doesNotContain("Resolved since");
    }

    @Test
    void seesWhatSomebodyElseWroteAfterOurRotationAndWhatMissedIt() {
        fixture.withVariable("GITHUB_TOKEN", fixture.newToken);
        assertThat(fixture.rotate(fixture.newToken).code()).isZero();
        assertThat(audit().code()).isZero();

        fixture.repository(2)
                .withSecret(fixture.secret, "another", ApplicationClock.now().plus(Duration.ofHours(1)));
        fixture.repository(3)
                .withSecret(fixture.secret, "older", ApplicationClock.now().minus(Duration.ofHours(1)));
        var ran = audit();
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .containsSubsequence(
                        "  stale " + fixture.names().get(2) + ": written ",
                        ", before the last rotation began ",
                        "  overwritten " + fixture.names().get(1) + ": written ",
                        "but not by ccat-pat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10M", "-PT10M"})
    void findsOnlyTheForeignWriteWhateverOurClockSays(Duration ahead) {
        LocalGitHub.gitHub().runsAheadBy(ahead);
        try {
            fixture.withVariable("GITHUB_TOKEN", fixture.newToken);
            for (int time = 0; time < 3; time++) { // the clock that GitHub's last fifteen answers showed was another
                fixture.run("", fixture.onThis("status", "--wait", "1m"));
            }
            assertThat(fixture.rotate(fixture.newToken).code()).isZero();
            var clean = audit();
            assertThat(clean.code()).as(clean.out() + clean.err()).isZero();
            assertThat(clean.out()).doesNotContain("Findings");

            fixture.repository(2)
                    .withSecret(
                            fixture.secret,
                            "another",
                            ApplicationClock.now().plus(ahead).plus(Duration.ofMinutes(1)));
            var ran = audit();
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.out())
                    .contains("  overwritten " + fixture.names().get(1))
                    .doesNotContain("stale", fixture.names().get(2) + ": written");
        } finally {
            LocalGitHub.gitHub().runsAheadBy(Duration.ZERO);
        }
    }

    @Test
    void cannotTellWhenARepositoryCannotBeReadAndDoesNotForgetWhatItKnew() {
        fixture.repository(2).withoutSecret();
        audit();
        LocalGitHub.gitHub()
                .onRequest("GET", "/repos/" + fixture.names().get(1) + "/.*")
                .from(1)
                .answers(500, "{}");
        var blind = audit();
        assertThat(blind.code()).isEqualTo(5);
        assertThat(blind.out()).contains("could not be read this time").doesNotContain("Resolved since");

        LocalGitHub.gitHub().clearFaults();
        assertThat(audit().out()).contains("missing").doesNotContain("(new)", "Resolved since");
    }

    @Test
    void keepsAndListsEachAudit() throws Exception {
        fixture.repository(3).withoutSecret();
        audit();
        audit();
        var kept = history.newest(50).stream()
                .filter(record -> record.secret().equals(new SecretName(fixture.secret)))
                .toList();
        assertThat(kept).hasSize(2).allSatisfy(record -> {
            assertThat(record.summary().missing()).isEqualTo(1);
            // Who we are, three repositories, all three at once, whether none has environments, and once around each.
            assertThat(record.calls()).isEqualTo(1 + 3 + 1 + 1 + 3);
            assertThat(record.complete()).isTrue();
        });
        assertThat(fixture.run("", "audits").out())
                .contains("  " + fixture.secret + "  complete    2 present, 1 missing, 0 unreadable; 1 findings; ");
        var listed = new ObjectMapper()
                .readTree(fixture.run("", "audits", "--json", "--last", "1").out());
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("findings").get(0).get("kind").asText()).isEqualTo("missing");
        assertThat(fixture.run("", "audits", "--last", "0").code()).isEqualTo(2);
        var fullWidth = fixture.run("", "audits", "--last", "\uff11");
        assertThat(fullWidth.code()).isEqualTo(2);
        assertThat(fullWidth.err()).contains("Invalid value for option '--last': invalid number '\uff11'; use e.g. 30");
    }

    @Test
    void keepsNothingOfAnAuditOfSome() {
        var ran = fixture.run(
                "", fixture.onThis("audit", "--repo", fixture.names().get(1)));
        assertThat(ran.code()).isZero();
        assertThat(history.last(new SecretName(fixture.secret))).isEmpty();
    }

    @Test
    void saysNothingOfOthersInAnAuditOfSome() {
        fixture.repository(2).withoutSecret();
        fixture.repository(3).withoutSecret();
        audit();

        var ran = audit("--repo", fixture.names().get(1));

        assertThat(ran.out())
                .contains("  missing " + fixture.names().get(1) + " (since ")
                .doesNotContain("Resolved since", fixture.names().get(2));
    }

    @Test
    void printsFindingsForMachinesWithSinceWhen() throws Exception {
        fixture.repository(2).withoutSecret();
        var ran = fixture.run("", fixture.onThis("audit", "--wait", "1m", "--json"));
        var finding = new ObjectMapper().readTree(ran.out()).get("findings").get(0);
        assertThat(finding.get("kind").asText()).isEqualTo("missing");
        assertThat(finding.get("repository").asText()).isEqualTo(fixture.names().get(1));
        assertThat(finding.get("since").asText()).matches("\\d{4}-\\S+:\\d\\dZ");
        assertThat(finding.has("detail")).isFalse();
        assertThat(finding.get("remedy").asText()).contains("ccat pat rotate", "POST /rotations");
    }

    @Test
    void namesWhatShadowsTheSecretAndCallsNothingUrgent() {
        fixture.mayRead("environments");
        fixture.repository(2)
                .withEnvironmentSecret("prod/eu", fixture.secret, "x", WRITTEN)
                .withEnvironmentSecret("../x", fixture.secret, "x", WRITTEN)
                .withEnvironment("dev");
        LocalGitHub.gitHub()
                .hasOrganization(fixture.repository(3).fullName().split("/", -1)[0])
                .sharingWith(List.of(fixture.names().get(2)), fixture.secret, WRITTEN);

        var ran = audit();

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).doesNotContain("note:");
        assertThat(ran.out())
                .endsWith("\nFindings:\n  environment-secret " + fixture.names().get(1)
                        + ": jobs of these environments use a secret of their own: '../x' (written"
                        + " 2026-02-21T22:17:45Z), 'prod/eu' (written 2026-02-21T22:17:45Z) (new)\n"
                        + "  organization-secret " + fixture.names().get(2)
                        + ": hides the organisation's secret of the same name, written 2026-02-21T22:17:45Z (new)\n\nNext:\n"
                        + "  environment-secret: delete the secret of the environment, or accept it with"
                        + " ccat.pat.audit.accept\n"
                        + "  organization-secret: delete the organisation's secret, or accept it for this repository with"
                        + " ccat.pat.audit.accept\n");
    }

    @Test
    void saysWhatTheCredentialMayNotSeeAndKeepsWhatItKnew() {
        fixture.mayRead("environments");
        fixture.repository(2).withEnvironmentSecret("prod", fixture.secret, "x", WRITTEN);
        audit();
        fixture.mayRead("metadata");

        var blind = audit();

        assertThat(blind.code()).isZero();
        assertThat(blind.err())
                .contains("note: secrets of environments could not be checked in 1 of 3 repositories, e.g. "
                        + fixture.names().get(1) + ": environment 'prod': GITHUB_TOKEN lacks Environments:"
                        + " read on " + fixture.names().get(1)
                        + " (403: Resource not accessible by personal access token)\n");
        assertThat(blind.out())
                .contains("environment-secret", "; not checked this time)")
                .doesNotContain("Resolved since");
    }

    @Test
    void saysWhatTheCredentialMayNotSeeOnceAndAgainWhenItChanges() throws Exception {
        fixture.mayRead("metadata");
        fixture.repository(2).withEnvironmentSecret("prod", fixture.secret, "x", WRITTEN);
        assertThat(audit().err()).contains("note: secrets of environments could not be checked in 1 of 3 ");

        var again = audit("--json");
        assertThat(again.err()).doesNotContain("note: secrets of environments");
        assertThat(new ObjectMapper().readTree(again.out()).get("notes").toString())
                .contains("secrets of environments could not be checked in 1 of 3 ");
        assertThat(audit("--repo", fixture.names().get(1)).err())
                .contains("note: secrets of environments could not be checked in 1 of 1 ");
        assertThat(audit().err()).doesNotContain("note: secrets of environments");

        fixture.repository(3).withEnvironmentSecret("prod", fixture.secret, "x", WRITTEN);
        assertThat(audit().err()).contains("note: secrets of environments could not be checked in 2 of 3 ");
    }

    @Test
    void sweepsTheOrganisationWhenAsked() throws Exception {
        var stray = LocalGitHub.gitHub()
                .hasRepository("ccatobs/stray-" + fixture.secret)
                .withSecret(fixture.secret, "x", WRITTEN);
        var finding = "  unlisted " + stray + ": holds the secret though the graph does not list it, written"
                + " 2026-02-21T22:17:45Z";

        assertThat(audit().out()).doesNotContain("unlisted");
        var swept = audit("--sweep");
        assertThat(swept.code()).isZero();
        assertThat(swept.out()).contains(finding + " (new)\n").doesNotContain("unlisted ccatobs/system-integration");

        assertThat(audit().out()).contains(finding + " (since ", "; not checked this time)");
        assertThat(kinds(audit("--sweep", "--json"))).containsExactly("unlisted");

        stray.withoutSecret();
        assertThat(audit("--sweep").out()).contains("Resolved since the last audit:\n" + finding + "\n");
    }

    @Test
    void doesNotSweepForSomeRepositories() {
        var ran = audit("--sweep", "--repo", fixture.names().get(1));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--sweep reads the whole organisation: omit --repo");
    }

    private static List<String> kinds(CliFixture.Ran ran) throws JsonProcessingException {
        return new ObjectMapper().readTree(ran.out()).get("findings").findValuesAsText("kind");
    }

    private CliFixture.Ran audit(String... more) {
        return fixture.run("", fixture.onThis("audit", "--wait", "1m", more));
    }
}
