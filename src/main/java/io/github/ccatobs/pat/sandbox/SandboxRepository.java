package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ccatobs.pat.sandbox.SecretHistory.SecretWrite;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A repository on this GitHub. It starts private, owned by an organization, with every known token's user as
 * administrator and without a secret. Each method changes it at once, also while the sandbox serves.
 */
public final class SandboxRepository {

    static final String DEFAULT_BRANCH = "main";
    private static final Instant ENDED_AT = Instant.parse("2026-01-22T19:33:08Z");

    private final long id;
    private final SandboxState state;
    private final SecretStore actions;
    private final SecretStore dependabot;
    private final SecretStore codespaces;
    private final Map<String, SecretStore> environments = new ConcurrentSkipListMap<>();
    private final FileTree files = new FileTree(DEFAULT_BRANCH);
    private final List<SandboxIssue> issues = new CopyOnWriteArrayList<>();
    private final Set<String> hiddenFrom = ConcurrentHashMap.newKeySet();
    private final Set<String> readers = ConcurrentHashMap.newKeySet();
    private volatile String fullName;
    private volatile boolean isPublic;
    private volatile boolean archived;
    private volatile boolean gone;
    private final List<SandboxRun> runs = new CopyOnWriteArrayList<>();
    private volatile @Nullable RepositoryBlock repositoryBlock;

    SandboxRepository(long id, String fullName, SandboxState state) {
        this.id = id;
        this.fullName = fullName;
        this.state = state;
        this.actions = new SecretStore(state.keyIds());
        this.dependabot = new SecretStore(state.keyIds());
        this.codespaces = new SecretStore(state.keyIds());
    }

    /** Gives it an Actions secret that was last set at {@code at}. */
    public SandboxRepository withSecret(String name, String value, Instant at) {
        actions.write(name, value, at, Instant.MIN);
        return this;
    }

    /** Takes every Actions secret away, and forgets that there was one. */
    public SandboxRepository withoutSecret() {
        actions.clear();
        return this;
    }

    /** Gives it a Dependabot secret. */
    public SandboxRepository withDependabotSecret(String name, String value, Instant at) {
        dependabot.write(name, value, at, Instant.MIN);
        return this;
    }

    /** Gives it a Codespaces secret. */
    public SandboxRepository withCodespacesSecret(String name, String value, Instant at) {
        codespaces.write(name, value, at, Instant.MIN);
        return this;
    }

    /** Gives it an environment without a secret. */
    public SandboxRepository withEnvironment(String environment) {
        environmentStore(environment);
        return this;
    }

    /** Gives it an environment with a secret that shadows the repository's. */
    public SandboxRepository withEnvironmentSecret(String environment, String name, String value, Instant at) {
        environmentStore(environment).write(name, value, at, Instant.MIN);
        return this;
    }

