package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.seal.PublicKey;
import io.github.ccatobs.pat.seal.SealedValue;
import io.github.ccatobs.pat.seal.Sealer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** A caller with a token who talks real HTTP to the sandbox, and does not follow redirects. */
record SandboxClient(SandboxGitHub github, String token) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "", Map.of());
    }

    HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
        return send("PUT", path, body, Map.of());
    }

    HttpResponse<String> send(String method, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        path.startsWith("http") ? URI.create(path) : URI.create(github.url() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .setHeader("User-Agent", "sandbox-test");
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        headers.forEach(request::setHeader);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** The body of a successful GET. */
    JsonNode read(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return json(response);
    }

    /** Fetches the key, seals and puts, as GitHub wants it. */
    HttpResponse<String> sets(String repository, String name, String value) throws IOException, InterruptedException {
        String secrets = "/repos/" + repository + "/actions/secrets/";
        return put(secrets + name, sealed(publicKey(repository), value));
    }

    PublicKey publicKey(String repository) throws IOException, InterruptedException {
        JsonNode key = read("/repos/" + repository + "/actions/secrets/public-key");
        return new PublicKey(key.path("key_id").asText(), key.path("key").asText());
    }

    static String sealed(PublicKey key, String value) {
        SealedValue sealed = new Sealer().seal(SecretValue.of(value), key);
        return body(sealed.encryptedValue(), sealed.keyId());
    }

    static String body(String encryptedValue, String keyId) {
        return MAPPER.createObjectNode()
                .put("encrypted_value", encryptedValue)
                .put("key_id", keyId)
                .toString();
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return MAPPER.readTree(response.body());
    }

    static String message(HttpResponse<String> response) throws IOException {
        return json(response).path("message").asText();
    }
}
