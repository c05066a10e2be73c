package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guard of the credential is worth as much as it hears; under Quarkus, whose log manager it listens to. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class SecretLeakCheckTest {

    private final SecretLeakCheck guard = new SecretLeakCheck("hunter2");

    @BeforeEach
    void listens() {
        guard.listen();
    }

    @ParameterizedTest
    @CsvSource({
        "io.github.ccatobs.pat.github.Wire, FINE",
        "org.jboss.resteasy.reactive.client.logging, FINE",
        "io.vertx.core.http.impl.HttpClientImpl, FINE",
        "io.netty.handler.logging, FINE",
        "io.vertx.core, WARNING",
        "io.vertx.core, SEVERE",
    })
    void hearsEveryLogger(String logger, String level) {
        Logger.getLogger(logger).log(Level.parse(level), "Bearer hunter2");

        assertThatThrownBy(guard::judge)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Bearer <CREDENTIAL>")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void hearsParametersAndWhatWasThrown() {
        Logger.getLogger("io.vertx").log(Level.WARNING, "sent {0}", "hunter2");
        assertThatThrownBy(guard::judge).isInstanceOf(AssertionError.class);
    }

    @Test
    void hearsWhatIsThrownWithALogLine() {
        Logger.getLogger("io.vertx").log(Level.WARNING, "cut", new IllegalStateException("hunter2"));
        assertThatThrownBy(guard::judge).isInstanceOf(AssertionError.class);
    }

    @Test
    void hearsCausesAndWhatWasSuppressed() {
        var thrown = new IllegalStateException("a", new IllegalStateException("b"));
        thrown.addSuppressed(new IllegalStateException("c", new IllegalStateException("aHVudGVyMg==")));
        guard.record(thrown);
        assertThatThrownBy(guard::judge).isInstanceOf(AssertionError.class);
    }

    @Test
    void isContentWithOtherText() {
        guard.record("hunter3");
        assertThatCode(guard::judge).doesNotThrowAnyException();
    }
}
