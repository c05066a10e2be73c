package io.github.ccatobs.pat.github;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rules for GitHub's answers. Success must be exactly as described. Of errors GitHub describes only a few,
 * so any 4xx or 5xx may come, and redirects of renamed repositories; what they carry as JSON has GitHub's shape of an
 * error.
 */
final class ResponseRules {

    private static final JsonPointer BASIC_ERROR = JsonPointer.compile("/components/schemas/basic-error");
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);

    private final ContractDocument document;
    private final ContractJson json;

    ResponseRules(ContractDocument document) {
        this.document = document;
        this.json = new ContractJson(document);
    }

    List<String> violations(ContractOperation operation, int status, ContractMessage response) {
        return problems(operation, status, response).stream()
                .map(violation -> operation + " response " + status + " " + violation)
                .toList();
    }

    private List<String> problems(ContractOperation operation, int status, ContractMessage response) {
        if (status < 200 || status > 599) {
            return List.of("is not a status GitHub answers with");
        }
        if (WITHOUT_BODY.contains(status)) {
            return emptyProblems(operation, status, response);
        }
        if (status < 300) {
            return successProblems(operation, status, response);
        }
        return status < 400
                ? redirectProblems(operation, status, response)
                : errorProblems(operation, status, response);
    }

    private List<String> emptyProblems(ContractOperation operation, int status, ContractMessage response) {
        var problems = new ArrayList<String>();
        if (status < 300 && !isDocumented(operation, status)) {
            problems.add(undocumented(operation));
        }
        if (!response.body().isEmpty()) {
            problems.add("body is present, none was expected");
        }
        return problems;
    }

    private List<String> successProblems(ContractOperation operation, int status, ContractMessage response) {
        if (!isDocumented(operation, status)) {
            return List.of(undocumented(operation));
        }
        String type = response.mediaType().orElse("");
        if (operation.servesContents() && type.equals(ContractMessage.RAW)) {
            return List.of();
        }
        return jsonProblems(operation, status, response);
    }

    private List<String> jsonProblems(ContractOperation operation, int status, ContractMessage response) {
        String type = response.mediaType().orElse("");
        JsonPointer content = response(operation, status).appendProperty("content");
        JsonPointer schema = content.appendProperty(type).appendProperty("schema");
        if (document.at(schema).isMissingNode()) {
            var known = new TreeSet<String>();
            document.at(content).fieldNames().forEachRemaining(known::add);
            return List.of("header Content-Type is '" + type + "', expected one of " + known);
        }
        return bodyProblems(document.resolve(schema), response);
    }

    private List<String> redirectProblems(ContractOperation operation, int status, ContractMessage response) {
        if (!REDIRECTS.contains(status)) {
            return List.of("is not a status GitHub answers with");
        }
        var problems = new ArrayList<String>(errorProblems(operation, status, response));
        if (response.header("Location").isEmpty()) {
            problems.add("header Location is missing");
        }
        return problems;
    }

    private List<String> errorProblems(ContractOperation operation, int status, ContractMessage response) {
        boolean isJson =
                response.mediaType().filter(ContractMessage.JSON::equals).isPresent();
        if (!isJson) {
            return response.body().isEmpty() || response.mediaType().isPresent()
                    ? List.of()
                    : List.of("header Content-Type is missing");
        }
        JsonNode described = document.at(response(operation, status).appendProperty("content"));
        return described.has(ContractMessage.JSON)
                ? jsonProblems(operation, status, response)
                : bodyProblems(BASIC_ERROR, response);
    }

    private List<String> bodyProblems(JsonPointer schema, ContractMessage response) {
        return json.violations(schema, response.body()).stream()
                .map(problem -> "body" + problem)
                .toList();
    }

    private boolean isDocumented(ContractOperation operation, int status) {
        return !document.at(response(operation, status)).isMissingNode();
    }

    private String undocumented(ContractOperation operation) {
        var known = new TreeSet<String>();
        document.at(operation.pointer().appendProperty("responses"))
                .fieldNames()
                .forEachRemaining(known::add);
        return "is not documented, documented are " + known;
    }

    private JsonPointer response(ContractOperation operation, int status) {
        return document.resolve(
                operation.pointer().appendProperty("responses").appendProperty(Integer.toString(status)));
    }
}
