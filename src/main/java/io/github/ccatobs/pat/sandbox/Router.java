package io.github.ccatobs.pat.sandbox;

import java.util.List;

/** Which part of GitHub a path belongs to. */
final class Router {

    private final Limiter limiter;
    private final AppRoutes apps;
    private final RepositoryRoutes repositories;
    private final OrganizationRoutes organizations;
    private final GraphQlRoutes queries;
    private final RevocationRoute revocation;

    Router(SandboxState state, Limiter limiter, AppRoutes apps) {
        this.limiter = limiter;
        this.apps = apps;
        this.repositories = new RepositoryRoutes(state);
        this.organizations = new OrganizationRoutes(state);
        this.revocation = new RevocationRoute(state);
        this.queries = new GraphQlRoutes(state, limiter);
    }

    SandboxResponse answer(SandboxRequest request) {
        List<String> path = request.segments();
        return switch (path.isEmpty() ? "" : path.getFirst()) {
            case "graphql" -> queries.answer(request);
            case "user" -> user(request, path);
            case "rate_limit" -> rateLimit(request, path);
            case "installation" -> installation(request, path);
            case "repos" ->
                repositories.byName(request, part(path, 1) + "/" + part(path, 2), path.subList(3, path.size()));
            case "repositories" -> repositories.byId(request, part(path, 1), path.subList(2, path.size()));
            case "credentials" -> revocation.answer(request, path);
            case "orgs" -> organizations.byLogin(request, part(path, 1), path.subList(2, path.size()));
            case "organizations" -> organizations.byId(request, part(path, 1), path.subList(2, path.size()));
            default -> throw ApiErrorException.notFound();
        };
    }

    private static SandboxResponse user(SandboxRequest request, List<String> path) {
        requireOnly(request, path);
        SandboxToken token = request.caller().orElseThrow(() -> ApiErrorException.of(401, "Requires authentication"));
        if (token.installation().isPresent()) {
            throw ApiErrorException.of(403, "Resource not accessible by integration");
        }
        return SandboxResponse.json(200, Accounts.whole(token, request.base()));
    }

    private SandboxResponse installation(SandboxRequest request, List<String> path) {
        if (path.size() != 2 || !path.getLast().equals("repositories") || !request.reads()) {
            throw ApiErrorException.notFound();
        }
        return apps.reached(request)
                .orElseThrow(() -> ApiErrorException.of(
                        403,
                        "You must authenticate with an installation access token in order to list repositories for an"
                                + " installation."));
    }

    private SandboxResponse rateLimit(SandboxRequest request, List<String> path) {
        requireOnly(request, path);
        return SandboxResponse.json(
                200, limiter.quota(request.caller(), request.now()).overview(request.asksForOldVersion()));
    }

    private static void requireOnly(SandboxRequest request, List<String> path) {
        if (path.size() != 1 || !request.reads()) {
            throw ApiErrorException.notFound();
        }
    }

    private static String part(List<String> path, int index) {
        if (path.size() <= index) {
            throw ApiErrorException.notFound();
        }
        return path.get(index);
    }
}
