package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.aws.LocalSecretsManager;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.logging.SecretFilter;
import io.github.ccatobs.pat.token.TestCredentials;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The log of every command at its lowest level, as the application's handlers write it. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class LogLeakTest {

    @Inject
    TestCommands commands;

    private final LocalSecretsManager aws = LocalSecretsManager.start();

    @AfterEach
    void end() {
        aws.close();
    }

    @Test
    void noCommandLogsItsTokens(@TempDir Path directory) {
        var reader = aws.reader("token");
        var fixture = new CliFixture(
                commands.with(reader, TestCredentials.ofEnvironment(), aws.writer("token")), directory, 2);
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
        String other = "another-member-of-the-secret";
        aws.holds(
                "AWSCURRENT",
                "1".repeat(32),
                "{\"password\":\"" + other + "\",\"token\":\"" + fixture.oldToken + "\"}");
        var heard = new ConcurrentLinkedQueue<String>();
        var handler = listening(heard);
        var root = Logger.getLogger("");
        var before = root.getLevel();
        var others = root.getHandlers();
        Stream.of(others).forEach(root::removeHandler);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        try {
            assertThat(fixture.run("", fixture.onThis("audit", "--wait", "0s")).code())
                    .isZero();
            assertThat(fixture.run(
                                    fixture.newToken + "\n",
                                    fixture.onThis("store-token", "--stage", "AWSPENDING", "--yes"))
                            .code())
                    .isZero();
            assertThat(fixture.run("", fixture.onThis("rotate", "--token-from", "secretsmanager:AWSPENDING", "--yes"))
                            .code())
                    .isZero();
        } finally {
            root.setLevel(before);
            root.removeHandler(handler);
            Stream.of(others).forEach(root::addHandler);
        }
        assertThat(heard)
                .isNotEmpty()
                .noneMatch(line -> line.contains(fixture.oldToken))
                .noneMatch(line -> line.contains(fixture.newToken))
                .noneMatch(line -> line.contains(other));
        assertThat(aws.value("AWSCURRENT")).contains(fixture.newToken, other);
    }

    @Test
    void theFilterStandsBeforeEveryHandlerOfTheApplication() {
        String secret = "swordfish-of-the-log-leak-test";
        assertThat(SecretValue.of(secret).length()).isPositive();
        assertThat(InitialConfigurator.DELAYED_HANDLER.getHandlers())
                .filteredOn(ConsoleHandler.class::isInstance)
                .isNotEmpty()
                .allSatisfy(handler -> {
                    var line = new ExtLogRecord(Level.SEVERE, secret, "x");
                    assertThat(handler.getFilter()).isNotNull();
                    assertThat(handler.getFilter().isLoggable(line)).isTrue();
                    assertThat(line.getMessage()).isEqualTo("[a secret]");
                });
    }

    @Test
    void eachKindOfHandlerThatCanBeTurnedOnHasTheFilter() {
        var settings = ConfigProvider.getConfig();
        for (String kind : List.of("console", "file", "syslog", "socket")) {
            assertThat(settings.getValue("quarkus.log." + kind + ".filter", String.class))
                    .isEqualTo("secrets");
        }
    }

    private static Handler listening(Queue<String> heard) {
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (isLoggable(line)) {
                    heard.add(new PatternFormatter("%c %s%e").format(ExtLogRecord.wrap(line)));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        handler.setFilter(new SecretFilter());
        return handler;
    }
}
