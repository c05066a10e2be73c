package io.github.ccatobs.pat.github;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rules for requests to GitHub. It names headers and members, never the values of an authorization or a body.
 */
final class RequestHeadValidator {

    private static final Set<String> API_VERSIONS = Set.of("2022-11-28", "2026-03-10");
    private static final String GITHUB_JSON = "application/vnd.github+json";
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i)(bearer|token) \\S+");
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    private final ContractDocument document;
    private final ContractJson json;

    RequestHeadValidator(ContractDocument document) {
        this.document = document;
        this.json = new ContractJson(document);
    }

    List<String> violations(ContractOperation operation, String path, String query, ContractMessage request) {
        if (BROKEN_ESCAPE.matcher(path + "?" + query).find()) {
            return List.of(operation + " request address holds a '%' that two hexadecimal digits do not follow");
        }
        return Stream.of(
                        placeholderViolations(operation, path),
                        queryViolations(operation, query),
                        headerViolations(operation, request),
                        bodyViolations(operation, request))
                .flatMap(List::stream)
                .map(violation -> operation + " request " + violation)
                .toList();
    }

    private List<String> placeholderViolations(ContractOperation operation, String path) {
        Map<String, JsonPointer> known = parameters(operation, "path");
        var violations = new ArrayList<String>();
        operation.placeholders(path).orElseThrow().forEach((name, raw) -> {
            JsonPointer parameter = known.get(name);
            if (parameter == null) {
                violations.add("path {" + name + "} is not described");
            } else {
                violations.addAll(valueViolations("path {" + name + "}", parameter, decode(raw)));
            }
            violations.addAll(segmentViolations(name, raw));
        });
        return violations;
    }

    /**
     * A contents path may have several segments; nothing may climb out of its own. In an environment's name, and nowhere
     * else, GitHub wants slashes, encoded.
     */
    private static List<String> segmentViolations(String name, String raw) {
        boolean harmless = Stream.of(raw.split("/", -1))
                .map(RequestHeadValidator::decode)
                .noneMatch(segment -> segment.isEmpty()
                        || segment.equals(".")
                        || segment.equals("..")
                        || (segment.indexOf('/') >= 0 && !name.equals("environment_name"))
                        || segment.chars().anyMatch(Character::isISOControl));
        return harmless ? List.of() : List.of("path {" + name + "} holds a segment that changes where it points");
    }

    private List<String> queryViolations(ContractOperation operation, String query) {
        Map<String, JsonPointer> known = parameters(operation, "query");
        var seen = new HashSet<String>();
        var violations = new ArrayList<String>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String name = decode(pair.split("=", 2)[0]);
            JsonPointer parameter = known.get(name);
            if (parameter == null) {
                violations.add("query parameter '" + name + "' is unknown, known are "
                        + known.keySet().stream().sorted().toList());
            } else if (!seen.add(name)) {
                violations.add("query parameter '" + name + "' is given twice");
            } else {
                String value = pair.contains("=") ? decode(pair.split("=", 2)[1]) : "";
                violations.addAll(valueViolations("query parameter '" + name + "'", parameter, value));
            }
        }
        known.forEach((name, parameter) -> {
            if (document.at(parameter).path("required").asBoolean() && !seen.contains(name)) {
                violations.add("query parameter '" + name + "' is missing");
            }
        });
        return violations;
    }

    private List<String> valueViolations(String what, JsonPointer parameter, String value) {
        JsonPointer schema = document.resolve(parameter.appendProperty("schema"));
        JsonNode instance = typed(document.at(schema).path("type").asText(), value);
        return document.violations(schema, instance).stream()
                .map(violation -> what + violation)
                .toList();
    }

    /** As the described type if it can be read so, else as the text it is, for the schema to refuse. */
    private static JsonNode typed(String type, String value) {
        if (type.equals("integer") && NUMBER.matcher(value).matches()) {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(value));
        }
        if (type.equals("boolean") && (value.equals("true") || value.equals("false"))) {
            return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(value));
        }
        return JsonNodeFactory.instance.textNode(value);
    }

    private static List<String> headerViolations(ContractOperation operation, ContractMessage request) {
        var violations = new ArrayList<String>();
        if (request.header("User-Agent").filter(agent -> !agent.isBlank()).isEmpty()) {
            violations.add("header User-Agent is missing: GitHub answers 403 without");
        }
        String accept = request.header("Accept").orElse("");
        if (!accept.equals(GITHUB_JSON) && !(operation.servesContents() && accept.equals(ContractMessage.RAW))) {
            violations.add("header Accept is '" + accept + "', expected " + GITHUB_JSON
                    + (operation.servesContents() ? " or " + ContractMessage.RAW : ""));
        }
        String version = request.header("X-GitHub-Api-Version").orElse("");
        if (!API_VERSIONS.contains(version)) {
            violations.add("header X-GitHub-Api-Version is '" + version + "', expected one of "
                    + API_VERSIONS.stream().sorted().toList());
        }
        violations.addAll(
                authorizationViolations(operation, request.headers().getOrDefault("Authorization", List.of())));
        return violations;
    }

    private static List<String> authorizationViolations(ContractOperation operation, List<String> given) {
        if (operation.isAnonymous()) {
            return given.isEmpty() ? List.of() : List.of("header Authorization is present: GitHub answers 403 with it");
        }
        return given.size() == 1 && AUTHORIZATION.matcher(given.getFirst()).matches()
                ? List.of()
                : List.of("header Authorization is missing, repeated or not 'Bearer ...'");
    }

    private List<String> bodyViolations(ContractOperation operation, ContractMessage request) {
        JsonPointer body = operation.pointer().appendProperty("requestBody");
        if (document.at(body).isMissingNode()) {
            return request.body().isEmpty() ? List.of() : List.of("body is present, none was expected");
        }
        if (request.body().isEmpty() && !document.at(body).path("required").asBoolean()) {
            return List.of();
        }
        var violations = new ArrayList<String>();
        if (request.mediaType().filter(ContractMessage.JSON::equals).isEmpty()) {
            violations.add("header Content-Type is not " + ContractMessage.JSON);
        }
        JsonPointer schema = body.appendProperty("content")
                .appendProperty(ContractMessage.JSON)
                .appendProperty("schema");
        json.violations(document.resolve(schema), request.body()).forEach(problem -> violations.add("body" + problem));
        return violations;
    }

    private Map<String, JsonPointer> parameters(ContractOperation operation, String in) {
        var found = new HashMap<String, JsonPointer>();
        JsonPointer list = operation.pointer().appendProperty("parameters");
        for (int i = 0; i < document.at(list).size(); i++) {
            JsonPointer parameter = document.resolve(list.appendIndex(i));
            if (document.at(parameter).path("in").asText().equals(in)) {
                found.put(document.at(parameter).path("name").asText(), parameter);
            }
        }
        return found;
    }

    private static String decode(String raw) {
        return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    }
}
