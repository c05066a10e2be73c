package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.MutableClock;
import io.github.ccatobs.pat.notification.DeploymentSettings;
import io.github.ccatobs.pat.notification.Notifier;
import io.github.ccatobs.pat.notification.TestInstructions;
import io.github.ccatobs.pat.token.TestSecretReader;
import java.util.Map;

/** Posts to a webhook of a test, without real pauses. */
public final class TestSlack {

    private TestSlack() {}

    /** Posts to {@code webhook}. */
    public static Notifier at(String webhook) {
        var time = new MutableClock();
        return new SlackNotifier(
                Settings.of(SlackSettings.class, Map.of("ccat.pat.slack.webhook-url", webhook)),
                Settings.of(GitHubSettings.class, Map.of()),
                Settings.of(DeploymentSettings.class, Map.of()),
                TestInstructions.ofCommand(),
                TestInstructions.renewal(),
                TestSecretReader.ofSecrets(id -> {
                    throw new AssertionError("the webhook is not in a secret");
                }),
                time,
                time.pause());
    }
}
