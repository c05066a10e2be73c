package io.github.ccatobs.pat.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Terraform module refuses a setting that we do not know, and none that we know goes without a decision there. */
class TerraformSettingsTest {

    private static final Path SETTINGS = Path.of("terraform", "settings.tf");
    private static final Pattern LISTED = Pattern.compile("(?m)^ {4}\"?(CCAT_PAT_[A-Z_]+)\"?(?:,$| += \")");

    @Test
    void listsEverySettingOnce() throws IOException {
        List<String> listed = LISTED.matcher(Files.readString(SETTINGS))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();

        assertThat(listed)
                .as(
                        "terraform/settings.tf: a setting belongs in environment_settings, or with a reason in other_settings")
                .containsExactlyInAnyOrderElementsOf(
                        SettingNames.KEYS.stream().map(SettingNames::variable).toList());
    }
}
