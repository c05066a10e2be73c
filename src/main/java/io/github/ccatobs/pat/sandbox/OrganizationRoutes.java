package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code /orgs/{org}/repos} and {@code /orgs/{org}/actions/secrets}. */
final class OrganizationRoutes {

    private final World world;

    OrganizationRoutes(World world) {
        this.world = world;
    }

    Answer byLogin(Call call, String login, List<String> rest) {
        return answer(call, world.findOrganization(login).orElseThrow(Refusal::notFound), rest);
    }

    /** Links to further pages name an organization by its number. */
    Answer byId(Call call, String id, List<String> rest) {
        return answer(call, world.findOrganizationById(id).orElseThrow(Refusal::notFound), rest);
    }

    private Answer answer(Call call, SandboxOrganization organization, List<String> rest) {
        String login = organization.toString();
        if (!call.reads()) {
            throw Refusal.notFound();
        }
        return switch (String.join("/", rest)) {
            case "repos" -> repositories(call, login);
            case "actions/secrets" -> secrets(call, organization, login);
            default -> throw Refusal.notFound();
        };
    }

    /** What the caller can see; a token without single sign-on is told that more is hidden. */
    private Answer repositories(Call call, String login) {
        if (call.ofCaller(SandboxToken::ssoUrl).flatMap(url -> url).isPresent()) {
            return Answer.json(200, Json.array(List.of()))
                    .with("x-github-sso", "partial-results; organizations=" + Accounts.id(login));
        }
        List<SandboxRepository> seen = world.repositoriesOf(login).stream()
                .filter(repository -> Gatekeeper.sees(call, repository))
                .filter(repository -> isOfType(repository, call.query().getOrDefault("type", "all")))
                .toList();
        Page page = Page.of(call.query());
        List<ObjectNode> shown = page.cut(seen).stream()
                .map(repository -> RepositoryJson.minimal(repository, call.base()))
                .toList();
        return page.link(
                Answer.json(200, Json.array(shown)),
                call.base() + "/organizations/" + Accounts.id(login) + "/repos",
                seen.size());
    }

    private static boolean isOfType(SandboxRepository repository, String type) {
        return switch (type) {
            case "public" -> repository.isPublic();
            case "private" -> !repository.isPublic();
            default -> true;
        };
    }

    private static Answer secrets(Call call, SandboxOrganization organization, String login) {
        if (!call.ofCaller(OrganizationRoutes::administers).orElse(false)) {
            throw Refusal.of(403, "Must be an org owner or org admin to access secrets.");
        }
        List<ObjectNode> shown = organization.shown();
        Page page = Page.of(call.query());
        return page.link(
                Answer.json(200, Json.counted(shown.size(), "secrets", page.cut(shown))),
                call.base() + "/organizations/" + Accounts.id(login) + "/actions/secrets",
                shown.size());
    }

    private static boolean administers(SandboxToken token) {
        return token.isFineGrained() ? token.may("organization_secrets", false) : token.hasScope("admin:org");
    }
}
