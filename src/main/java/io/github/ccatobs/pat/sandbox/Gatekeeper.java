package io.github.ccatobs.pat.sandbox;

import java.util.Optional;

/** Who may do what to a repository, and with which words GitHub turns the others away. */
final class Gatekeeper {

    private static final String SSO = "Resource protected by organization SAML enforcement."
            + " You must grant your Personal Access token access to this organization.";

    private Gatekeeper() {}

    /** Lets {@code call} pass when it may even know that {@code repository} exists. */
    static void admit(Call call, SandboxRepository repository) {
        if (repository.isGone() || !sees(call, repository)) {
            throw Refusal.notFound();
        }
        call.ofCaller(SandboxToken::ssoUrl).flatMap(url -> url).ifPresent(Gatekeeper::demandSso);
        call.ofCaller(SandboxToken::policy).flatMap(policy -> policy).ifPresent(policy -> {
            throw Refusal.of(403, policy);
        });
        repository.block().ifPresent(block -> {
            throw new Refusal(block.answer());
        });
    }

    /** Lets an admitted {@code call} pass when it has the rights it needs. */
    static void require(Need need, Call call, SandboxRepository repository) {
        requireAlsoOfArchived(need, call, repository);
        if (need.write() && repository.isArchived()) {
            throw Refusal.of(403, "Repository was archived so is read-only.");
        }
    }

    /** Lets an admitted {@code call} pass when it has the rights it needs, whether or not the repository is archived. */
    static void requireAlsoOfArchived(Need need, Call call, SandboxRepository repository) {
        if (!isAllowed(need, call, repository)) {
            throw denial(need, call.caller());
        }
    }

    static boolean sees(Call call, SandboxRepository repository) {
        if (call.ofCaller(repository::isHiddenFrom).orElse(false)) {
            return false;
        }
        return repository.isPublic()
                || call.ofCaller(token -> reaches(token, repository)).orElse(false);
    }

    static boolean administers(SandboxToken token, SandboxRepository repository) {
        return !repository.letsOnlyRead(token.login());
    }

    private static boolean reaches(SandboxToken token, SandboxRepository repository) {
        return token.covers(repository.fullName()) && (token.isFineGrained() || token.hasScope("repo"));
    }

    private static boolean isAllowed(Need need, Call call, SandboxRepository repository) {
        if (need.isOpen() && repository.isPublic()) {
            return true;
        }
        return call.ofCaller(token -> holds(token, need, repository)).orElse(false);
    }

    private static boolean holds(SandboxToken token, Need need, SandboxRepository repository) {
        if (need.administrators() && !administers(token, repository)) {
            return false;
        }
        return token.isFineGrained()
                ? token.covers(repository.fullName()) && token.may(need.permission(), need.write())
                : token.hasScope("repo") || (token.hasScope("public_repo") && repository.isPublic());
    }

    private static Refusal denial(Need need, Optional<SandboxToken> caller) {
        if (caller.isEmpty()) {
            return Refusal.of(401, "Requires authentication");
        }
        if (caller.get().isFineGrained()) {
            return new Refusal(Answer.message(403, "Resource not accessible by personal access token")
                    .with("x-accepted-github-permissions", need.toString()));
        }
        return Refusal.of(403, "Must have admin rights to Repository.");
    }

    private static void demandSso(String url) {
        throw new Refusal(Answer.message(403, SSO).with("x-github-sso", "required; url=" + url));
    }
}
