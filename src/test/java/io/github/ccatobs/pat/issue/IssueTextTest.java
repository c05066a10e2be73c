package io.github.ccatobs.pat.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OldTokenFindings;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.TestAudits;
import io.github.ccatobs.pat.audit.TestTokens;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.SampleNotifications;
import io.github.ccatobs.pat.notification.TestInstructions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each text as a whole; what came is left in {@code target/issue}. */
@Execution(ExecutionMode.CONCURRENT)
class IssueTextTest {

    private static final IssueText TEXTS = new IssueText(TestInstructions.ofCommand());

    @Test
    void saysEachKindOfNews() throws Exception {
        compare(
                "comments.md",
                SampleNotifications.all().stream()
                        .map(sample -> "==== " + sample.kind() + "\n" + TEXTS.comment(sample))
                        .collect(Collectors.joining()));
    }

    @Test
    void saysTheStateAfterEachAudit() throws Exception {
        compare(
                "states.md",
                SampleNotifications.all().stream()
                        .filter(Notification.OfAudit.class::isInstance)
                        .map(Notification.OfAudit.class::cast)
                        .map(sample -> "==== " + sample.kind() + " well=" + IssueText.isWell(sample.audit()) + "\n"
                                + TEXTS.state(sample.audit()))
                        .collect(Collectors.joining()));
    }

    @Test
    void asksForTheSecretOfTheTokenOnlyWhereNoneIsNamed() {
        var unknown = SampleNotifications.all().stream()
                .filter(Notification.TokenEndUnknown.class::isInstance)
                .findFirst()
                .orElseThrow();
        var named = new IssueText(TestInstructions.ofCommand("token.secret-id", "ccat/gh-pat"));
        assertThat(TEXTS.comment(unknown)).contains("Name the secret that holds the token");
        assertThat(named.comment(unknown))
                .doesNotContain("Name the secret that holds the token")
                .contains("Fix this; `ccat pat audit` then says when the token expires.");
    }

    @Test
    void namesTheCommandsForTheOldToken() throws Exception {
        var at = Instant.parse("2026-11-23T03:00:12Z");
        var onAws =
                new IssueText(TestInstructions.ofFunction("token.secret-id", "ccat/gh-pat", "store.table", "ccat-pat"));
        compare(
                "old-token.md",
                Stream.of(FindingKind.RETIRABLE, FindingKind.OLD_TOKEN_NEEDED, FindingKind.OLD_TOKEN_REVOKED)
                        .map(kind -> "==== " + kind + "\n"
                                + onAws.state(TestAudits.of(
                                        new SecretName("GH_PAT"),
                                        at,
                                        new Audit.AuditSummary(12, 0, 0),
                                        Map.of(),
                                        List.of(OldTokenFindings.of(kind, at)))))
                        .collect(Collectors.joining()));
    }

    @Test
    void judgesTheEndOfTheTokenByGitHubsClock() {
        var at = Instant.parse("2026-11-23T03:00:12Z");
        var audit = TestAudits.of(
                new SecretName("GH_PAT"),
                at,
                new Audit.AuditSummary(12, 0, 0),
                Map.of(),
                List.of(),
                TestTokens.ending(new TokenExpiry.At(at.plus(Duration.ofDays(3)))),
                Map.of());
        assertThat(TEXTS.state(TestAudits.whileGitHubIsAhead(Duration.ofDays(1), audit)))
                .contains("All is well", "The token expires 2026-11-26, in 2 days.");
        assertThat(TEXTS.state(TestAudits.whileGitHubIsAhead(Duration.ofDays(3), audit)))
                .doesNotContain("All is well")
                .contains("but the token has expired.", "The token expired 2026-11-26.");
    }

    /** The end is known from the rotation, and nobody knows what the next one would hand out. */
    @Test
    void doesNotSayThatAllIsWellWhereTheVaultWasNotChecked() {
        assertThat(TEXTS.comment(new Notification.AllIsWell(TestAudits.withoutAVault())))
                .startsWith("**Nothing is open, but not all was checked.** ");
        assertThat(TEXTS.state(TestAudits.withoutAVault()))
                .doesNotContain("All is well")
                .contains(
                        "**Nothing is open of GH\\_PAT, but not all was checked.**",
                        "Not checked: Secrets Manager did not return the token\\: it is marked for deletion.\n");
    }

    @Test
    void saysWhereANewTokenGoesBeforeItsCommandHandsItOut() {
        var printed = new IssueText(TestInstructions.ofService("token.exec", "pass show gh-pat"));
        var at = Instant.parse("2026-11-23T03:00:12Z");
        assertThat(printed.state(TestAudits.of(
                        new SecretName("GH_PAT"),
                        at,
                        new Audit.AuditSummary(12, 0, 0),
                        Map.of(),
                        List.of(new OpenFinding(FindingKind.EXPIRING, Optional.empty(), at, "soon", true)))))
                .contains("hand it out; first store it where the command of ccat\\.pat\\.token\\.exec finds it:\n");
    }

    /** Words of others are shown, not obeyed, and mention nobody. */
    @Test
    void saysWhyNothingIsKnown() {
        assertThat(TEXTS.failure(
                        new SecretName("GH_PAT"),
                        "GitHub said <b>no</b> to @ops | see #1\n-->",
                        Instant.parse("2026-11-23T03:00:12Z")))
                .isEqualTo("""
                        <!-- ccat-pat GH_PAT -->

                        **The audit of GH\\_PAT failed: nothing was checked, and the state of every repository is unknown.**

                        Why: GitHub said \\<b\\>no\\</b\\> to @&#8203;ops \\| see #&#8203;1\\\\u\\{a\\}\\-\\-\\>

                        Last try: 2026-11-23T03:00:12Z. Try it by hand: `ccat pat status`
                        """);
    }

    /** GitHub takes 65,536 characters; escaping makes a text longer. */
    @Test
    void staysWithinTheLengthThatGitHubTakes() {
        var secret = new SecretName("GH_PAT");
        var at = Instant.parse("2026-11-23T03:00:12Z");
        List<OpenFinding> many = IntStream.range(0, 5_000)
                .mapToObj(number -> new OpenFinding(
                        FindingKind.UNREACHABLE,
                        Optional.of(RepositoryName.parse("acme/" + "r_".repeat(45) + number)),
                        at,
                        "<".repeat(400),
                        true))
                .toList();
        Map<RepositoryName, String> unreadable =
                many.stream().collect(Collectors.toMap(one -> one.repository().orElseThrow(), OpenFinding::detail));
        var audit = TestAudits.of(secret, at, new Audit.AuditSummary(0, 0, 5_000), unreadable, many);

        String state = TEXTS.state(audit);
        assertThat(state).hasSizeLessThan(65_536);
        assertThat(state.split(" more\\. `ccat pat audit` lists all of them\\.", -1))
                .hasSize(3);
        assertThat(TEXTS.comment(new Notification.FindingsChanged(audit, Optional.empty(), many, many)))
                .hasSizeLessThan(65_536);
    }

    private static void compare(String name, String text) throws Exception {
        Files.createDirectories(Path.of("target/issue"));
        Files.writeString(Path.of("target/issue", name), text);
        assertThat(text).isEqualTo(Files.readString(Path.of("src/test/resources/issue", name)));
    }
}
