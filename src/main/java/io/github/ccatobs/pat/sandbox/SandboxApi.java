package io.github.ccatobs.pat.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * GitHub's answer to a request, worked out honestly: manners first, then credentials, limits and what was asked for.
 */
final class SandboxApi {

    private static final Set<String> VERSIONS = Set.of(SandboxRequest.OLD_VERSION, "2026-03-10");

    private final SandboxState state;
    private final Limiter limiter;
    private final Router router;
    private final AppRoutes apps;
    private final AtomicLong requestIds = new AtomicLong(0x10_0000);

    SandboxApi(SandboxState state, Limiter limiter) {
        this.state = state;
        this.limiter = limiter;
        this.apps = new AppRoutes(state);
        this.router = new Router(state, limiter, apps);
    }

    SandboxResponse answer(ReceivedRequest request, String base, int inFlight) {
        Optional<SandboxToken> caller = Optional.empty();
        SandboxResponse response;
        try {
            checkHeaders(request);
            limiter.admitConcurrent(inFlight, request.at());
            if (apps.answers(request)) {
                return apps.answer(request, base).withUsual(usual(request, caller));
            }
            caller = authenticate(request);
            if (!request.path().equals("/rate_limit") && !request.isQuery()) {
                limiter.admit(caller, request.writes(), request.at());
            }
            response = router.answer(new SandboxRequest(request, base, caller));
        } catch (ApiErrorException error) {
            response = error.answer();
        }
        return response.withUsual(usual(request, caller));
    }

    private static void checkHeaders(ReceivedRequest request) {
        if (request.header("user-agent").orElse("").isBlank()) {
            throw ApiErrorException.of(
                    403,
                    "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.");
        }
        String version = request.header("x-github-api-version").orElse(SandboxRequest.OLD_VERSION);
        if (!VERSIONS.contains(version)) {
            throw ApiErrorException.of(
                    400, "'X-GitHub-Api-Version' is not a supported API version. Supported: " + VERSIONS);
        }
    }

    private Optional<SandboxToken> authenticate(ReceivedRequest request) {
        if (request.header("authorization").isEmpty()) {
            return Optional.empty();
        }
        Instant now = request.at();
        limiter.admitCredential(now);
        Optional<SandboxToken> known =
                request.credential().flatMap(state::findToken).filter(token -> token.isAcceptedAt(now));
        if (known.isEmpty()) {
            limiter.badCredential(now);
            throw ApiErrorException.of(401, "Bad credentials");
        }
        known.flatMap(SandboxToken::installation)
                .filter(installation -> installation.isSuspendedAt(now))
                .ifPresent(installation -> {
                    throw ApiErrorException.of(403, "This installation has been suspended");
                });
        return known;
    }

    private Map<String, String> usual(ReceivedRequest request, Optional<SandboxToken> caller) {
        var headers = new TreeMap<>(limiter.quota(caller, request.at()).headers("core"));
        headers.put("x-github-request-id", "CCA7:%X:1".formatted(requestIds.incrementAndGet()));
        headers.put("x-github-media-type", "github.v3; format=json");
        headers.put(
                "x-github-api-version-selected",
                request.header("x-github-api-version").orElse(SandboxRequest.OLD_VERSION));
        caller.ifPresent(token -> headers.putAll(aboutToken(token, request)));
        return headers;
    }

    private static Map<String, String> aboutToken(SandboxToken token, ReceivedRequest request) {
        var headers = new TreeMap<String, String>();
        token.expiryShownAt(request.at())
                .ifPresent(expiry -> headers.put("github-authentication-token-expiration", expiry));
        if (!token.isFineGrained()) {
            headers.put("x-oauth-scopes", String.join(", ", token.scopes()));
            headers.put("x-accepted-oauth-scopes", String.join(", ", acceptedScopes(request.path())));
        }
        return headers;
    }

    private static List<String> acceptedScopes(String path) {
        if (path.startsWith("/repos")) {
            return List.of("repo");
        }
        if (path.matches("/orgs/[^/]+/[^/]+/secrets.*")) {
            return List.of("admin:org");
        }
        return path.startsWith("/orgs") ? List.of("admin:org", "read:org", "repo", "user", "write:org") : List.of();
    }
}
