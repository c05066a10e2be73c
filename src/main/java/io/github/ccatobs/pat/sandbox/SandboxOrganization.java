package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An organization and the secrets it shares with its repositories: of Actions, and apart of Dependabot and of Codespaces. */
public final class SandboxOrganization {

    private final String login;
    private final SharedSecrets actions = new SharedSecrets();
    private final SharedSecrets dependabot = new SharedSecrets();
    private final SharedSecrets codespaces = new SharedSecrets();

    SandboxOrganization(String login) {
        this.login = login;
    }

    /** Shares an Actions secret with all its repositories. */
    public SandboxOrganization sharing(String secret, Instant at) {
        actions.withAll(secret, at);
        return this;
    }

    /** Shares an Actions secret with its private repositories. */
    public SandboxOrganization sharingWithPrivate(String secret, Instant at) {
        actions.withPrivate(secret, at);
        return this;
    }

    /** Shares an Actions secret with these repositories alone, {@code owner/name}. */
    public SandboxOrganization sharingWith(List<String> repositories, String secret, Instant at) {
        actions.with(repositories, secret, at);
        return this;
    }

    /** Its secrets for Dependabot. */
    public SharedSecrets dependabot() {
        return dependabot;
    }

    /** Its secrets for Codespaces. */
    public SharedSecrets codespaces() {
        return codespaces;
    }

    @Override
    public String toString() {
        return login;
    }

    /** The secrets of {@code store} as a path names it; empty when GitHub has no such store. */
    Optional<SharedSecrets> secretsOf(String store) {
        return switch (store) {
            case "actions" -> Optional.of(actions);
            case "dependabot" -> Optional.of(dependabot);
            case "codespaces" -> Optional.of(codespaces);
            default -> Optional.empty();
        };
    }

    /** Its Actions secrets, as the list of one repository shows them. */
    List<ObjectNode> shownTo(SandboxRepository repository) {
        return actions.shownTo(repository);
    }
}
