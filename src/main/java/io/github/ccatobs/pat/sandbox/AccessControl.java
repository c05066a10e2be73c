package io.github.ccatobs.pat.sandbox;

import java.util.Optional;

/** Who may do what to a repository, and with which words GitHub turns the others away. */
final class AccessControl {

    private static final String SSO = "Resource protected by organization SAML enforcement."
            + " You must grant your Personal Access token access to this organization.";

    private AccessControl() {}

    /** Lets {@code request} pass when it may even know that {@code repository} exists. */
    static void admit(SandboxRequest request, SandboxRepository repository) {
        if (repository.isGone() || !sees(request, repository)) {
            throw ApiErrorException.notFound();
        }
        request.ofCaller(SandboxToken::ssoUrl).flatMap(url -> url).ifPresent(AccessControl::demandSso);
        request.ofCaller(SandboxToken::policy).flatMap(policy -> policy).ifPresent(policy -> {
            throw ApiErrorException.of(403, policy);
        });
        repository.block().ifPresent(repositoryBlock -> {
            throw new ApiErrorException(repositoryBlock.answer());
        });
    }

    /** Lets an admitted {@code request} pass when it has the rights it needs. */
    static void require(RequiredPermission requiredPermission, SandboxRequest request, SandboxRepository repository) {
        requireAlsoOfArchived(requiredPermission, request, repository);
        if (requiredPermission.write() && repository.isArchived()) {
            throw ApiErrorException.of(403, "Repository was archived so is read-only.");
        }
    }

    /** Lets an admitted {@code request} pass when it has the rights it needs, whether or not the repository is archived. */
    static void requireAlsoOfArchived(
            RequiredPermission requiredPermission, SandboxRequest request, SandboxRepository repository) {
        if (!isAllowed(requiredPermission, request, repository)) {
            throw denial(requiredPermission, request.caller());
        }
    }

    static boolean sees(SandboxRequest request, SandboxRepository repository) {
        if (request.ofCaller(repository::isHiddenFrom).orElse(false)) {
            return false;
        }
        return repository.isPublic()
                || request.ofCaller(token -> reaches(token, repository)).orElse(false);
    }

    static boolean administers(SandboxToken token, SandboxRepository repository) {
        return !repository.letsOnlyRead(token.login());
    }

    private static boolean reaches(SandboxToken token, SandboxRepository repository) {
        return token.covers(repository.fullName()) && (token.isFineGrained() || token.hasScope("repo"));
    }

    private static boolean isAllowed(
            RequiredPermission requiredPermission, SandboxRequest request, SandboxRepository repository) {
        if (requiredPermission.isOpen() && repository.isPublic()) {
            return true;
        }
        return request.ofCaller(token -> holds(token, requiredPermission, repository))
                .orElse(false);
    }

    private static boolean holds(
            SandboxToken token, RequiredPermission requiredPermission, SandboxRepository repository) {
        if (requiredPermission.administrators() && !administers(token, repository)) {
            return false;
        }
        return token.isFineGrained()
                ? token.covers(repository.fullName())
                        && token.may(requiredPermission.permission(), requiredPermission.write())
                : token.hasScope("repo") || (token.hasScope("public_repo") && repository.isPublic());
    }

    private static ApiErrorException denial(RequiredPermission requiredPermission, Optional<SandboxToken> caller) {
        if (caller.isEmpty()) {
            return ApiErrorException.of(401, "Requires authentication");
        }
        if (caller.get().isFineGrained()) {
            String whose = caller.get().installation().isPresent() ? "integration" : "personal access token";
            return new ApiErrorException(SandboxResponse.message(403, "Resource not accessible by " + whose)
                    .with("x-accepted-github-permissions", requiredPermission.toString()));
        }
        return ApiErrorException.of(403, "Must have admin rights to Repository.");
    }

    private static void demandSso(String url) {
        throw new ApiErrorException(SandboxResponse.message(403, SSO).with("x-github-sso", "required; url=" + url));
    }
}
