package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseJsonTest {

    @Test
    void readsMembers() {
        var body = body("{\"text\":\"é\",\"flag\":true,\"count\":9007199254740993,"
                + "\"moment\":\"2026-02-21T22:17:45Z\",\"list\":[{\"text\":\"a\"},{\"text\":\"b\"}]}");

        assertThat(body.text("text")).isEqualTo("é");
        assertThat(body.flag("flag")).isTrue();
        assertThat(body.count("count")).isEqualTo(9007199254740993L);
        assertThat(body.moment("moment")).isEqualTo(Instant.parse("2026-02-21T22:17:45Z"));
        assertThat(body.list("list")).extracting(item -> item.text("text")).containsExactly("a", "b");
    }

    @Test
    void aNameOfAMegabyteFloodsNoTerminal() {
        assertThat(body("{\"text\":\"" + "x".repeat(255) + "\"}").shortText("text"))
                .hasSize(255);
        assertThatThrownBy(() ->
                        body("{\"text\":\"" + "x".repeat(1_000_000) + "\"}").shortText("text"))
                .hasMessageEndingWith("the answer's member 'text' is not text of at most 255 characters");
    }

    @Test
    void readsATimeWithAnOffset() {
        assertThat(body("{\"moment\":\"2026-02-21T23:17:45+01:00\"}").moment("moment"))
                .isEqualTo(Instant.parse("2026-02-21T22:17:45Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u00a6',
            value = {
                "text | {} | is not text",
                "text | {\"text\":null} | is not text",
                "text | {\"text\":1} | is not text",
                "text | {\"text\":{\"leak\":1}} | is not text",
                "flag | {\"flag\":\"true\"} | is not true or false",
                "flag | {\"flag\":1} | is not true or false",
                "count | {\"count\":\"1\"} | is not a count",
                "count | {\"count\":-1} | is not a count",
                "count | {\"count\":1.5} | is not a count",
                "count | {\"count\":1e3} | is not a count",
                "count | {\"count\":99999999999999999999} | is not a count",
                "count | {\"count\":null} | is not a count",
                "moment | {\"moment\":\"leak\"} | is not a time",
                "moment | {\"moment\":\"2026-02-30T00:00:00Z\"} | is not a time",
                "moment | {\"moment\":1795424400} | is not text",
                "moment | {\"moment\":\"+999999999-12-31T23:59:59Z\"} | is not a time of the years 1970 to 9999",
                "moment | {\"moment\":\"-999999999-01-01T00:00:00Z\"} | is not a time of the years 1970 to 9999",
                "moment | {\"moment\":\"-1000000000-01-01T00:00:00Z\"} | is not a time",
                "moment | {\"moment\":\"+10000-01-01T00:00:00Z\"} | is not a time of the years 1970 to 9999",
                "moment | {\"moment\":\"1969-12-31T23:59:59Z\"} | is not a time of the years 1970 to 9999",
                "list | {\"list\":{}} | is not a list of objects",
                "list | {\"list\":[\"leak\"]} | is not a list of objects",
                "list | {\"list\":[{},null]} | is not a list of objects",
                "parsed | {\"parsed\":\"leak\"} | is not what GitHub's rules allow",
            })
    void refusesAnotherType(String name, String json, String reason) {
        assertThatThrownBy(() -> read(name, body(json)))
                .isInstanceOf(GitHubException.GitHubUnavailableException.class)
                .hasMessage("GET /repos/acme/web: the answer's member '" + name + "' " + reason)
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"a\",\"text\":\"b\"}",
                "{\"list\":[{\"text\":\"a\",\"text\":\"a\"}]}",
                "{\"text\":\"a\",\"te\\u0078t\":\"b\"}"
            })
    void refusesAMemberThatStandsTwice(String json) {
        assertThatThrownBy(() -> body(json))
                .isInstanceOf(GitHubException.GitHubUnavailableException.class)
                .hasMessage("GET /repos/acme/web: the answer is not valid JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "[{}]", "1", "\"leak\"", "true"})
    void refusesWhatIsNoObject(String json) {
        assertThatThrownBy(() -> body(json))
                .isInstanceOf(GitHubException.GitHubUnavailableException.class)
                .hasMessage("GET /repos/acme/web: the answer is not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leak",
                "{\"leak\":",
                "{\"leak\":1",
                "{'leak':1}",
                "{}leak",
                "{}{}",
                "<html>leak</html>",
                "\u001f\u008b\b",
                "{\"count\":NaN}"
            })
    void refusesWhatIsNoJson(String json) {
        assertThatThrownBy(() -> body(json))
                .isInstanceOf(GitHubException.GitHubUnavailableException.class)
                .hasMessage("GET /repos/acme/web: the answer is not valid JSON")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void refusesDeepNesting(String opening) {
        assertThatThrownBy(() -> body(opening.repeat(100_000)))
                .isInstanceOf(GitHubException.GitHubUnavailableException.class);
    }

    @Test
    void refusesWhatIsNoText() {
        byte[] bytes = {0, 0, 0, '{', (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};

        assertThatThrownBy(() -> ResponseJson.of(new GitHubResponse(SampleResponses.CALL, 200, Map.of(), bytes)))
                .isInstanceOf(GitHubException.GitHubUnavailableException.class)
                .hasNoCause();
    }

    private static Object read(String name, ResponseJson body) {
        return switch (name) {
            case "flag" -> body.flag(name);
            case "count" -> body.count(name);
            case "moment" -> body.moment(name);
            case "list" -> body.list(name);
            case "parsed" ->
                body.parsed(name, text -> {
                    throw new IllegalArgumentException(text);
                });
            default -> body.text(name);
        };
    }

    private static ResponseJson body(String json) {
        return ResponseJson.of(
                new GitHubResponse(SampleResponses.CALL, 200, Map.of(), json.getBytes(StandardCharsets.UTF_8)));
    }
}
