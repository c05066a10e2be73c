package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The App that the manifest makes is the one that the page's address makes, and no more than the product asks for. */
class GitHubAppManifestTest {

    @Test
    void theAddressOfThePageAsksForTheSame() throws Exception {
        String page = Files.readString(Path.of("docs", "github-app.md"));
        var address = Pattern.compile("settings/apps/new\\?(\\S+)").matcher(page);
        assertThat(address.find()).isTrue();

        var asked = Pattern.compile("&([a-z_]+)=(read|write)")
                .matcher(address.group(1))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));

        assertThat(asked).isEqualTo(permissions());
        assertThat(address.group(1)).contains("public=false", "webhook_active=false");
    }

    @Test
    void writesSecretsAndIssuesOfRepositoriesAndNothingElse() throws Exception {
        assertThat(permissions().entrySet().stream()
                        .filter(permission -> permission.getValue().equals("write")))
                .containsExactly(Map.entry("issues", "write"), Map.entry("secrets", "write"));
    }

    private static Map<String, String> permissions() throws Exception {
        var manifest = new ObjectMapper()
                .readTree(Path.of("infra", "github-app", "manifest.json").toFile());
        var permissions = new TreeMap<String, String>();
        manifest.path("default_permissions")
                .properties()
                .forEach(permission -> permissions.put(
                        permission.getKey(), permission.getValue().asText()));
        return permissions;
    }
}
