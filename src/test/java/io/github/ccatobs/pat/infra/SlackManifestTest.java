package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The Slack app may post to one channel and nothing else, and keeps within Slack's lengths. */
class SlackManifestTest {

    @Test
    void asksForTheWebhookAlone() throws IOException {
        assertThat(manifest())
                .containsEntry("oauth_config", Map.of("scopes", Map.of("bot", List.of("incoming-webhook"))));
    }

    @Test
    void keepsWithinSlacksLengths() throws IOException {
        Map<?, ?> shown = (Map<?, ?>) manifest().get("display_information");

        assertThat(shown).hasSize(4);
        assertThat(shown.get("name").toString()).hasSizeLessThanOrEqualTo(35);
        assertThat(shown.get("description").toString()).hasSizeLessThanOrEqualTo(140);
        assertThat(shown.get("long_description").toString()).hasSizeBetween(174, 4000);
    }

    private static Map<Object, Object> manifest() throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("infra", "slack-app-manifest.yaml")));
    }
}