    /** Puts a file on the default branch, {@code main}. */
    public SandboxRepository withFile(String path, String content) {
        return withFile(DEFAULT_BRANCH, path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts a file on a branch, tag or commit. */
    public SandboxRepository withFile(String ref, String path, byte[] content) {
        files.put(ref, path, content);
        return this;
    }

    /** Lets it have had this many workflow runs, which have ended. */
    public SandboxRepository withRuns(int count) {
        for (int number = 0; number < count; number++) {
            hasRun("completed", ENDED_AT);
        }
        return this;
    }

    /** Gives it one more workflow run, created at {@code at}, with the status {@code status}. */
    public SandboxRun hasRun(String status, Instant at) {
        synchronized (runs) {
            int number = runs.size() + 1;
            var run = new SandboxRun(id * 1000 + number, number, status, at);
            runs.add(run);
            return run;
        }
    }

    /** Its issues, the oldest first. */
    public List<SandboxIssue> issues() {
        return List.copyOf(issues);
    }

    /** Opens an issue, for {@code at} on. */
    public SandboxIssue addIssue(String title, Instant at) {
        synchronized (issues) {
            var issue = new SandboxIssue(issues.size() + 1, title, at);
            issues.add(issue);
            return issue;
        }
    }

    /** Makes it public. */
    public SandboxRepository openToThePublic() {
        isPublic = true;
        return this;
    }

    /** Makes it read-only. */
    public SandboxRepository archived() {
        archived = true;
        return this;
    }

    /** Makes it writable again. */
    public SandboxRepository unarchived() {
        archived = false;
        return this;
    }

    /** Renames or transfers it; the old name redirects until another repository takes it. */
    public SandboxRepository renamedTo(String newName) {
        String old = fullName;
        fullName = newName;
        state.renamed(old, this);
        return this;
    }

    /** Deletes it. */
    public SandboxRepository gone() {
        gone = true;
        return this;
    }

    /** Blocks it for every caller. */
    public SandboxRepository blocked(RepositoryBlock reason) {
        repositoryBlock = reason;
        return this;
    }

    /** Hides it from one token, as if it did not exist. */
    public SandboxRepository hiddenFrom(String token) {
        hiddenFrom.add(token);
        return this;
    }

    /** Makes a user a collaborator without admin rights. */
    public SandboxRepository lettingOnlyRead(String login) {
        readers.add(key(login));
        return this;
    }

    /** Gives out another Actions key from now on; what was sealed to the old one is refused with 422. */
    public SandboxRepository rotatesItsKey() {
        actions.rotateKey();
        return this;
    }

    /** The value of an Actions secret, in the clear; empty when there is none. */
    public Optional<String> secret(String name) {
        return actions.value(name);
    }

    /** Every value an Actions secret was given, the oldest first. */
    public List<SecretWrite> history(String name) {
        return actions.values(name);
    }

    /** The value of a Dependabot secret, in the clear. */
    public Optional<String> dependabotSecret(String name) {
        return dependabot.value(name);
    }

    /** {@code owner/name} as it is now. */
    public String fullName() {
        return fullName;
    }

    /** The number that never changes, whatever the name. */
    public long id() {
        return id;
    }

    @Override
    public String toString() {
        return fullName;
    }

    String owner() {
        return fullName.substring(0, fullName.indexOf('/'));
    }

    String name() {
        return fullName.substring(fullName.indexOf('/') + 1);
    }

    SecretStore actions() {
        return actions;
    }

    SecretStore dependabot() {
        return dependabot;
    }

    SecretStore codespaces() {
        return codespaces;
    }

    Map<String, SecretStore> environments() {
        return environments;
    }

    FileTree files() {
        return files;
    }

    List<SandboxRun> runs() {
        return List.copyOf(runs);
    }

    boolean isPublic() {
        return isPublic;
    }

    boolean isArchived() {
        return archived;
    }

    boolean isGone() {
        return gone;
    }

    Optional<RepositoryBlock> block() {
        return Optional.ofNullable(repositoryBlock);
    }

    boolean isHiddenFrom(SandboxToken token) {
        return hiddenFrom.contains(token.value());
    }

    boolean letsOnlyRead(String login) {
        return readers.contains(key(login));
    }

    private SecretStore environmentStore(String environment) {
        return environments.computeIfAbsent(environment, name -> new SecretStore(state.keyIds()));
    }

    private static String key(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The reason for which GitHub blocked a repository. */
    public enum RepositoryBlock {
        /** A takedown notice: 451. */
        DMCA(451),
        /** The terms of service: 403. */
        TOS(403),
        /** Disabled for another reason: 403. */
        UNAVAILABLE(403);

        private final int status;

        RepositoryBlock(int status) {
            this.status = status;
        }

        SandboxResponse answer() {
            ObjectNode body = Json.object().put("message", "Repository access blocked");
            body.putObject("block")
                    .put("reason", name().toLowerCase(Locale.ROOT))
                    .put("created_at", "2026-01-01T00:00:00Z")
                    .put("html_url", "https://github.com/github/dmca");
            return SandboxResponse.json(status, body);
        }
    }
}
