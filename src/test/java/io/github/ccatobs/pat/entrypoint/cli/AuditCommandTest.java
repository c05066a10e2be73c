package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.domain.SecretName;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit} and {@code audits}, as somebody calls them. */
@QuarkusTest
@WithTestResource(LocalGitHub.class)
class AuditCommandTest {

    @Inject
    CommandLineInterface commands;

    @Inject
    AuditHistory history;

    private Village village;

    @BeforeEach
    void settle(@TempDir Path directory) {
        village = new Village(commands, directory, 3);
        village.withVariable("GITHUB_TOKEN", village.oldToken);
    }

    @AfterEach
    void mend() {
        LocalGitHub.gitHub().mend();
    }

    @Test
    void saysThatAllIsWell() {
        var ran = audit();
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("✓ present").doesNotContain("Findings");
    }

    @Test
    void tellsWhatIsNewWhatStaysAndWhatIsOver() {
        village.repository(2).withoutSecret();
        var first = audit();
        assertThat(first.code()).isEqualTo(1);
        assertThat(first.out())
                .endsWith("\nFindings:\n  missing " + village.names().get(1) + " (new)\n");

        assertThat(audit().out()).containsPattern("\nFindings:\n  missing \\S+ \\(since 20\\S+Z\\)\n");

        village.repository(2).withSecret(village.secret, village.oldToken, Instant.now());
        var third = audit();
        assertThat(third.code()).isZero();
        assertThat(third.out())
                .endsWith("\nOver since the last audit:\n  missing "
                        + village.names().get(1) + "\n")
                .doesNotContain("Findings");
        assertThat(audit().out()).doesNotContain("Over since");
    }

    @Test
    void seesWhatSomebodyElseWroteAfterOurRotationAndWhatMissedIt() {
        village.withVariable("GITHUB_TOKEN", village.newToken);
        assertThat(village.rotate(village.newToken).code()).isZero();
        assertThat(audit().code()).isZero();

        village.repository(2)
                .withSecret(village.secret, "another", Instant.now().plus(Duration.ofHours(1)));
        village.repository(3).withSecret(village.secret, "older", Instant.now().minus(Duration.ofHours(1)));
        var ran = audit();
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .containsSubsequence(
                        "  stale " + village.names().get(2) + ": written ",
                        ", before the last rotation began ",
                        "  overwritten " + village.names().get(1) + ": written ",
                        "but not by us");
    }

    @Test
    void cannotTellWhenARepositoryCannotBeReadAndDoesNotForgetWhatItKnew() {
        village.repository(2).withoutSecret();
        audit();
        LocalGitHub.gitHub()
                .onRequest("GET", "/repos/" + village.names().get(1) + "/.*")
                .from(1)
                .answers(500, "{}");
        var blind = audit();
        assertThat(blind.code()).isEqualTo(5);
        assertThat(blind.out()).contains("could not be read this time").doesNotContain("Over since");

        LocalGitHub.gitHub().mend();
        assertThat(audit().out()).contains("missing").doesNotContain("(new)", "Over since");
    }

    @Test
    void keepsAndListsEachAudit() throws Exception {
        village.repository(3).withoutSecret();
        audit();
        audit();
        var kept = history.newest(50).stream()
                .filter(record -> record.secret().equals(new SecretName(village.secret)))
                .toList();
        assertThat(kept).hasSize(2).allSatisfy(record -> {
            assertThat(record.summary().missing()).isEqualTo(1);
            assertThat(record.calls()).isEqualTo(4);
            assertThat(record.complete()).isTrue();
        });
        assertThat(village.run("", "audits").out())
                .contains("  " + village.secret + "  complete    2 present, 1 missing, 0 unreadable; 1 findings; ");
        var listed = new ObjectMapper()
                .readTree(village.run("", "audits", "--json", "--last", "1").out());
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("findings").get(0).get("kind").asText()).isEqualTo("missing");
        assertThat(village.run("", "audits", "--last", "0").code()).isEqualTo(2);
    }

    @Test
    void keepsNothingOfAnAuditOfSome() {
        var ran = village.run(
                "", village.onThis("audit", "--repo", village.names().get(1)));
        assertThat(ran.code()).isZero();
        assertThat(history.last(new SecretName(village.secret))).isEmpty();
    }

    @Test
    void printsFindingsForMachinesWithSinceWhen() throws Exception {
        village.repository(2).withoutSecret();
        var ran = village.run("", village.onThis("audit", "--wait", "1m", "--json"));
        var finding = new ObjectMapper().readTree(ran.out()).get("findings").get(0);
        assertThat(finding.get("kind").asText()).isEqualTo("missing");
        assertThat(finding.get("repository").asText()).isEqualTo(village.names().get(1));
        assertThat(finding.get("since").asText()).matches("\\d{4}-\\S+:\\d\\dZ");
        assertThat(finding.has("detail")).isFalse();
    }

    private Village.Ran audit() {
        return village.run("", village.onThis("audit", "--wait", "1m"));
    }
}
