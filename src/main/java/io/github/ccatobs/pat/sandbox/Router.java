package io.github.ccatobs.pat.sandbox;

import java.util.List;

/** Which part of GitHub a path belongs to. */
final class Router {

    private final Limiter limiter;
    private final RepositoryRoutes repositories;
    private final OrganizationRoutes organizations;

    Router(World world, Limiter limiter) {
        this.limiter = limiter;
        this.repositories = new RepositoryRoutes(world);
        this.organizations = new OrganizationRoutes(world);
    }

    Answer answer(Call call) {
        List<String> path = call.segments();
        return switch (path.isEmpty() ? "" : path.getFirst()) {
            case "user" -> user(call, path);
            case "rate_limit" -> rateLimit(call, path);
            case "repos" ->
                repositories.byName(call, part(path, 1) + "/" + part(path, 2), path.subList(3, path.size()));
            case "repositories" -> repositories.byId(call, part(path, 1), path.subList(2, path.size()));
            case "orgs" -> organizations.byLogin(call, part(path, 1), path.subList(2, path.size()));
            case "organizations" -> organizations.byId(call, part(path, 1), path.subList(2, path.size()));
            default -> throw Refusal.notFound();
        };
    }

    private static Answer user(Call call, List<String> path) {
        requireOnly(call, path);
        SandboxToken token = call.caller().orElseThrow(() -> Refusal.of(401, "Requires authentication"));
        return Answer.json(200, Accounts.whole(token, call.base()));
    }

    private Answer rateLimit(Call call, List<String> path) {
        requireOnly(call, path);
        return Answer.json(200, limiter.quota(call.caller(), call.now()).overview(call.asksForOldVersion()));
    }

    private static void requireOnly(Call call, List<String> path) {
        if (path.size() != 1 || !call.reads()) {
            throw Refusal.notFound();
        }
    }

    private static String part(List<String> path, int index) {
        if (path.size() <= index) {
            throw Refusal.notFound();
        }
        return path.get(index);
    }
}
