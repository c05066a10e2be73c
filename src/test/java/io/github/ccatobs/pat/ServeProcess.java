package io.github.ccatobs.pat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A running {@code ccat pat serve}: what it says, and calls to it with a key. */
final class ServeProcess {

    private static final Pattern KEY =
            Pattern.compile("Temporary key until shutdown: Authorization: Bearer ([0-9a-f]{64})");
    private static final Pattern URL = Pattern.compile("Listening at (http://\\S+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    final Process process;
    private final ProcessLines said;
    private final URI url;
    private final String key;

    /** Waits until {@code process} listens; {@code key} is a configured one, without which it has made one. */
    ServeProcess(Process process, Optional<String> key) throws InterruptedException {
        this.process = process;
        this.said = ProcessLines.of(process.getErrorStream());
        this.url = URI.create(waitFor(URL));
        this.key = key.isPresent() ? key.get() : waitFor(KEY);
    }

    /** Its output until now. */
    List<String> said() {
        return said.soFar();
    }

    /** All that it has said, once it has ended. */
    List<String> allItSaid() throws InterruptedException {
        return said.all();
    }

    /** Waits until it has said a line in which {@code pattern} is found, and gives the last group of that. */
    String waitFor(Pattern pattern) throws InterruptedException {
        return said.waitFor(pattern);
    }

    /** Where it listens. */
    URI url() {
        return url;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(url.resolve(path)).GET());
    }

    HttpResponse<String> post(String path) {
        return send(HttpRequest.newBuilder(url.resolve(path)).POST(BodyPublishers.noBody()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.header("Authorization", "Bearer " + key).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("it said: " + said(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks for {@code path} until what is there is as {@code wanted}. */
    JsonNode until(String path, Predicate<JsonNode> wanted) {
        while (true) {
            var answer = get(path);
            if (answer.statusCode() == 200 && wanted.test(json(answer.body()))) {
                return json(answer.body());
            }
            rest();
        }
    }

    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON: " + text, e);
        }
    }
}
