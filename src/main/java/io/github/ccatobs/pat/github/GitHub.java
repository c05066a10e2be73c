package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.Quoted;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.seal.PublicKey;
import io.github.ccatobs.pat.seal.SealedValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * GitHub as one credential sees it. Every method blocks, so call it from a virtual thread; retries, redirects, limits
 * and pacing are taken care of. Safe for use by several threads.
 *
 * <p>Every method throws a {@link GitHubException} when GitHub says no or says nothing usable.
 */
public final class GitHub {

    /** GitHub's largest page; a repository holds at most this many secrets. */
    private static final int PER_PAGE = 100;

    private static final int MOST_PAGES = 50;

    /** The two ways GitHub says that it took a secret. */
    private static final int CREATED = 201;

    private static final int UPDATED = 204;

    private final Conversation conversation;
    private final CredentialFacts facts;
    private final Credential credential;
    private final Clock clock;

    GitHub(Conversation conversation, CredentialFacts facts, Credential credential, Clock clock) {
        this.conversation = conversation;
        this.facts = facts;
        this.credential = credential;
        this.clock = clock;
    }

    /** Asks who the credential belongs to. */
    public Account account() {
        var answer =
                conversation.ask(Call.read("/user", (api, authorization) -> api.user(authorization, GitHubApi.JSON)));
        return new Account(AnswerBody.of(answer).text("login"));
    }

    /** Asks what the repository is called today and what state it is in. */
    public Repository repository(RepositoryName name) {
        var answer = conversation.ask(Call.read(
                "/repos/" + name,
                (api, authorization) -> api.repository(name.owner(), name.name(), authorization, GitHubApi.JSON)));
        var body = AnswerBody.of(answer);
        return new Repository(fullName(body), body.flag("archived"), body.flag("disabled"));
    }

    /**
     * Lists the repository's Actions secrets, every page of them.
     *
     * @throws GitHubException.Unavailable also when GitHub counts more secrets than it lists: what is not listed is not
     *     known to be absent
     */
    public SecretListing secrets(RepositoryName repository) {
        Map<SecretName, Instant> found = new HashMap<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            var answer = conversation.ask(secretsCall(repository, page));
            var body = AnswerBody.of(answer);
            int before = found.size();
            body.list("secrets").forEach(secret -> found.put(secretName(secret), secret.moment("updated_at")));
            if (!hasNextPage(answer) && found.size() >= body.count("total_count")) {
                return new SecretListing(found, answer.call().redirects() > 0);
            }
            if (found.size() == before) {
                break;
            }
        }
        throw new GitHubException.Unavailable(secretsCall(repository, 1), "GitHub counts more secrets than it lists");
    }

    /** Asks for the key that secrets of the repository are sealed with; GitHub may change it at any time. */
    public PublicKey publicKey(RepositoryName repository) {
        var body = AnswerBody.of(conversation.ask(Call.read(
                "/repos/" + repository + "/actions/secrets/public-key",
                (api, authorization) ->
                        api.publicKey(repository.owner(), repository.name(), authorization, GitHubApi.JSON))));
        String keyId = body.text("key_id");
        return body.parsed("key", key -> new PublicKey(keyId, key));
    }

    /**
     * Writes the secret, whether or not it is there. An answer that was lost is asked for again by writing again: what
     * two writes leave is what one leaves, with a later time.
     *
     * @return the earliest moment, by GitHub's own clock, at which it can have taken it: GitHub dates its answer when it
     *     gives it, which may be seconds after it took the secret
     * @throws GitHubException.Invalid with status 422 when {@code value} was sealed with a key that is no longer
     *     current
     * @throws GitHubException.Unavailable when it is not known whether GitHub took it
     */
    public Instant write(RepositoryName repository, SecretName secret, SealedValue value) {
        var upload = new SecretUpload(value.encryptedValue(), value.keyId());
        var answer = conversation.ask(Call.write(
                "/repos/" + repository + "/actions/secrets/" + secret,
                upload,
                (api, authorization) -> api.putSecret(
                        repository.owner(),
                        repository.name(),
                        secret.toString(),
                        upload,
                        authorization,
                        GitHubApi.JSON)));
        if (answer.status() != CREATED && answer.status() != UPDATED) {
            throw new GitHubException.Unavailable(
                    answer.call(), "GitHub took a secret with neither 201 nor 204 but " + answer.status());
        }
        return Judge.dateOf(answer, clock.instant()).minus(answer.took());
    }

    /** Asks for the repository's newest workflow run, only to see whether the credential may. */
    public void probeActions(RepositoryName repository) {
        conversation.ask(Call.read(
                "/repos/" + repository + "/actions/runs",
                (api, authorization) ->
                        api.workflowRuns(repository.owner(), repository.name(), 1, authorization, GitHubApi.JSON)));
    }

    /**
     * Reads a file's bytes.
     *
     * @param path below the repository's root, with {@code /} between its parts
     * @param ref a branch, tag or commit; empty for the default branch
     * @throws IllegalArgumentException when the path has a part that is empty, {@code .} or {@code ..}
     */
    public byte[] file(RepositoryName repository, String path, Optional<String> ref) {
        String encoded =
                Stream.of(path.split("/", -1)).map(GitHub::encodeSegment).collect(Collectors.joining("/"));
        return conversation
                .ask(Call.readRaw(
                        "/repos/" + repository + "/contents/" + encoded,
                        (api, authorization) -> api.contents(
                                repository.owner(),
                                repository.name(),
                                encoded,
                                ref.orElse(null),
                                authorization,
                                GitHubApi.RAW)))
                .body();
    }

    /** What the answers so far have told of the credential. */
    public TokenFacts facts() {
        return new TokenFacts(facts.expiry(), facts.scopes(), facts.quota());
    }

    /** How many requests were sent so far, repeated ones included. */
    public long calls() {
        return facts.calls();
    }

    /** Where the credential came from, for messages. */
    public String credentialSource() {
        return credential.source();
    }

    private static Call secretsCall(RepositoryName repository, int page) {
        return Call.read(
                "/repos/" + repository + "/actions/secrets",
                (api, authorization) -> api.secrets(
                        repository.owner(),
                        repository.name(),
                        PER_PAGE,
                        page == 1 ? null : page,
                        authorization,
                        GitHubApi.JSON));
    }

    private static boolean hasNextPage(Answer answer) {
        return answer.header("link")
                .filter(link -> link.contains("rel=\"next\""))
                .isPresent();
    }

    private static SecretName secretName(AnswerBody secret) {
        return secret.parsed("name", SecretName::new);
    }

    private static RepositoryName fullName(AnswerBody body) {
        return body.parsed("full_name", RepositoryName::parse);
    }

    private static String encodeSegment(String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            throw new IllegalArgumentException(
                    "a file's path has the part " + Quoted.of(segment) + ": expected names with '/' between");
        }
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
