package io.github.ccatobs.pat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Slack's own rules for a message, as it documents them, and the limit over all blocks, which it does not. */
final class BlockKit {

    private static final int MOST_BLOCKS = 50;
    private static final int LONGEST_SECTION = 3_000;
    private static final int LONGEST_HEADER = 150;
    private static final int MOST_CHARACTERS = 12_000;
    private static final int LONGEST_FALLBACK = 4_000;
    /** The allowed text between angle brackets: a link to a page of GitHub. */
    private static final Pattern LINK =
            Pattern.compile("<https?://[\\w.:/\\[\\]-]+/[\\w.-]+/[\\w.-]+\\|[\\w.-]+/[\\w.-]+>");

    private static final Pattern ENTITY = Pattern.compile("&(?:amp|lt|gt);");

    private static final JsonMapper JSON = new JsonMapper();

    private BlockKit() {}

    /** Fails unless Slack would take {@code json} and show it as it was meant. */
    static JsonNode check(String json) {
        var message = parse(json);
        assertThat(message.fieldNames()).toIterable().containsExactly("text", "blocks");
        var fallback = message.path("text").textValue();
        assertThat(fallback).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST_FALLBACK);
        plain(fallback);
        assertThat(message.path("blocks").isArray()).isTrue();
        assertThat(message.path("blocks").size()).isBetween(2, MOST_BLOCKS);
        int characters = 0;
        for (var block : message.path("blocks")) {
            characters += block(block);
        }
        assertThat(characters).isLessThanOrEqualTo(MOST_CHARACTERS);
        return message;
    }

    /** All texts of the blocks, in order. */
    static List<String> texts(String json) {
        var texts = new ArrayList<String>();
        parse(json).path("blocks").findValues("text").stream()
                .filter(JsonNode::isObject)
                .forEach(text -> texts.add(text.path("text").textValue()));
        for (var element : parse(json).findValues("elements")) {
            element.forEach(text -> texts.add(text.path("text").textValue()));
        }
        return texts;
    }

    private static int block(JsonNode block) {
        return switch (block.path("type").asText()) {
            case "header" -> header(block);
            case "section" -> section(block);
            case "context" -> context(block);
            case "actions" -> actions(block);
            default -> throw new AssertionError("no such block: " + block);
        };
    }

    private static int header(JsonNode block) {
        assertThat(block.fieldNames()).toIterable().containsExactly("type", "text");
        var text = block.path("text");
        assertThat(text.path("type").textValue()).isEqualTo("plain_text");
        assertThat(text.path("text").textValue()).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST_HEADER);
        return text.path("text").textValue().length();
    }

    private static int section(JsonNode block) {
        assertThat(block.fieldNames()).toIterable().containsExactly("type", "text");
        return markup(block.path("text"));
    }

    private static int context(JsonNode block) {
        assertThat(block.fieldNames()).toIterable().containsExactly("type", "elements");
        assertThat(block.path("elements").size()).isBetween(1, 10);
        int characters = 0;
        for (var element : block.path("elements")) {
            characters += markup(element);
        }
        return characters;
    }

    private static int actions(JsonNode block) {
        assertThat(block.fieldNames()).toIterable().containsExactly("type", "elements");
        assertThat(block.path("elements").size()).isBetween(1, 25);
        int characters = 0;
        for (var button : block.path("elements")) {
            assertThat(button.fieldNames())
                    .toIterable()
                    .containsExactly("type", "action_id", "text", "url", "accessibility_label");
            assertThat(button.path("type").textValue()).isEqualTo("button");
            assertThat(button.path("text").path("type").textValue()).isEqualTo("plain_text");
            assertThat(button.path("text").path("text").textValue())
                    .isNotBlank()
                    .hasSizeLessThanOrEqualTo(75);
            assertThat(button.path("url").textValue())
                    .matches("https?://[^<>|`\\s]+")
                    .hasSizeLessThanOrEqualTo(3_000);
            assertThat(button.path("accessibility_label").textValue())
                    .isNotBlank()
                    .hasSizeLessThanOrEqualTo(75);
            characters += button.path("text").path("text").textValue().length();
        }
        assertThat(block.path("elements").findValuesAsText("action_id")).doesNotHaveDuplicates();
        return characters;
    }

    private static int markup(JsonNode text) {
        assertThat(text.fieldNames()).toIterable().containsExactly("type", "text", "verbatim");
        assertThat(text.path("type").textValue()).isEqualTo("mrkdwn");
        assertThat(text.path("verbatim").booleanValue()).isTrue();
        var markup = text.path("text").textValue();
        assertThat(markup).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST_SECTION);
        plain(LINK.matcher(markup).replaceAll(""));
        assertThat(markup.chars().filter(character -> character == '`').count() % 2)
                .as("backticks come in pairs: " + markup)
                .isZero();
        return markup.length();
    }

    /** Without our links nothing is left that Slack reads as a mention, a link or an entity of its own. */
    private static void plain(String text) {
        assertThat(text).doesNotContain("<", ">");
        assertThat(ENTITY.matcher(text).replaceAll("")).doesNotContain("&");
        assertThat(text.codePoints()
                        .filter(character -> character != '\n')
                        .filter(character -> switch (Character.getType(character)) {
                            case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> true;
                            default -> false;
                        })
                        .mapToObj(Integer::toHexString))
                .isEmpty();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
