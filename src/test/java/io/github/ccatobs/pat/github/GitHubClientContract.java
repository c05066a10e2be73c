package io.github.ccatobs.pat.github;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.common.Metadata;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GitHub's own description of its REST API, held against what is sent and what is answered in tests: requests of ours,
 * answers of stubs and of the sandbox. Whatever does not hold is an {@link AssertionError} that lists every violation
 * with operation, place and reason, and never the value of an authorization or of a body.
 *
 * <pre>{@code
 * GitHubContract.shared().assertHolds(wireMock.getAllServeEvents());
 * }</pre>
 *
 * <p>It does not promise that GitHub does what it describes.
 */
public final class GitHubClientContract {

    /**
     * The name of a transformer parameter, or of a metadata entry, of stubs whose answer is broken on purpose: what
     * they answer is not judged, what they are asked is. Stubs with a fault need it not.
     */
    public static final String HOSTILE = "hostile";

    private static final Pattern BASE = Pattern.compile("/api/v3(?=/)");
    private static final Pattern REDIRECTED = Pattern.compile("/repositories/\\d+(?=/|$)");

    private final ContractDocument document;
    private final RequestHeadValidator requests;
    private final ResponseRules responses;

    private GitHubClientContract(ContractDocument document) {
        this.document = document;
        this.requests = new RequestHeadValidator(document);
        this.responses = new ResponseRules(document);
    }

    /** The one contract: reading it takes a moment, so it is read once. */
    public static GitHubClientContract shared() {
        return Shared.CONTRACT;
    }

    /**
     * Holds everything a WireMock server saw and answered against the contract.
     *
     * @throws AssertionError listing every violation; also when {@code events} is empty, for then nothing was proved
     */
    public void assertHolds(List<ServeEvent> events) {
        if (events.isEmpty()) {
            throw new AssertionError("no request was served, so there is nothing to hold against GitHub's contract");
        }
        refuse(events.stream().flatMap(event -> violations(event).stream()).toList());
    }

    /**
     * Holds a request of ours against the contract.
     *
     * @param body empty for none
     * @throws AssertionError listing every violation
     */
    public void assertRequest(String method, URI uri, Map<String, List<String>> headers, String body) {
        refuse(requestViolations(method, target(uri), new ContractMessage(headers, body)));
    }

    /**
     * Holds an answer to a request of {@code method} and {@code path} against the contract.
     *
     * @param path raw path, with or without its query
     * @param body empty for none
     * @throws AssertionError listing every violation
     */
    public void assertResponse(String method, String path, int status, Map<String, List<String>> headers, String body) {
        refuse(responseViolations(method, path, status, new ContractMessage(headers, body)));
    }

    /**
     * The smallest body that is valid for this answer: required members only, null where null may stand. Yours to
     * change.
     *
     * @param path a real path such as {@code /repos/acme/web}
     * @throws IllegalArgumentException when the contract describes no JSON there
     */
    public JsonNode example(String method, String path, int status) {
        ContractOperation operation = find(method, path)
                .orElseThrow(() -> new IllegalArgumentException(method + " " + path + " is not in GitHub's contract"));
        JsonPointer schema = document.resolve(
                        operation.pointer().appendProperty("responses").appendProperty(Integer.toString(status)))
                .appendProperty("content")
                .appendProperty(ContractMessage.JSON)
                .appendProperty("schema");
        if (document.at(schema).isMissingNode()) {
            throw new IllegalArgumentException(operation + " describes no JSON for " + status);
        }
        return new ContractExample(document).of(schema);
    }

    private List<String> violations(ServeEvent event) {
        String method = event.getRequest().getMethod().getName();
        String target = event.getRequest().getUrl();
        var request = new ContractMessage(
                headers(event.getRequest().getHeaders()), event.getRequest().getBodyAsString());
        var violations = new ArrayList<>(requestViolations(method, target, request));
        if (!event.getWasMatched()) {
            violations.add(method + " " + path(target) + " is answered by no stub");
        } else if (!isHostile(event)) {
            var response = new ContractMessage(
                    headers(event.getResponse().getHeaders()),
                    event.getResponse().getBodyAsString());
            violations.addAll(
                    responseViolations(method, target, event.getResponse().getStatus(), response));
        }
        return violations;
    }

    private List<String> requestViolations(String method, String target, ContractMessage request) {
        if (isQuery(method, target)) {
            return GraphQlContract.shared().requestViolations(request);
        }
        String path = canonical(path(target));
        return find(method, path)
                .map(operation -> requests.violations(operation, path, query(target), request))
                .orElseGet(() -> unknown(method, target));
    }

    private List<String> responseViolations(String method, String target, int status, ContractMessage response) {
        if (isQuery(method, target)) {
            return GraphQlContract.shared().responseViolations(status, response);
        }
        return find(method, path(target))
                .map(operation -> responses.violations(operation, status, response))
                .orElseGet(() -> unknown(method, target));
    }

    private static boolean isQuery(String method, String target) {
        return method.equals("POST") && (target.equals("/graphql") || target.equals("/api/graphql"));
    }

    private Optional<ContractOperation> find(String method, String path) {
        return document.find(method, canonical(path));
    }

    private static List<String> unknown(String method, String target) {
        return List.of(method + " " + path(target) + " is not in GitHub's contract");
    }

    /**
     * Without the base of an Enterprise Server, and with the form that redirects of renamed repositories point at
     * undone.
     */
    private static String canonical(String path) {
        Matcher base = BASE.matcher(path);
        String rest = base.lookingAt() ? path.substring(base.end()) : path;
        Matcher redirected = REDIRECTED.matcher(rest);
        return redirected.lookingAt() ? "/repos/owner/repo" + rest.substring(redirected.end()) : rest;
    }

    private static String target(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static String path(String target) {
        return target.split("\\?", 2)[0];
    }

    private static String query(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    private static boolean isHostile(ServeEvent event) {
        ResponseDefinition answer = event.getResponseDefinition();
        Metadata metadata = event.getStubMapping().getMetadata();
        return answer.getFault() != null
                || (answer.getTransformerParameters() != null
                        && answer.getTransformerParameters().containsKey(HOSTILE))
                || (metadata != null && metadata.containsKey(HOSTILE));
    }

    private static Map<String, List<String>> headers(HttpHeaders headers) {
        var map = new LinkedHashMap<String, List<String>>();
        headers.all().forEach(header -> map.put(header.key(), header.values()));
        return map;
    }

    private static void refuse(List<String> violations) {
        if (!violations.isEmpty()) {
            throw new AssertionError(
                    "GitHub's contract does not hold:\n  " + String.join("\n  ", new LinkedHashSet<>(violations)));
        }
    }

    private static final class Shared {
        private static final GitHubClientContract CONTRACT = new GitHubClientContract(ContractDocument.read());
    }
}
