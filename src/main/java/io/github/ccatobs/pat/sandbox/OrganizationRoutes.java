package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code /orgs/{org}/repos}, its secrets for Actions, Dependabot and Codespaces, and the grants of tokens. */
final class OrganizationRoutes {

    private static final String SECRETS = "secrets";

    private final SandboxState state;

    OrganizationRoutes(SandboxState state) {
        this.state = state;
    }

    SandboxResponse byLogin(SandboxRequest request, String login, List<String> rest) {
        return answer(request, state.findOrganization(login).orElseThrow(ApiErrorException::notFound), rest);
    }

    /** Links to further pages name an organization by its number. */
    SandboxResponse byId(SandboxRequest request, String id, List<String> rest) {
        return answer(request, state.findOrganizationById(id).orElseThrow(ApiErrorException::notFound), rest);
    }

    private SandboxResponse answer(SandboxRequest request, SandboxOrganization organization, List<String> rest) {
        String login = organization.toString();
        if (!request.reads()) {
            throw ApiErrorException.notFound();
        }
        return switch (String.join("/", rest)) {
            case "repos" -> repositories(request, login);
            case "personal-access-tokens" -> grants(request, login);
            default ->
                rest.size() == 2 && rest.getLast().equals(SECRETS)
                        ? secrets(request, organization, rest.getFirst())
                        : secret(request, organization, rest);
        };
    }

    /** One secret, or the repositories that one with the visibility {@code selected} is shared with. */
    private SandboxResponse secret(SandboxRequest request, SandboxOrganization organization, List<String> rest) {
        if (rest.size() == 3
                && rest.getFirst().equals("personal-access-tokens")
                && rest.getLast().equals("repositories")) {
            return granted(request, organization.toString(), rest.get(1));
        }
        boolean isList = rest.size() == 4 && rest.getLast().equals("repositories");
        if (rest.size() < 2 || !rest.get(1).equals(SECRETS) || (rest.size() != 3 && !isList)) {
            throw ApiErrorException.notFound();
        }
        var secret = admitted(request, organization, rest.getFirst())
                .find(rest.get(2))
                .orElseThrow(ApiErrorException::notFound);
        if (!isList) {
            return SandboxResponse.json(200, secret.described());
        }
        if (!secret.visibility().equals("selected")) {
            throw ApiErrorException.of(409, "Conflict");
        }
        List<ObjectNode> shared = state.repositoriesOf(organization.toString()).stream()
                .filter(secret::reaches)
                .map(repository -> RepositoryJson.minimal(repository, request.base()))
                .toList();
        PageRequest page = PageRequest.of(request.query());
        return page.link(
                SandboxResponse.json(200, Json.counted(shared.size(), "repositories", page.cut(shared))),
                request.base() + "/organizations/" + Accounts.id(organization.toString()) + "/"
                        + String.join("/", rest),
                shared.size());
    }

    /** The repositories that the caller can see; a header tells a token without single sign-on that more are hidden. */
    private SandboxResponse repositories(SandboxRequest request, String login) {
        if (request.ofCaller(SandboxToken::ssoUrl).flatMap(url -> url).isPresent()) {
            return SandboxResponse.json(200, Json.array(List.of()))
                    .with("x-github-sso", "partial-results; organizations=" + Accounts.id(login));
        }
        List<SandboxRepository> seen = state.repositoriesOf(login).stream()
                .filter(repository -> AccessControl.sees(request, repository))
                .filter(repository -> isOfType(repository, request.query().getOrDefault("type", "all")))
                .toList();
        PageRequest page = PageRequest.of(request.query());
        List<ObjectNode> shown = page.cut(seen).stream()
                .map(repository -> RepositoryJson.minimal(repository, request.base()))
                .toList();
        return page.link(
                SandboxResponse.json(200, Json.array(shown)),
                request.base() + "/organizations/" + Accounts.id(login) + "/repos",
                seen.size());
    }

