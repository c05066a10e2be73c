package io.github.ccatobs.pat.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenVersionWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A Secrets Manager with one secret, {@code gh-pat}, whose versions and labels behave as AWS documents: a version never
 * changes, a repeated version changes nothing, and a label moves only from the version that is named.
 */
public final class LocalSecretsManager implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpServer server;
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, String> labels = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, String> errors = new HashMap<>();
    private Optional<String> lost = Optional.empty();
    private int callsUntilTheCut = -1;
    private boolean isDoneBeforeTheCut;
    private boolean exists = true;

    private LocalSecretsManager(HttpServer server) {
        this.server = server;
    }

    /** Starts one whose secret has no version. */
    public static LocalSecretsManager start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var manager = new LocalSecretsManager(server);
            server.createContext("/", manager::handle);
            server.start();
            return manager;
        } catch (IOException e) {
            throw new IllegalStateException("no local server", e);
        }
    }

    /** What reads the token there; {@code jsonKey} may be empty. */
    public SecretReader reader(String jsonKey) {
        return new SecretsManagerReader(settings(jsonKey), () -> TestSecretsManager.client(url()));
    }

    /** What stores the token there; {@code jsonKey} may be empty. */
    public TokenVersionWriter writer(String jsonKey) {
        return new SecretsManagerWriter(settings(jsonKey), () -> TestSecretsManager.client(url()));
    }

    private static TokenSettings settings(String jsonKey) {
        return Settings.of(
                TokenSettings.class, Map.of("ccat.pat.token.secret-id", "gh-pat", "ccat.pat.token.json-key", jsonKey));
    }

    /** Its address, for {@code AWS_ENDPOINT_URL}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Puts a version there as {@code label}, as the AWS console does. */
    public synchronized LocalSecretsManager holds(String label, String version, String value) {
        versions.put(version, value);
        attach(label, version);
        return this;
    }

    /** Takes {@code label} from its version, as the AWS console does. */
    public synchronized void takes(String label) {
        labels.remove(label);
    }

    public synchronized LocalSecretsManager withoutTheSecret() {
        exists = false;
        return this;
    }

    /** Answers each {@code operation} with the error {@code code} from now on; {@code ""} ends that. */
    public synchronized void refuses(String operation, String code) {
        errors.put(operation, code);
    }

    /** Does the next {@code operation} and loses its answer. */
    public synchronized void losesTheAnswerOf(String operation) {
        lost = Optional.of(operation);
    }

    /** Empties the secret, and answers the {@code nth} call from now with an error, before or after it is done. */
    public synchronized LocalSecretsManager cutsAt(int nth, boolean isDone) {
        versions.clear();
        labels.clear();
        callsUntilTheCut = nth;
        isDoneBeforeTheCut = isDone;
        return this;
    }

    /** Whether the call that was to be cut has not come yet. */
    public synchronized boolean isStillToCut() {
        return callsUntilTheCut > 0;
    }

    /** The version that carries {@code label}; empty when none does. */
    public synchronized String version(String label) {
        return labels.getOrDefault(label, "");
    }

    /** The value that carries {@code label}; empty when there is none. */
    public synchronized String value(String label) {
        return versions.getOrDefault(version(label), "");
    }

    public synchronized int versions() {
        return versions.size();
    }

    /** How often {@code operation} was called. */
    public synchronized long count(String operation) {
        return calls.stream().filter(operation::equals).count();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = Objects.requireNonNull(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            String operation = target.substring(target.indexOf('.') + 1);
            calls.add(operation);
            var request = MAPPER.readTree(exchange.getRequestBody());
            boolean isCut = --callsUntilTheCut == 0;
            String error = errors.getOrDefault(operation, "");
            Answer answer = error.isEmpty() && !(isCut && !isDoneBeforeTheCut)
                    ? answer(operation, request)
                    : Answer.error(error);
            if (isCut) {
                answer = Answer.error("InternalServiceError");
            }
            if (lost.filter(operation::equals).isPresent()) {
                lost = Optional.empty();
                return;
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Answer(int status, String body) {

        static Answer error(String code) {
            int status = code.equals("InternalServiceError") ? 500 : 400;
            return new Answer(status, "{\"__type\":\"" + code + "\",\"message\":\"said by AWS\"}");
        }
    }

    private Answer answer(String operation, JsonNode request) {
        if (!exists || !request.path("SecretId").asText().equals("gh-pat")) {
            return Answer.error("ResourceNotFoundException");
        }
        return switch (operation) {
            case "GetSecretValue" -> get(request);
            case "PutSecretValue" -> put(request);
            case "UpdateSecretVersionStage" -> move(request);
            default -> Answer.error("UnknownOperationException");
        };
    }

    private Answer get(JsonNode request) {
        String version = request.has("VersionId")
                ? request.path("VersionId").asText()
                : labels.getOrDefault(request.path("VersionStage").asText("AWSCURRENT"), "");
        return versions.containsKey(version) ? description(version) : Answer.error("ResourceNotFoundException");
    }

    private Answer put(JsonNode request) {
        String id = request.path("ClientRequestToken").asText();
        String value = request.path("SecretString").asText();
        if (!id.matches("[A-Za-z0-9-]{32,64}")) {
            return Answer.error("InvalidParameterException");
        }
        if (versions.containsKey(id)) {
            return value.equals(versions.get(id)) ? description(id) : Answer.error("ResourceExistsException");
        }
        if (versions.isEmpty()) {
            attach("AWSCURRENT", id);
        }
        versions.put(id, value);
        request.path("VersionStages").forEach(label -> attach(label.asText(), id));
        return description(id);
    }

    private Answer move(JsonNode request) {
        String label = request.path("VersionStage").asText();
        String to = request.path("MoveToVersionId").asText();
        boolean isOnThatOne = labels.getOrDefault(label, "")
                .equals(request.path("RemoveFromVersionId").asText());
        if (!isOnThatOne || (!to.isEmpty() && !versions.containsKey(to))) {
            return Answer.error("InvalidParameterException");
        }
        if (to.isEmpty()) {
            labels.remove(label);
        } else {
            attach(label, to);
        }
        return new Answer(200, "{\"Name\":\"gh-pat\"}");
    }

    private void attach(String label, String version) {
        String before = labels.getOrDefault(label, "");
        if (label.equals("AWSCURRENT") && !before.isEmpty() && !before.equals(version)) {
            labels.put("AWSPREVIOUS", before);
        }
        labels.put(label, version);
    }

    private Answer description(String id) {
        var body = MAPPER.createObjectNode()
                .put("Name", "gh-pat")
                .put("VersionId", id)
                .put("SecretString", versions.get(id));
        return new Answer(200, body.toString());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
