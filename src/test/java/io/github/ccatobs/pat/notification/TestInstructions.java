package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.token.AppSettings;
import io.github.ccatobs.pat.token.LifetimeLimitStore;
import io.github.ccatobs.pat.token.TestCredentials;
import io.github.ccatobs.pat.token.TestLifetimes;
import io.github.ccatobs.pat.token.TokenSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The operator's instructions under settings that a test gives, a key and a value in turn. */
public final class TestInstructions {

    private TestInstructions() {}

    /** Those of the command line. */
    public static OperatorInstructions ofCommand(String... settings) {
        return of(OperatorInstructions.RunMode.COMMAND, settings);
    }

    /** Those of the service. */
    public static OperatorInstructions ofService(String... settings) {
        return of(OperatorInstructions.RunMode.SERVICE, settings);
    }

    /** Those of a function on AWS. */
    public static OperatorInstructions ofFunction(String... settings) {
        return of(OperatorInstructions.RunMode.FUNCTION, settings);
    }

    /** How the command line renews a token in November 2026, where no other credential writes. */
    public static TokenRenewalInstructions renewal() {
        return renewal(
                Settings.of(GraphSettings.class, Map.of()),
                TestLifetimes.inMemory(),
                Clock.fixed(Instant.parse("2026-11-23T03:00:00Z"), ZoneOffset.UTC));
    }

    /** The same at the time of {@code clock}, with the maximums that {@code limits} keeps. */
    public static TokenRenewalInstructions renewal(GraphSettings graph, LifetimeLimitStore limits, Clock clock) {
        return new TokenRenewalInstructions(
                Settings.of(TokenSettings.class, Map.of()),
                Settings.of(GitHubSettings.class, Map.of()),
                graph,
                TestCredentials.ofEnvironment(),
                TestLifetimes.of(Settings.of(TokenSettings.class, Map.of()), limits),
                ofCommand(),
                clock);
    }

    private static OperatorInstructions of(OperatorInstructions.RunMode mode, String... settings) {
        Map<String, String> all = new HashMap<>();
        for (int at = 0; at < settings.length; at += 2) {
            all.put("ccat.pat." + settings[at], settings[at + 1]);
        }
        return new OperatorInstructions(
                Settings.of(TokenSettings.class, only(all, "token.")),
                Settings.of(GitHubSettings.class, only(all, "github.api", "github.secret", "github.exec")),
                Settings.of(AppSettings.class, only(all, "github.app.")),
                Settings.of(ActionsSecretSettings.class, only(all, "secret")),
                Settings.of(GraphSettings.class, only(all, "graph", "o")),
                Settings.of(DeploymentSettings.class, only(all, "aws.")),
                Optional.ofNullable(all.get("ccat.pat.store.table")),
                Optional.ofNullable(all.get("ccat.pat.store.path")),
                mode);
    }

    private static Map<String, String> only(Map<String, String> settings, String... beginnings) {
        var some = new HashMap<>(settings);
        some.keySet()
                .removeIf(key -> Stream.of(beginnings).noneMatch(beginning -> key.startsWith("ccat.pat." + beginning)));
        return some;
    }
}
