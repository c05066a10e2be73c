package io.github.ccatobs.pat.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
