package io.github.ccatobs.pat.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnknownSettingsTest {

    @Test
    void namesTheNearestSettingInTheSameSpelling() {
        assertThat(UnknownSettings.warnings(
                        List.of("CCAT_PAT_AUDIT_MAXAGE", "CCAT_PAT_GRAF", "PATH", "CCAT_PATH"),
                        Stream.of("ccat.pat.audit.maxage", "quarkus.log.level")))
                .containsExactly(
                        "CCAT_PAT_AUDIT_MAXAGE is not a setting and has no effect; the nearest is CCAT_PAT_AUDIT_MAX_AGE",
                        "CCAT_PAT_GRAF is not a setting and has no effect; the nearest is CCAT_PAT_GRAPH",
                        "ccat.pat.audit.maxage is not a setting and has no effect; the nearest is ccat.pat.audit.max-age");
    }

    @Test
    void knowsEverySettingAndWhatPeopleNameThemselves() {
        assertThat(UnknownSettings.warnings(
                        List.of(
                                "CCAT_PAT_GRAPH",
                                "CCAT_PAT_HTTP_KEYS_OPS",
                                "CCAT_PAT_HTTP_KEYS__COMPOSE_",
                                "CCAT_PAT_AUDIT_ACCEPT__A_B__REASON"),
                        Stream.of(
                                "ccat.pat.http.keys.\"x\"",
                                "ccat.pat.audit.accept.\"o/r\".reason",
                                "ccat.pat.github.in-flight")))
                .isEmpty();
    }

    @Test
    void aNameIsShownNotObeyed() {
        assertThat(UnknownSettings.warnings(List.of("CCAT_PAT_\u001b[2J\nX"), Stream.of()))
                .singleElement()
                .asString()
                .startsWith("CCAT_PAT_\\u{1b}[2J\\u{a}X is not a setting");
    }
}
