package io.github.ccatobs.pat.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Variables work in either case; what an exception needs is known below its name. */
    @Test
    void namesWhatIsWrongInVariablesOfSmallLettersAndBelowNames() {
        assertThat(UnknownSettings.warnings(
                        List.of(
                                "ccat_pat_graf",
                                "CCAT_PAT_HTTP_KEYS",
                                "CCAT_PAT_AUDIT_ACCEPT__A_B__REASN",
                                "ccat_pat_graph"),
                        Stream.of("ccat.pat.audit.accept.\"o/r\".untill", "ccat.pat.http.keys.")))
                .containsExactly(
                        "CCAT_PAT_AUDIT_ACCEPT__A_B__REASN is not a setting and has no effect; the nearest is"
                                + " CCAT_PAT_AUDIT_ACCEPT_NAME_REASON",
                        "CCAT_PAT_HTTP_KEYS is not a setting and has no effect; the nearest is CCAT_PAT_HTTP_KEYS_NAME",
                        "ccat.pat.audit.accept.\"o/r\".untill is not a setting and has no effect; the nearest is"
                                + " ccat.pat.audit.accept.NAME.until",
                        "ccat.pat.http.keys. is not a setting and has no effect; the nearest is ccat.pat.http.keys.NAME",
                        "ccat_pat_graf is not a setting and has no effect; the nearest is CCAT_PAT_GRAPH");
    }

    @ParameterizedTest
    @CsvSource({
        "%prod.ccat.pat.audit.maxage, ccat.pat.audit.max-age",
        "_PROD_CCAT_PAT_GITHUB_TIMOUT, CCAT_PAT_GITHUB_TIMEOUT",
        "CCAT_PTA_GRAPH, CCAT_PAT_GRAPH",
        "CCATPAT_STORE_PATH, CCAT_PAT_STORE_PATH",
        "ccat.pta.audit.cron, ccat.pat.audit.cron",
    })
    void seesThroughProfilesAndMistakesInThePrefix(String name, String nearest) {
        assertThat(SettingNames.warning(name))
                .contains(name + " is not a setting and has no effect; the nearest is " + nearest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%prod.ccat.pat.audit.max-age",
                "_DEV_CCAT_PAT_AUDIT_MAX_AGE",
                "CCAT_API_URL",
                "CCAT_APP_KEY",
                "CCAT_CACHE",
                "CCAT_ACTION_GRAPH",
                "PATH",
                "C"
            })
    void leavesOtherNamesAlone(String name) {
        assertThat(SettingNames.warning(name)).isEmpty();
    }

    @Test
    void namesFilesOfSettingsThatAreNotThere(@TempDir Path directory) throws IOException {
        Path there = Files.createFile(directory.resolve("there.properties"));
        assertThat(UnknownSettings.missing(
                        "smallrye.config.locations",
                        there + ", " + there.toUri() + ",http://config.example/x,/no/such,file:///no/such"))
                .containsExactly(
                        "smallrye.config.locations names '/no/such', which is not there: its settings have no effect",
                        "smallrye.config.locations names 'file:///no/such', which is not there: its settings have no effect");
    }

    @Test
    void aNameIsShownNotObeyed() {
        assertThat(UnknownSettings.warnings(List.of("CCAT_PAT_\u001b[2J\nX"), Stream.of()))
                .singleElement()
                .asString()
                .startsWith("CCAT_PAT_\\u{1b}[2J\\u{a}X is not a setting");
    }
}
