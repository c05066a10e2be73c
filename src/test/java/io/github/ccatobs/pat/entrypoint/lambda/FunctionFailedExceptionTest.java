package io.github.ccatobs.pat.entrypoint.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.domain.KnownSecrets;
import io.github.ccatobs.pat.rotation.RotationStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class FunctionFailedExceptionTest {

    private static final String SESSION = "session/token+of=a-failed-function";
    private static final String ECHO = "not authorised: " + SESSION + " "
            + Base64.getEncoder().encodeToString(SESSION.getBytes(StandardCharsets.UTF_8)) + "\u001b[2J";

    @Test
    void tellsWhoeverPrintsItNothingOfWhatAwsAnswered() {
        var foreseen = new RotationStore.StoreUnavailableException(
                "AWS denies access to the table", new IllegalStateException(ECHO));
        foreseen.addSuppressed(new IllegalStateException(ECHO));
        assertThatThrownBy(() -> fail(foreseen))
                .hasMessage("AWS denies access to the table")
                .satisfies(failure -> assertThat(printed(failure)).doesNotContain(SESSION, "Caused by", "Suppressed"));
    }

    @Test
    void leavesSecretsOutOfAFailureThatNobodyForesaw() {
        KnownSecrets.remember(SESSION.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> fail(new IllegalStateException(ECHO)))
                .hasNoCause()
                .hasMessageStartingWith("java.lang.IllegalStateException: not authorised: [a secret] [a secret]")
                .hasMessageEndingWith("\\u{1b}[2J");
    }

    @Test
    void leavesAnAnswerAlone() {
        assertThat(FunctionFailedException.orFail(() -> "done")).isEqualTo("done");
    }

    private static void fail(RuntimeException failure) {
        FunctionFailedException.orFail(() -> {
            throw failure;
        });
    }

    private static String printed(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
