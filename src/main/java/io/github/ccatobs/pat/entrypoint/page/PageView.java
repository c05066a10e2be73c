package io.github.ccatobs.pat.entrypoint.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The page in texts, as templates, Markdown and CSV write them. Text from outside is printable, and not escaped yet.
 *
 * @param secret the secret's name
 * @param writtenAt when this was written
 * @param state the state in words
 * @param underWay the sentence of the state that is about the rotation under way, which changes; or empty
 * @param auditedAt when the last audit was; empty when there was none
 * @param lastAudit when the last audit was and how long ago
 * @param isAudited whether there is one
 * @param counts the numbers of the rotation under way, or else of the last audit
 * @param toDo what to do, the most urgent first
 * @param rows the repositories, in order of work
 * @param rowsNote why there are none, or that they are of an earlier audit; or empty
 * @param graph the dependency graph as SVG
 * @param graphNote how to read it
 * @param history the audits, the oldest first
 * @param historyChart the same as SVG
 * @param ages how old the secret is in how many repositories, as SVG
 * @param token the token's life
 * @param oldToken the token before it
 * @param others findings that are about no repository of the table
 * @param notes what the audit could not look at
 * @param rotations past and running rotations, the newest first
 */
public record PageView(
        String secret,
        String writtenAt,
        StateSentence state,
        String underWay,
        String auditedAt,
        String lastAudit,
        boolean isAudited,
        List<SummaryCount> counts,
        List<ToDo> toDo,
        List<TableRow> rows,
        String rowsNote,
        String graph,
        String graphNote,
        List<AuditRow> history,
        String historyChart,
        String ages,
        TokenLife token,
        OldTokenPanel oldToken,
        List<FindingLine> others,
        List<String> notes,
        List<RotationRow> rotations) {

    /** Whether a rotation is being run, so that no other can be begun. */
    public boolean isRotating() {
        return rotations.stream().anyMatch(rotation -> rotation.state().equals("running"));
    }

    /** The name of the button that the first step is to press; or empty. */
    public String nextButton() {
        if (!underWay.isEmpty()) {
            return "";
        }
        return toDo.stream()
                .findFirst()
                .flatMap(ToDo::button)
                .map(PageButton::toString)
                .orElse("");
    }

    /** Whether all is well, so that nothing is to be done. */
    public boolean isWell() {
        return state.tone() == StateSentence.Tone.WELL;
    }

    /** A number with its name and the tone that it has when it is not 0. */
    public record SummaryCount(int number, String name, String tone) {}

    /** The buttons of the page that a step can name. */
    public enum PageButton {
        AUDIT_NOW("Audit now"),
        CHECK_TOKEN("Check the token"),
        ROTATE("Rotate");

        private final String label;

        PageButton(String label) {
            this.label = label;
        }

        /** Its label, without the ellipsis of those that ask first. */
        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * One step.
     *
     * @param commands what to type; empty where a person has to decide, or a button takes the step
     * @param button the button of the service's page that takes the step
     */
    public record ToDo(String step, String why, List<String> commands, Optional<PageButton> button) {

        private static final int LONGEST_WHOLE = 32;

        /** A step without a button. */
        ToDo(String step, String why, List<String> commands) {
            this(step, why, commands, Optional.empty());
        }

        /** A step that a button takes. */
        ToDo(String step, String why, PageButton button) {
            this(step, why, List.of(), Optional.of(button));
        }

        /** The reason in words, with those that a narrow screen shows in one piece. */
        public List<Word> words() {
            return Stream.of(why.split(" ", -1))
                    .map(word -> new Word(word, word.contains("-") && word.length() <= LONGEST_WHOLE))
                    .toList();
        }

        /** A word, and whether it is not broken where it has a hyphen. */
        public record Word(String text, boolean isWhole) {}
    }

    /**
     * One repository.
     *
     * @param id of its row, to link to
     * @param rank of its state, the worst first, to sort by
     * @param tone of its state
     * @param updatedAt when the secret was written; empty when it is not there or not known
     * @param age in days, likewise
     * @param rotation the rotation that wrote it last
     * @param notes more that a person should know, a sentence each
     * @param url its page on GitHub; empty when it is not known where GitHub is
     */
    public record TableRow(
            String id,
            String name,
            String state,
            String mark,
            int rank,
            String tone,
            String updatedAt,
            String age,
            String rotation,
            List<FindingLine> findings,
            List<String> notes,
            String url) {}

    /**
     * A finding.
     *
     * @param since when it was first seen
     * @param days how long ago, in words
     * @param detail more in words; may be empty
     * @param isInformation whether no step of what to do is about it
     */
    public record FindingLine(
            String kind,
            String where,
            String since,
            String days,
            String detail,
            String remedy,
            boolean isConfirmed,
            boolean isInformation) {

        /** The kind as the page says it, in the word for the state of the repository. */
        public String title() {
            return PageComposer.title(kind);
        }
    }

    /** An audit of the history. */
    public record AuditRow(
            String at,
            boolean isComplete,
            int present,
            int missing,
            int unreadable,
            int transferred,
            int opened,
            int resolved) {

        /** How many repositories it had. */
        public int all() {
            return present + missing + unreadable + transferred;
        }
    }

    /**
     * The token's life.
     *
     * @param sentence when it ends, from when, and whose it is
     * @param chart as SVG; empty when its beginning or its end is unknown
     */
    public record TokenLife(String sentence, String chart) {}

    /**
     * The token before the current one.
     *
     * @param sentence whether it may go; empty when none is known
     * @param lines what that was read from
     * @param command what asks GitHub about it; empty when there is nothing to ask
     */
    public record OldTokenPanel(String sentence, List<GateLine> lines, String command) {}

    /** A part of the old token's gate, with a sign and its tone. */
    public record GateLine(String mark, String tone, String text) {}

    /**
     * A rotation.
     *
     * @param tone of its state
     * @param took how long it took, or empty
     * @param reason why it stopped or waits, or empty
     * @param failures the repositories that it could not write, with the reason
     */
    public record RotationRow(
            String id,
            String state,
            String mark,
            String tone,
            String startedAt,
            String startedBy,
            String took,
            String counts,
            String reason,
            List<String> failures) {}
}