    private static boolean isOfType(SandboxRepository repository, String type) {
        return switch (type) {
            case "public" -> repository.isPublic();
            case "private" -> !repository.isPublic();
            default -> true;
        };
    }

    private SandboxResponse grants(SandboxRequest request, String login) {
        admitToGrants(request);
        List<ObjectNode> shown = state.grantedTokens().stream()
                .map(token -> grant(token, login, request.base()))
                .toList();
        PageRequest page = PageRequest.of(request.query());
        return page.link(
                SandboxResponse.json(200, Json.array(page.cut(shown))),
                request.base() + "/organizations/" + Accounts.id(login) + "/personal-access-tokens",
                shown.size());
    }

    private SandboxResponse granted(SandboxRequest request, String login, String id) {
        admitToGrants(request);
        var token = state.grantedTokens().stream()
                .filter(known -> String.valueOf(Accounts.id(known.value())).equals(id))
                .findFirst()
                .orElseThrow(ApiErrorException::notFound);
        List<ObjectNode> reached = state.repositoriesOf(login).stream()
                .filter(repository -> token.covers(repository.fullName()))
                .map(repository -> RepositoryJson.minimal(repository, request.base()))
                .toList();
        PageRequest page = PageRequest.of(request.query());
        return page.link(
                SandboxResponse.json(200, Json.array(page.cut(reached))),
                request.base() + "/organizations/" + Accounts.id(login) + "/personal-access-tokens/" + id
                        + "/repositories",
                reached.size());
    }

    /** Only Apps may ask. */
    private static void admitToGrants(SandboxRequest request) {
        boolean may = request.caller()
                .filter(token -> token.installation().isPresent())
                .filter(token -> token.may("organization_personal_access_tokens", false))
                .isPresent();
        if (!may) {
            throw ApiErrorException.of(403, "Resource not accessible by integration");
        }
    }

    private static ObjectNode grant(SandboxToken token, String login, String base) {
        long id = Accounts.id(token.value());
        ObjectNode grant = Json.object()
                .put("id", id)
                .put("token_id", id)
                .put("token_name", "token of " + token.login())
                .put("token_expired", false)
                .put("access_granted_at", "2026-01-10T14:59:22Z")
                .put("repository_selection", token.isSelective() ? "subset" : "all")
                .put("repositories_url", base + "/orgs/" + login + "/personal-access-tokens/" + id + "/repositories")
                .put("token_expires_at", token.expiry().map(Json::time).orElse(null))
                .put("token_last_used_at", token.lastUse().map(Json::time).orElse(null));
        grant.set("owner", Accounts.simple(token.login(), "User", base));
        token.granted().forEach(grant.putObject("permissions").putObject("repository")::put);
        return grant;
    }

    private static SandboxResponse secrets(SandboxRequest request, SandboxOrganization organization, String store) {
        List<ObjectNode> shown = admitted(request, organization, store).shown();
        PageRequest page = PageRequest.of(request.query());
        return page.link(
                SandboxResponse.json(200, Json.counted(shown.size(), "secrets", page.cut(shown))),
                request.base() + "/organizations/" + Accounts.id(organization.toString()) + "/" + store + "/" + SECRETS,
                shown.size());
    }

    /** The secrets of {@code store}, as a path names it, for a caller that may read them. */
    private static SharedSecrets admitted(SandboxRequest request, SandboxOrganization organization, String store) {
        var secrets = organization.secretsOf(store).orElseThrow(ApiErrorException::notFound);
        String permission = "organization_" + (store.equals("actions") ? "" : store + "_") + SECRETS;
        boolean may = request.ofCaller(
                        token -> token.isFineGrained() ? token.may(permission, false) : token.hasScope("admin:org"))
                .orElse(false);
        if (!may) {
            throw ApiErrorException.of(403, "Must be an org owner or org admin to access secrets.");
        }
        return secrets;
    }
}
