package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An answer of the sandbox: a status, headers with lower-case names, and a body. Never changed once made. */
final class SandboxResponse {

    private static final String CONTENT_TYPE = "content-type";
    private static final String DOCUMENTATION = "https://docs.github.com/rest";

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private SandboxResponse(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static SandboxResponse json(int status, JsonNode body) {
        return bytes(status, "application/json; charset=utf-8", Json.bytes(body));
    }

    static SandboxResponse bytes(int status, String type, byte[] body) {
        return new SandboxResponse(status, Map.of(CONTENT_TYPE, type), body.clone());
    }

    static SandboxResponse scripted(int status, Map<String, String> headers, String body) {
        return headers.entrySet().stream()
                .reduce(
                        bytes(status, "application/json; charset=utf-8", body.getBytes(StandardCharsets.UTF_8)),
                        (response, header) -> response.with(header.getKey(), header.getValue()),
                        (one, other) -> other);
    }

    /** 204, or another status that has no body. */
    static SandboxResponse empty(int status) {
        return new SandboxResponse(status, Map.of(), new byte[0]);
    }

    /** The body GitHub gives with a failure. */
    static SandboxResponse message(int status, String message) {
        return json(status, complaint(status, message));
    }

    static ObjectNode complaint(int status, String message) {
        return Json.object()
                .put("message", message)
                .put("documentation_url", DOCUMENTATION)
                .put("status", String.valueOf(status));
    }

    /** The same answer with one header set. */
    SandboxResponse with(String name, String value) {
        var more = new TreeMap<>(headers);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new SandboxResponse(status, more, body);
    }

    /** The same answer with those of {@code usual} that it does not set itself. */
    SandboxResponse withUsual(Map<String, String> usual) {
        var more = new TreeMap<>(usual);
        more.putAll(headers);
        return new SandboxResponse(status, more, body);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body.clone();
    }
}
