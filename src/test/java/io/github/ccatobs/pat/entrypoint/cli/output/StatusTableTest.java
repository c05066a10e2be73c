package io.github.ccatobs.pat.entrypoint.cli.output;

import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.archived;
import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.missing;
import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.present;
import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.renamed;
import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.entrypoint.cli.terminal.DisplayWidth;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTableTest {

    @Test
    void saysThatARepositoryMayBeAsItIs() {
        var accepted = new Waiver("moves \u001b[2J away", LocalDate.parse("2027-01-31"));
        assertThat(StatusTable.draw(
                        Audits.of(Audits.missing("acme/one")),
                        false,
                        Map.of(RepositoryName.parse("acme/one"), accepted),
                        0))
                .contains("✗ missing", "accepted until 2027-01-31: moves ")
                .doesNotContain("\u001b");
    }

    @Test
    void isByteForByteTheDocumentedTable() {
        assertThat(StatusTable.draw(
                        Audits.of(present("ccatobs/system-integration"), missing("ccatobs/ops-db-api")),
                        false,
                        Map.of(),
                        0))
                .isEqualTo("""
                        ╭────────────────────────────────────┬────────────────┬──────────────────────────╮
                        │ Repository                         │ Secret present │ Last rotated             │
                        ├────────────────────────────────────┼────────────────┼──────────────────────────┤
                        │ ccatobs/system-integration         │ ✓ present      │ 2026-02-21T22:17:45Z     │
                        │ ccatobs/ops-db-api                 │ ✗ missing      │ —                        │
                        ╰────────────────────────────────────┴────────────────┴──────────────────────────╯
                        """);
    }

    @Test
    void growsWithTheLongestNameAndSaysInANoteWhatNeedsSaying() {
        var audit = Audits.of(
                present("ccatobs/a-repository-with-quite-a-long-name"),
                unreadable("ccatobs/hidden", "not found, or not visible to GITHUB_TOKEN"),
                archived(missing("ccatobs/old")),
                archived(renamed(present("ccatobs/web"), "ccatobs/site")));

        assertThat(StatusTable.draw(audit, false, Map.of(), 0)).isEqualTo("""
                        ╭─────────────────────────────────────────────┬────────────────┬──────────────────────────┬───────────────────────────────────────────╮
                        │ Repository                                  │ Secret present │ Last rotated             │ Note                                      │
                        ├─────────────────────────────────────────────┼────────────────┼──────────────────────────┼───────────────────────────────────────────┤
                        │ ccatobs/a-repository-with-quite-a-long-name │ ✓ present      │ 2026-02-21T22:17:45Z     │                                           │
                        │ ccatobs/hidden                              │ ? unreadable   │ —                        │ not found, or not visible to GITHUB_TOKEN │
                        │ ccatobs/old                                 │ ✗ missing      │ —                        │ archived                                  │
                        │ ccatobs/web                                 │ ✓ present      │ 2026-02-21T22:17:45Z     │ renamed to ccatobs/site; archived         │
                        ╰─────────────────────────────────────────────┴────────────────┴──────────────────────────┴───────────────────────────────────────────╯
                        """);
    }

    @Test
    void isAFrameAroundNothingWhenThereIsNoRepository() {
        assertThat(StatusTable.draw(Audits.of(), false, Map.of(), 0)).isEqualTo("""
                        ╭────────────────────────────────────┬────────────────┬──────────────────────────╮
                        │ Repository                         │ Secret present │ Last rotated             │
                        ├────────────────────────────────────┼────────────────┼──────────────────────────┤
                        ╰────────────────────────────────────┴────────────────┴──────────────────────────╯
                        """);
    }

    @Test
    void coloursTheStatesWithoutMovingAnything() {
        var audit = Audits.of(present("acme/one"), missing("acme/two"), unreadable("acme/three", "limit"));

        String coloured = StatusTable.draw(audit, true, Map.of(), 0);

        assertThat(coloured)
                .contains("\u001b[32m✓ present\u001b[0m ", "\u001b[31m✗ missing\u001b[0m ")
                .contains("\u001b[33m? unreadable\u001b[0m ");
        assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(StatusTable.draw(audit, false, Map.of(), 0));
    }

    private static final String REASON = "not found, or not visible to GITHUB_TOKEN (見えない), which may read no secrets";

    private static String narrow(int width) {
        return StatusTable.draw(
                Audits.of(
                        present("ccatobs/system-integration"),
                        unreadable("ccatobs/ops-db-api", REASON),
                        present("a-very-long-owner-of-many/a-repository-of-forty-characters-in-all")),
                false,
                Map.of(),
                width);
    }

    @ParameterizedTest
    @ValueSource(ints = {29, 30, 40, 59, 60, 61, 79, 80, 81, 100, 119, 120, 121, 200, 300})
    void noLineIsWiderThanTheTerminal(int width) {
        assertThat(narrow(width).lines())
                .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(width));
    }

    @Test
    void shrinksBeforeItMovesTheNotesBelow() {
        String table = StatusTable.draw(
                Audits.of(present("ccatobs/ops-db"), archived(missing("ccatobs/old"))), false, Map.of(), 70);

        assertThat(table).isEqualTo("""
                        ╭────────────────┬────────────────┬──────────────────────┬──────────╮
                        │ Repository     │ Secret present │ Last rotated         │ Note     │
                        ├────────────────┼────────────────┼──────────────────────┼──────────┤
                        │ ccatobs/ops-db │ ✓ present      │ 2026-02-21T22:17:45Z │          │
                        │ ccatobs/old    │ ✗ missing      │ —                    │ archived │
                        ╰────────────────┴────────────────┴──────────────────────┴──────────╯
                        """);
    }

    @Test
    void showsDaysAndCutsOwnersBeforeNames() {
        assertThat(narrow(60)).isEqualTo("""
                        ╭────────────────────────────┬──────────────┬──────────────╮
                        │ Repository                 │ Secret       │ Last rotated │
                        ├────────────────────────────┼──────────────┼──────────────┤
                        │ ccatobs/system-integration │ ✓ present    │ 2026-02-21   │
                        │ ccatobs/ops-db-api         │ ? unreadable │ —            │
                        │ …/a-repository…ters-in-all │ ✓ present    │ 2026-02-21   │
                        ╰────────────────────────────┴──────────────┴──────────────╯
                          ccatobs/ops-db-api: not found, or not visible to
                            GITHUB_TOKEN (見えない), which may read no secrets
                        """);
    }
}
