package io.github.ccatobs.pat.entrypoint.cli.output;

import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.archived;
import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.missing;
import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.present;
import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.transferred;
import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.ExitCode;
import org.junit.jupiter.api.Test;

class StatusExitCodeTest {

    @Test
    void isFineWhenAllArePresentArchivedOrNot() {
        assertThat(StatusText.exitCode(Audits.of(present("acme/one"), archived(present("acme/two")))))
                .isEqualTo(ExitCode.FINE);
    }

    @Test
    void asksForAttentionWhenOneIsMissing() {
        assertThat(StatusText.exitCode(Audits.of(present("acme/one"), missing("acme/two"))))
                .isEqualTo(ExitCode.ATTENTION);
    }

    @Test
    void asksForAttentionWhenOneBelongsToAnotherOwner() {
        assertThat(StatusText.exitCode(Audits.of(present("acme/one"), transferred("acme/two", "mallory/two"))))
                .isEqualTo(ExitCode.ATTENTION);
    }

    @Test
    void cannotTellWhenOneIsUnreadableWhateverTheOthersAre() {
        assertThat(StatusText.exitCode(Audits.of(missing("acme/one"), unreadable("acme/two", "limit"))))
                .isEqualTo(ExitCode.UNKNOWN);
        assertThat(StatusText.exitCode(Audits.of(present("acme/one"), unreadable("acme/two", "limit"))))
                .isEqualTo(ExitCode.UNKNOWN);
    }
}
