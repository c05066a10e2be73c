package io.github.ccatobs.pat.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notification.Instructions;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.SampleNotifications;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each text as a whole; what came is left in {@code target/issue}. */
@Execution(ExecutionMode.CONCURRENT)
class IssueTextTest {

    private static final IssueText TEXTS = new IssueText(Instructions.ofCommand());

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

    /** Words of others are shown, not obeyed, and mention nobody. */
    @Test
    void saysWhyNothingIsKnown() {
        assertThat(IssueText.failure(
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

    private static void compare(String name, String text) throws Exception {
        Files.createDirectories(Path.of("target/issue"));
        Files.writeString(Path.of("target/issue", name), text);
        assertThat(text).isEqualTo(Files.readString(Path.of("src/test/resources/issue", name)));
    }
}
