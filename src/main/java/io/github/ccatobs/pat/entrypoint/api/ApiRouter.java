package io.github.ccatobs.pat.entrypoint.api;

import io.github.ccatobs.pat.domain.ProblemKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers requests. Paths are compared as they came: each thing has one, and what is spelt otherwise is not there. */
public final class ApiRouter {

    private static final String OPENAPI = "openapi.json";

    private final RotationResource rotations;
    private final AuditResource audits;
    private final TokenResource token;
    private final JobLauncher jobs;
    private final ProblemMapper problemMapper = new ProblemMapper(Clock.systemUTC());

    ApiRouter(RotationResource rotations, AuditResource audits, TokenResource token, JobLauncher jobs) {
        this.rotations = rotations;
        this.audits = audits;
        this.token = token;
        this.jobs = jobs;
    }

    /** Answers one request; whatever goes wrong is an answer, too. */
    public ApiResponse answer(ApiRequest request) {
        boolean head = request.method().equals("HEAD");
        var answer = answer(request, head ? "GET" : request.method());
        return head ? answer.withoutBody() : answer;
    }

    private ApiResponse answer(ApiRequest request, String method) {
        try {
            var calls = calls(request.path());
            return Optional.ofNullable(calls.get(method))
                    .map(call -> call.apply(request))
                    .orElseGet(() -> refusal(calls.keySet()).response());
        } catch (RuntimeException e) {
            return problemMapper.toProblem(e).response();
        }
    }

    /** The operations at {@code path}, by method. */
    private Map<String, Function<ApiRequest, ApiResponse>> calls(String path) {
        Map<String, Function<ApiRequest, ApiResponse>> calls = new LinkedHashMap<>();
        switch (path) {
            case RotationResource.PATH -> {
                calls.put("GET", request -> rotations.newest());
                calls.put("POST", request -> rotations.begin(request, jobs));
            }
            case "/audits" -> calls.put("POST", request -> audits.begin(request, jobs));
            case TokenResource.PATH -> calls.put("GET", request -> token.read());
            case TokenResource.CHECK -> calls.put("POST", token::check);
            case AuditResource.LATEST -> calls.put("GET", request -> audits.latest());
            case "/" + OPENAPI -> calls.put("GET", request -> ApiResponse.json(200, openApi()));
            default -> {
                if (path.startsWith(RotationResource.PATH + "/")) {
                    calls.put("GET", request -> rotations.one(path.substring(RotationResource.PATH.length() + 1)));
                }
            }
        }
        return calls;
    }

    private static Problem refusal(Collection<String> allowed) {
        if (allowed.isEmpty()) {
            return Problem.of(ProblemKind.NOT_FOUND, "there is no such path; GET /" + OPENAPI + " lists them");
        }
        String methods = allowed.stream()
                .flatMap(method -> method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(method))
                .collect(Collectors.joining(", "));
        return Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "expected " + methods).with("allow", methods);
    }

    /** The OpenAPI document. */
    private static String openApi() {
        try (var document = Objects.requireNonNull(ApiRouter.class.getResourceAsStream(OPENAPI))) {
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
