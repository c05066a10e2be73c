package io.github.ccatobs.pat.entrypoint.cli;

import static io.github.ccatobs.pat.entrypoint.cli.Audits.archived;
import static io.github.ccatobs.pat.entrypoint.cli.Audits.missing;
import static io.github.ccatobs.pat.entrypoint.cli.Audits.present;
import static io.github.ccatobs.pat.entrypoint.cli.Audits.transferred;
import static io.github.ccatobs.pat.entrypoint.cli.Audits.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusExitCodeTest {

    @Test
    void isFineWhenAllArePresentArchivedOrNot() {
        assertThat(StatusCommand.exitCode(Audits.of(present("acme/one"), archived(present("acme/two")))))
                .isEqualTo(ExitCode.FINE);
    }

    @Test
    void asksForAttentionWhenOneIsMissing() {
        assertThat(StatusCommand.exitCode(Audits.of(present("acme/one"), missing("acme/two"))))
                .isEqualTo(ExitCode.ATTENTION);
    }

    @Test
    void asksForAttentionWhenOneBelongsToAnotherOwner() {
        assertThat(StatusCommand.exitCode(Audits.of(present("acme/one"), transferred("acme/two", "mallory/two"))))
                .isEqualTo(ExitCode.ATTENTION);
    }

    @Test
    void cannotTellWhenOneIsUnreadableWhateverTheOthersAre() {
        assertThat(StatusCommand.exitCode(Audits.of(missing("acme/one"), unreadable("acme/two", "limit"))))
                .isEqualTo(ExitCode.UNKNOWN);
        assertThat(StatusCommand.exitCode(Audits.of(present("acme/one"), unreadable("acme/two", "limit"))))
                .isEqualTo(ExitCode.UNKNOWN);
    }
}
