package io.github.ccatobs.pat.entrypoint.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers requests. Paths are compared as they came: each thing has one, and what is spelt otherwise is not there. */
public final class Api {

    private static final String OPENAPI = "openapi.json";

    private final RotationCalls rotations;
    private final AuditCalls audits;
    private final Background background;
    private final Mishaps mishaps = new Mishaps();

    Api(RotationCalls rotations, AuditCalls audits, Background background) {
        this.rotations = rotations;
        this.audits = audits;
        this.background = background;
    }

    /** Answers one request; whatever goes wrong is an answer, too. */
    public Response answer(Request request) {
        boolean head = request.method().equals("HEAD");
        var answer = answer(request, head ? "GET" : request.method());
        return head ? answer.withoutBody() : answer;
    }

    private Response answer(Request request, String method) {
        try {
            var calls = calls(request.path());
            return Optional.ofNullable(calls.get(method))
                    .map(call -> call.apply(request))
                    .orElseGet(() -> refusal(calls.keySet()).response());
        } catch (RuntimeException mishap) {
            return mishaps.tell(mishap).response();
        }
    }

    /** What can be done at {@code path}, by method. */
    private Map<String, Function<Request, Response>> calls(String path) {
        Map<String, Function<Request, Response>> calls = new LinkedHashMap<>();
        switch (path) {
            case RotationCalls.PATH -> {
                calls.put("GET", request -> rotations.newest());
                calls.put("POST", request -> rotations.begin(request, background));
            }
            case "/audits" -> calls.put("POST", request -> audits.begin(request, background));
            case AuditCalls.LATEST -> calls.put("GET", request -> audits.latest());
            case "/" + OPENAPI -> calls.put("GET", request -> Response.json(200, openApi()));
            default -> {
                if (path.startsWith(RotationCalls.PATH + "/")) {
                    calls.put("GET", request -> rotations.one(path.substring(RotationCalls.PATH.length() + 1)));
                }
            }
        }
        return calls;
    }

    private static Problem refusal(Collection<String> allowed) {
        if (allowed.isEmpty()) {
            return Problem.of(
                    Problem.Kind.NOT_FOUND, "there is nothing at this path; GET /" + OPENAPI + " says what is");
        }
        String methods = allowed.stream()
                .flatMap(method -> method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(method))
                .collect(Collectors.joining(", "));
        return Problem.of(Problem.Kind.METHOD_NOT_ALLOWED, "expected " + methods)
                .with("allow", methods);
    }

    /** What a program can learn of us. */
    private static String openApi() {
        try (var document = Objects.requireNonNull(Api.class.getResourceAsStream(OPENAPI))) {
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
