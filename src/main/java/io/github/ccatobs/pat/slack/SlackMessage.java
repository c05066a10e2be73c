package io.github.ccatobs.pat.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ccatobs.pat.domain.Plurals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One message, built from top to bottom and held to Slack's limits: 50 blocks, 3,000 characters a section, 150 a
 * header, and about 13,000 over all blocks, which Slack does not document. Sentences are always there; of lists, the
 * first lines are, and the rest is counted.
 */
final class SlackMessage {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final int LONGEST_HEADER = 150;
    private static final int LONGEST_SECTION = 2_900;
    private static final int MOST_CHARACTERS = 11_900;
    /** Between the header and the buttons and small print at the end: Slack takes 50 in all. */
    private static final int MOST_BLOCKS = 47;
    /** More is not read. */
    private static final int MOST_LINES = 50;
    /** Kept free for the line that says what did not fit. */
    private static final int LAST_LINE = 1_500;

    private final String headline;
    private final String emoji;
    private final List<String> said = new ArrayList<>();
    private final List<BulletList> listings = new ArrayList<>();
    private final List<String> afterwards = new ArrayList<>();
    private final List<LinkButton> buttons = new ArrayList<>();
    private String aside = "";
    private String mark = "";
    private String wholeStory = "";

    /** The first of {@code size} lines under a title; {@code what} names them where they are only counted. */
    private record BulletList(String title, String what, List<String> lines, int size) {}

    /** {@code emoji} is a name, e.g. {@code warning}; {@code headline} is trusted and plain. */
    SlackMessage(String emoji, String headline) {
        this.emoji = emoji;
        this.headline = headline;
    }

    /** A paragraph above the lists. */
    SlackMessage say(String mrkdwn) {
        said.add(mrkdwn);
        return this;
    }

    /** A list with a {@code line} for each of {@code things}; where there are none, there is no list. */
    <T> SlackMessage list(String title, String what, List<T> things, Function<T, String> line) {
        if (!things.isEmpty()) {
            var first = things.stream().limit(MOST_LINES).map(line).toList();
            listings.add(new BulletList(title, what, first, things.size()));
        }
        return this;
    }

    /** A paragraph below the lists. */
    SlackMessage sayAfterwards(String mrkdwn) {
        afterwards.add(mrkdwn);
        return this;
    }

    /** A small line at the end. */
    SlackMessage aside(String mrkdwn) {
        aside = mrkdwn;
        return this;
    }

    /** A button below everything; its address is also in the text for those who see no blocks. */
    SlackMessage button(LinkButton button) {
        buttons.add(button);
        return this;
    }

    /** Marks the message as a test, in the headline and in a paragraph of its own. */
    SlackMessage asTest() {
        mark = "TEST: ";
        said.addFirst("This is a test message with made-up content: nothing happened, and there is nothing to do.");
        return this;
    }

    /** The command that shows what does not fit. */
    SlackMessage wholeStory(String command) {
        wholeStory = command;
        return this;
    }

    /** The document as it is posted. */
    String json() {
        return document().toString();
    }

