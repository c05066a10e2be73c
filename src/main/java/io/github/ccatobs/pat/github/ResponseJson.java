package io.github.ccatobs.pat.github;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The JSON of an answer, read member by member. A member that is absent or of another type than documented makes
 * the whole answer unusable.
 */
final class ResponseJson {

    /** An answer with a duplicate member is invalid: other parsers may read the other one. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final int SHORT = 255;

    private final GitHubRequest request;
    private final JsonNode node;

    private ResponseJson(GitHubRequest request, JsonNode node) {
        this.request = request;
        this.node = node;
    }

    /**
     * Reads the body as one JSON object.
     *
     * @throws GitHubException.GitHubUnavailableException when it is not
     */
    static ResponseJson of(GitHubResponse response) {
        return new ResponseJson(response.call(), read(response, JsonNode::isObject, "a JSON object"));
    }

    /**
     * Reads the body as a list of JSON objects.
     *
     * @throws GitHubException.GitHubUnavailableException when it is not
     */
    static List<ResponseJson> listOf(GitHubResponse response) {
        return read(response, ResponseJson::isListOfObjects, "a list of JSON objects")
                .valueStream()
                .map(item -> new ResponseJson(response.call(), item))
                .toList();
    }

    private static JsonNode read(GitHubResponse response, Predicate<JsonNode> rule, String what) {
        try {
            var node = JSON.readTree(response.body());
            if (node == null || !rule.test(node)) {
                throw new GitHubException.GitHubUnavailableException(response.call(), "the answer is not " + what);
            }
            return node;
        } catch (JacksonException e) {
            throw new GitHubException.GitHubUnavailableException(response.call(), "the answer is not valid JSON");
        } catch (IOException e) {
            throw new GitHubException.GitHubUnavailableException(response.call(), "the answer is not text");
        }
    }

    String text(String name) {
        return expect(name, "text", JsonNode::isTextual).textValue();
    }

    /** A text that GitHub's rules keep short, and that is shown to people. */
    String shortText(String name) {
        return expect(name, "text of at most " + SHORT + " characters", ResponseJson::isShort)
                .textValue();
    }

    private static boolean isShort(JsonNode value) {
        return value.isTextual() && value.textValue().length() <= SHORT;
    }

    <T> T parsed(String name, Function<String, T> parse) {
        try {
            return parse.apply(text(name));
        } catch (IllegalArgumentException e) {
            throw unlike(name, "what GitHub's rules allow");
        }
    }

    boolean flag(String name) {
        return expect(name, "true or false", JsonNode::isBoolean).booleanValue();
    }

    /** A flag that GitHub need not give; absent is false. */
    boolean flagIfTold(String name) {
        return node.has(name) && flag(name);
    }

    long count(String name) {
        return expect(
                        name,
                        "a count",
                        value -> value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0)
                .longValue();
    }

    /** A moment that every store and message can hold: of the years 1970 to 9999. */
    Instant moment(String name) {
        try {
            var moment = OffsetDateTime.parse(text(name)).toInstant();
            if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
                throw unlike(name, "a time of the years 1970 to 9999");
            }
            return moment;
        } catch (DateTimeException e) {
            throw unlike(name, "a time");
        }
    }

    List<ResponseJson> list(String name) {
        return expect(name, "a list of objects", ResponseJson::isListOfObjects)
                .valueStream()
                .map(item -> new ResponseJson(request, item))
                .toList();
    }

    /** All members that are texts. */
    Map<String, String> texts() {
        return node.propertyStream()
                .filter(member -> member.getValue().isTextual())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, member -> member.getValue().textValue()));
    }

    /** The member, which must be an object. */
    ResponseJson object(String name) {
        return new ResponseJson(request, expect(name, "an object", JsonNode::isObject));
    }

    /** Whether the member is there and not null. */
    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** Whether the member is a list with an object whose {@code member} is {@code text}, in any case, as names on GitHub are. */
    boolean lists(String name, String member, String text) {
        return node.path(name)
                .valueStream()
                .anyMatch(item -> item.path(member).asText().equalsIgnoreCase(text));
    }

    /** The first of a list of texts; empty when there is no such list, or it begins with something else. */
    Optional<String> firstText(String name) {
        return Optional.of(node.path(name).path(0)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private static boolean isListOfObjects(JsonNode value) {
        return value.isArray() && value.valueStream().allMatch(JsonNode::isObject);
    }

    private JsonNode expect(String name, String what, Predicate<JsonNode> rule) {
        var value = node.path(name);
        if (!rule.test(value)) {
            throw unlike(name, what);
        }
        return value;
    }

    /** The failure of an answer whose member is not {@code what}. */
    GitHubException.GitHubUnavailableException unlike(String name, String what) {
        return new GitHubException.GitHubUnavailableException(
                request, "the answer's member '" + name + "' is not " + what);
    }
}