    /** The same for people. */
    String pretty() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts is always JSON", e);
        }
    }

    private ObjectNode document() {
        var document = NODES.objectNode();
        document.put("text", plainText());
        var blocks = document.putArray("blocks");
        blocks.add(header());
        var sections = new ArrayList<>(said);
        sections.addAll(lists());
        sections.addAll(afterwards);
        sections.stream().map(SlackMessage::section).forEach(blocks::add);
        if (!buttons.isEmpty()) {
            blocks.add(actions());
        }
        if (!aside.isEmpty()) {
            blocks.add(context());
        }
        return document;
    }

    /** For notifications, and for clients that do not show blocks. */
    private String plainText() {
        return mark
                + headline
                + said.stream()
                        .map(text -> "\n" + text.replaceAll("[*`]", ""))
                        .findFirst()
                        .orElse("")
                + buttons.stream()
                        .map(button -> "\n" + button.label() + ": "
                                + button.url().toString().replace("&", "&amp;"))
                        .collect(Collectors.joining());
    }

    private List<String> lists() {
        int room = MOST_CHARACTERS
                - LAST_LINE
                - LONGEST_HEADER
                - aside.length()
                - said.stream().mapToInt(String::length).sum()
                - afterwards.stream().mapToInt(String::length).sum();
        int blocks = MOST_BLOCKS - said.size() - afterwards.size();
        var builder = new SectionBuilder(room, blocks);
        Map<String, Integer> left = new LinkedHashMap<>();
        for (var listing : listings) {
            int shown = builder.put(listing);
            if (shown < listing.size()) {
                left.merge(listing.what(), listing.size() - shown, Integer::sum);
            }
        }
        var sections = new ArrayList<>(builder.sections);
        if (!left.isEmpty()) {
            sections.add(more(left));
        }
        return sections;
    }

    private String more(Map<String, Integer> left) {
        int all = left.values().stream().mapToInt(Integer::intValue).sum();
        String kinds = left.entrySet().stream()
                .map(kind -> Plurals.number(kind.getValue()) + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        String what = left.size() == 1
                ? Plurals.number(all) + " more " + left.keySet().iterator().next()
                : Plurals.number(all) + " more (" + kinds + ")";
        return "…and " + what + ": see " + Mrkdwn.command(wholeStory);
    }

    /** Sections that are filled one after the other. */
    private static final class SectionBuilder {

        private final List<String> sections = new ArrayList<>();
        private int room;
        private int lines = MOST_LINES;
        private final int blocks;

        SectionBuilder(int room, int blocks) {
            this.room = room;
            this.blocks = blocks;
        }

        /** Puts as many lines there as fit, under their title; says how many. */
        int put(BulletList listing) {
            var section = new StringBuilder(listing.title());
            int shown = 0;
            for (String line : listing.lines()) {
                int needed = line.length() + 1 + (shown == 0 ? listing.title().length() : 0);
                if (lines == 0 || needed > room || sections.size() + 2 > blocks) {
                    break;
                }
                if (section.length() + 1 + line.length() > LONGEST_SECTION) {
                    sections.add(section.toString());
                    section.setLength(0);
                }
                section.append(section.isEmpty() ? "" : "\n").append(line);
                room -= needed;
                lines--;
                shown++;
            }
            if (shown > 0) {
                sections.add(section.toString());
            }
            return shown;
        }
    }

    private ObjectNode header() {
        String text = ":" + emoji + ": " + mark + headline;
        var header = NODES.objectNode().put("type", "header");
        header.putObject("text")
                .put("type", "plain_text")
                .put("text", text.length() > LONGEST_HEADER ? text.substring(0, LONGEST_HEADER - 1) + "…" : text)
                .put("emoji", true);
        return header;
    }

    private static ObjectNode section(String mrkdwn) {
        var section = NODES.objectNode().put("type", "section");
        section.set("text", markup(mrkdwn));
        return section;
    }

    private ObjectNode actions() {
        var actions = NODES.objectNode().put("type", "actions");
        var elements = actions.putArray("elements");
        for (var button : buttons) {
            var element = elements.addObject().put("type", "button").put("action_id", "open-" + elements.size());
            element.putObject("text")
                    .put("type", "plain_text")
                    .put("text", button.text())
                    .put("emoji", false);
            element.put("url", button.url().toString()).put("accessibility_label", button.label());
        }
        return actions;
    }

    private ObjectNode context() {
        var context = NODES.objectNode().put("type", "context");
        context.putArray("elements").add(markup(aside));
        return context;
    }

    /** Verbatim: without that Slack makes mentions and links of what merely looks like one. */
    private static ObjectNode markup(String mrkdwn) {
        return NODES.objectNode().put("type", "mrkdwn").put("text", mrkdwn).put("verbatim", true);
    }
}
