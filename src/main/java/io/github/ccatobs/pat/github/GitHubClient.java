package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.OrganizationSecretInfo.OrganizationSecretStore;
import io.github.ccatobs.pat.github.WorkflowRun.RunListing;
import io.github.ccatobs.pat.github.WorkflowRun.UnfinishedStatus;
import io.github.ccatobs.pat.seal.PublicKey;
import io.github.ccatobs.pat.seal.SealedValue;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * GitHub as one credential sees it. Every method blocks, so call it from a virtual thread; retries, redirects, limits
 * and pacing are taken care of. Safe for use by several threads.
 *
 * <p>Every method throws a {@link GitHubException} when GitHub says no or says nothing usable.
 */
public final class GitHubClient {

    /** The two ways GitHub says that it took a secret. */
    private static final int CREATED = 201;

    private static final int UPDATED = 204;

    private static final int ACCEPTED = 202;

    /** How often a repository may be renamed while it is written. */
    private static final int MOST_MOVES = 5;

    private final RetryingRequestExecutor executor;
    private final Paginator paginator;
    private final BatchReader batches;
    private final CredentialTracker credential;
    private final GitHubClock gitHubClock;
    private final TokenProvider tokens;
    private final Clock clock;

    GitHubClient(
            RetryingRequestExecutor executor,
            BatchReader batches,
            CredentialTracker credential,
            GitHubClock gitHubClock,
            TokenProvider tokens,
            Clock clock) {
        this.executor = executor;
        this.paginator = new Paginator(executor);
        this.batches = batches;
        this.credential = credential;
        this.gitHubClock = gitHubClock;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Asks who the credential belongs to; an App is asked for one of its repositories, and is the account itself. */
    public Account account() {
        if (tokens.isApp()) {
            executor.ask(GitHubRequest.read(
                    "/installation/repositories",
                    (api, authorization) -> api.installationRepositories(1, null, authorization, GitHubApi.JSON)));
            return tokens.account(credential).orElseThrow();
        }
        var response = executor.ask(
                GitHubRequest.read("/user", (api, authorization) -> api.user(authorization, GitHubApi.JSON)));
        return new Account(ResponseJson.of(response).shortText("login"));
    }

    /** Asks what the repository is called today and what state it is in. */
    public RepositoryInfo repository(RepositoryName name) {
        var body = description(name);
        return new RepositoryInfo(fullName(body), body.flag("archived"), body.flag("disabled"));
    }

    /** Asks whether {@code secret} of the repository's organisation is shared with it, for one that no batch described. */
    public boolean isShared(OrganizationSecretInfo secret, RepositoryName repository) {
        var body = description(repository);
        return secret.isSharedWith(fullName(body), body.flag("private"));
    }

    private ResponseJson description(RepositoryName name) {
        return ResponseJson.of(executor.ask(GitHubRequest.read(
                "/repos/" + name,
                (api, authorization) -> api.repository(name.owner(), name.name(), authorization, GitHubApi.JSON))));
    }

    /**
     * Describes as many of {@code repositories} as GitHub describes at once, with few requests.
     *
     * @throws GitHubException.CredentialRejectedException when the credential is rejected; any other failure leaves
     *     repositories out
     */
    public RepositoryBatch describe(List<RepositoryName> repositories) {
        return batches.read(repositories, false);
    }

    /** The same, with the environments of each. */
    public RepositoryBatch describeWithEnvironments(List<RepositoryName> repositories) {
        return batches.read(repositories, true);
    }

    /**
     * Lists the repository's Actions secrets, every page of them.
     *
     * @throws GitHubException.GitHubUnavailableException also when GitHub counts more secrets than it lists: what is not listed is not
     *     known to be absent
     */
    public SecretListing secrets(RepositoryName repository) {
        return secrets(repository, "actions/secrets", GitHubApi::secrets);
    }

    /**
     * Lists the Actions secrets that the repository's organisation shares with it, every page of them.
     *
     * @throws GitHubException.GitHubUnavailableException also when GitHub counts more secrets than it lists
     */
    public SecretListing organizationSecrets(RepositoryName repository) {
        return secrets(repository, "actions/organization-secrets", GitHubApi::organizationSecrets);
    }

    /**
     * Lists the repository's environments, every page of them.
     *
     * @throws GitHubException.GitHubUnavailableException also when GitHub counts more environments than it lists
     */
    public List<EnvironmentName> environments(RepositoryName repository) {
        var listed = paginator.<EnvironmentName, EnvironmentName>read(
                "environments",
                page -> GitHubRequest.read(
                        "/repos/" + repository + "/environments",
                        (api, authorization) -> api.environments(
                                repository.owner(),
                                repository.name(),
                                Paginator.SIZE,
                                page.orElse(null),
                                authorization,
                                GitHubApi.JSON)),
                environment -> environment.parsed("name", EnvironmentName::new),
                environment -> environment.parsed("name", EnvironmentName::new));
        return List.copyOf(listed.items().values());
    }

    /**
     * Lists the secrets of one of the repository's environments, every page of them.
     *
     * @throws GitHubException.GitHubUnavailableException also when GitHub counts more secrets than it lists, or the environment's name
     *     cannot stand in an address
     */
    public SecretListing environmentSecrets(RepositoryName repository, EnvironmentName environment) {
        String encoded = urlEncoded(environment.value());
        Function<Optional<Integer>, GitHubRequest> call = page -> GitHubRequest.read(
                "/repos/" + repository + "/environments/" + encoded + "/secrets",
                (api, authorization) -> api.environmentSecrets(
                        repository.owner(),
                        repository.name(),
                        encoded,
                        Paginator.SIZE,
                        page.orElse(null),
                        authorization,
                        GitHubApi.JSON));
        if (!environment.isAddressable()) {
            throw new GitHubException.GitHubUnavailableException(
                    call.apply(Optional.empty()), "not sent, the name " + environment + " cannot stand in an address");
        }
        return secrets(call);
    }

    /**
     * Lists the repositories of an organisation that the credential can see, every page of them.
     *
     * @throws IllegalArgumentException when {@code organization} cannot be the name of one
     * @throws GitHubException.ForbiddenException also when GitHub hides some for want of single sign-on
     */
    public List<RepositoryInfo> repositories(String organization) {
        // An organisation is named by the same rule as an owner, and so is safe in an address.
        String login = new RepositoryName(organization, "any").owner();
        var listed = paginator.<RepositoryName, RepositoryInfo>readBare(
                "repositories",
                page -> GitHubRequest.read(
                        "/orgs/" + login + "/repos",
                        (api, authorization) -> api.repositories(
                                login, Paginator.SIZE, page.orElse(null), authorization, GitHubApi.JSON)),
                GitHubClient::fullName,
                body -> new RepositoryInfo(fullName(body), body.flagIfTold("archived"), body.flagIfTold("disabled")));
        return List.copyOf(listed.items().values());
    }

    /** Lists what the organisation granted fine-grained personal access tokens, which GitHub tells Apps alone. */
    public List<TokenGrant> grants(String organization) {
        String login = new RepositoryName(organization, "any").owner();
        var listed = paginator.<Long, TokenGrant>readGrants(
                page -> GitHubRequest.read(
                        "/orgs/" + login + "/personal-access-tokens",
                        (api, authorization) -> api.personalAccessTokens(
                                login, Paginator.SIZE, page.orElse(null), authorization, GitHubApi.JSON)),
                grant -> grant.count("id"),
                TokenGrant::of);
        return List.copyOf(listed.items().values());
    }

    /** Lists the repositories that a grant of the organisation is for, when it is not for all. */
    public Set<RepositoryName> repositoriesOf(String organization, TokenGrant grant) {
        String login = new RepositoryName(organization, "any").owner();
        return paginator
                .readBare(
                        "repositories",
                        page -> GitHubRequest.read(
                                "/orgs/" + login + "/personal-access-tokens/" + grant.id() + "/repositories",
                                (api, authorization) -> api.repositoriesOfGrant(
                                        login,
                                        grant.id(),
                                        Paginator.SIZE,
                                        page.orElse(null),
                                        authorization,
                                        GitHubApi.JSON)),
                        GitHubClient::fullName,
                        GitHubClient::fullName)
                .items()
                .keySet();
    }

    /**
     * Asks for an organisation's secret in {@code store} and the repositories that it is shared with; empty when the organisation
     * has none of that name there, as only the list of all its secrets proves.
     *
     * @throws IllegalArgumentException when {@code organization} cannot be the name of one
     * @throws GitHubException.NotFoundException when the credential may not see the list, or there is none
     * @throws GitHubException.GitHubUnavailableException also when GitHub lists the secret and does not show it
     */
    public Optional<OrganizationSecretInfo> organizationSecret(
            String organization, OrganizationSecretStore store, SecretName secret) {
        String login = new RepositoryName(organization, "any").owner();
        String path = "/orgs/" + login + "/" + store.path() + "/secrets";
        var one = GitHubRequest.read(
                path + "/" + secret,
                (api, authorization) -> api.secretOfOrganization(
                        login, store.path(), secret.toString(), authorization, GitHubApi.JSON));
        try {
            var body = ResponseJson.of(executor.ask(one));
            return Optional.of(
                    new OrganizationSecretInfo(body.moment("updated_at"), access(body, login, store, secret)));
        } catch (GitHubException.NotFoundException missingOrHidden) {
            var listing = secrets(page -> GitHubRequest.read(
                    path,
                    (api, authorization) -> api.secretsOfOrganization(
                            login, store.path(), Paginator.SIZE, page.orElse(null), authorization, GitHubApi.JSON)));
            if (listing.find(secret).isPresent()) {
                throw new GitHubException.GitHubUnavailableException(one, "GitHub lists it and does not show it (404)");
            }
            return Optional.empty();
        }
    }

    private OrganizationSecretInfo.Access access(
            ResponseJson body, String login, OrganizationSecretStore store, SecretName secret) {
        return switch (body.text("visibility")) {
            case "all" -> new OrganizationSecretInfo.Access.AllRepositories();
            case "private" -> new OrganizationSecretInfo.Access.PrivateRepositories();
            case "selected" ->
                new OrganizationSecretInfo.Access.SelectedRepositories(
                        repositoriesOf(login, store, secret).keySet());
            default -> throw body.unlike("visibility", "'all', 'private' or 'selected'");
        };
    }

    private Map<RepositoryName, RepositoryName> repositoriesOf(
            String login, OrganizationSecretStore store, SecretName secret) {
        return paginator
                .readRepositories(
                        page -> GitHubRequest.read(
                                "/orgs/" + login + "/" + store.path() + "/secrets/" + secret + "/repositories",
                                (api, authorization) -> api.repositoriesOfSecret(
                                        login,
                                        store.path(),
                                        secret.toString(),
                                        Paginator.SIZE,
                                        page.orElse(null),
                                        authorization,
                                        GitHubApi.JSON)),
                        GitHubClient::fullName,
                        GitHubClient::fullName)
                .items();
    }

    /**
     * Asks for the key that secrets of the repository are sealed with; GitHub may change it at any time.
     *
     * @throws GitHubException.RepositoryTransferredException when the repository belongs to another owner today
     */
    public PublicKey publicKey(RepositoryName repository) {
        var response = executor.ask(GitHubRequest.read(
                "/repos/" + repository + "/actions/secrets/public-key",
                (api, authorization) ->
                        api.publicKey(repository.owner(), repository.name(), authorization, GitHubApi.JSON)));
        if (response.call().redirects() > 0) {
            ownedToday(response.call(), repository, repository);
        }
        var body = ResponseJson.of(response);
        String keyId = body.text("key_id");
        return body.parsed("key", key -> new PublicKey(keyId, key));
    }

    /**
     * Writes the secret, whether or not it is there. An answer that was lost is asked for again by writing again: what
     * two writes leave is what one leaves, with a later time. A repository that was renamed is written under today's name;
     * one that belongs to another owner today is not written.
     *
     * @return when it can have taken it: GitHub dates its answer when it gives it, which may be seconds after it took the
     *     secret
     * @throws GitHubException.GitHubValidationException with status 422 when {@code value} was sealed with a key that is no longer
     *     current
     * @throws GitHubException.RepositoryTransferredException when the repository belongs to another owner today
     * @throws GitHubException.GitHubUnavailableException when it is not known whether GitHub took it
     */
    public WriteReceipt write(RepositoryName repository, SecretName secret, SealedValue value) {
        var name = repository;
        for (int moves = 0; moves <= MOST_MOVES; moves++) {
            var request = request(name, secret, value);
            var response = executor.askUnlessMoved(request);
            if (response.isPresent()) {
                return receipt(response.get());
            }
            name = nameToday(request, repository, name);
        }
        throw new GitHubException.GitHubUnavailableException(
                request(repository, secret, value), "redirected more than " + MOST_MOVES + " times");
    }

    private static GitHubRequest request(RepositoryName repository, SecretName secret, SealedValue value) {
        return GitHubRequest.write(
                "/repos/" + repository + "/actions/secrets/" + secret,
                (api, authorization) -> api.putSecret(
                        repository.owner(),
                        repository.name(),
                        secret.toString(),
                        value,
                        authorization,
                        GitHubApi.JSON));
    }

    private WriteReceipt receipt(GitHubResponse response) {
        if (response.status() != CREATED && response.status() != UPDATED) {
            throw new GitHubException.GitHubUnavailableException(
                    response.call(), "GitHub answered the write with neither 201 nor 204 but " + response.status());
        }
        return WriteReceipt.of(response, clock.instant(), gitHubClock);
    }

    /** By name, so that a transfer after this question redirects the next write too instead of receiving it. */
    private RepositoryName nameToday(GitHubRequest redirected, RepositoryName asked, RepositoryName name) {
        var today = ownedToday(redirected, asked, name);
        if (today.equals(name)) {
            throw new GitHubException.GitHubUnavailableException(
                    redirected, "redirected, but GitHub names no other repository");
        }
        return today;
    }

    /** The name today of the repository {@code name}; refused when its owner is another than that of {@code asked}. */
    private RepositoryName ownedToday(GitHubRequest redirected, RepositoryName asked, RepositoryName name) {
        var today = repository(name).name();
        if (!today.hasOwnerOf(asked)) {
            throw new GitHubException.RepositoryTransferredException(redirected, asked, today);
        }
        return today;
    }

    /** The issues of {@code repository}; sends nothing yet. */
    public IssueClient issues(RepositoryName repository) {
        return new IssueClient(executor, repository);
    }

    /** Asks for the repository's newest workflow run, only to see whether the credential may. */
    public void probeActions(RepositoryName repository) {
        probe(repository, "actions/runs");
    }

    /**
     * Asks for one item of a list below the repository, only to see whether the credential may.
     *
     * @param list the list's path below the repository, as it stands in an address, e.g. {@code actions/variables}
     */
    public void probe(RepositoryName repository, String list) {
        executor.ask(GitHubRequest.read(
                "/repos/" + repository + "/" + list,
                (api, authorization) ->
                        api.list(repository.owner(), repository.name(), list, 1, authorization, GitHubApi.JSON)));
    }

    /**
     * Lists the repository's workflow runs of that status that were created until {@code latest}, the newest first, the
     * first page of them.
     */
    public RunListing unfinishedRuns(RepositoryName repository, UnfinishedStatus status, Instant latest) {
        var body = ResponseJson.of(
                executor.ask(runs(repository, Paginator.SIZE, status.toString(), "<=" + seconds(latest))));
        return new RunListing(
                body.list("workflow_runs").stream().map(GitHubClient::run).toList(), body.count("total_count"));
    }

    /** Counts the repository's workflow runs that were created from {@code earliest} to {@code latest} and have ended. */
    public long endedRuns(RepositoryName repository, Instant earliest, Instant latest) {
        String created = seconds(earliest) + ".." + seconds(latest);
        return ResponseJson.of(executor.ask(runs(repository, 1, "completed", created)))
                .count("total_count");
    }

    private static GitHubRequest runs(RepositoryName repository, int size, String status, String created) {
        return GitHubRequest.read(
                "/repos/" + repository + "/actions/runs",
                (api, authorization) -> api.workflowRuns(
                        repository.owner(), repository.name(), size, status, created, authorization, GitHubApi.JSON));
    }

    /** As GitHub's search takes it: whole seconds, as it dates everything. */
    private static String seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static WorkflowRun run(ResponseJson body) {
        String started = body.has("run_started_at") ? "run_started_at" : "created_at";
        return new WorkflowRun(body.count("id"), body.count("run_number"), body.moment(started));
    }

    /**
     * Lists the repository's Dependabot secrets, which its workflows get in the place of its Actions secrets where Dependabot
     * starts them; every page of them.
     *
     * @throws GitHubException.GitHubUnavailableException also when GitHub counts more secrets than it lists
     */
    public SecretListing dependabotSecrets(RepositoryName repository) {
        return secrets(repository, "dependabot/secrets", GitHubApi::dependabotSecrets);
    }

    /**
     * Lists the repository's Codespaces secrets, which people's codespaces get; every page of them. GitHub lists them to fine-grained
     * tokens and Apps only that may also write them, and an Enterprise Server has none.
     *
     * @throws GitHubException.GitHubUnavailableException also when GitHub counts more secrets than it lists
     */
    public SecretListing codespacesSecrets(RepositoryName repository) {
        return secrets(repository, "codespaces/secrets", GitHubApi::codespacesSecrets);
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
                Stream.of(path.split("/", -1)).map(GitHubClient::encodeSegment).collect(Collectors.joining("/"));
        return executor.ask(GitHubRequest.readRaw(
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

    /**
     * Revokes the credential of this client, for good; nothing else may be asked with it afterwards. GitHub does so a little
     * after its answer, and tells the owner by e-mail. A lost answer is asked for again by revoking again.
     *
     * @throws GitHubException.NotFoundException when this GitHub revokes no credentials
     * @throws GitHubException.GitHubUnavailableException when it is not known whether GitHub took it
     * @see <a href="https://docs.github.com/rest/credentials/revoke">Revoke a list of credentials</a>
     */
    public void revokeOwnCredential() {
        if (!(tokens instanceof TokenProvider.FixedTokenProvider(var own))) {
            throw new IllegalStateException("the tokens of an App end by themselves");
        }
        var request = GitHubRequest.revocation(own);
        var response = executor.askUnlessMoved(request)
                .orElseThrow(() -> new GitHubException.GitHubUnavailableException(
                        request, "redirected, where a credential is never sent"));
        if (response.status() != ACCEPTED) {
            throw new GitHubException.GitHubUnavailableException(
                    request, "GitHub answered the revocation not with 202 but with " + response.status());
        }
    }

    /** GitHub's clock, as known from its answers to any credential. */
    public GitHubClock gitHubClock() {
        return gitHubClock;
    }

    /** The credential's metadata, as known from the answers so far. */
    public TokenMetadata tokenMetadata() {
        return new TokenMetadata(
                tokens.isApp() ? new TokenExpiry.Never() : credential.expiry(),
                credential.scopes(),
                credential.quota(),
                credential.maximumDays());
    }

    /** Foretells how long further calls take, from what was spent so far. */
    public RateLimitForecast forecast() {
        return executor.forecast();
    }

    /** The same for calls of {@code other}, where GitHub does not count them together with those of this client. */
    public Optional<RateLimitForecast> forecastApart(Optional<GitHubClient> other) {
        return other.filter(client -> !client.executor.isCountedWith(executor)).map(GitHubClient::forecast);
    }

    /**
     * Counts the writes of earlier and of other processes as if this credential had made them, so that a resumed run keeps the
     * limits too. Writes that this process made or counted before may be among them: each counts once.
     */
    public void rememberWrites(List<Instant> writes) {
        executor.rememberWrites(writes);
    }

    /** How many requests were sent so far, repeated ones included. */
    public long calls() {
        return credential.calls();
    }

    /** Whether it calls as a GitHub App, which has no role in a repository and whose rights its token names. */
    public boolean isApp() {
        return tokens.isApp();
    }

    /** Where the credential came from, for messages. */
    public String credentialSource() {
        return tokens.source();
    }

    /** Asks for one page of a list of a repository's secrets. */
    private interface SecretPage {
        RestResponse<InputStream> ask(
                GitHubApi api,
                String owner,
                String name,
                int perPage,
                @Nullable Integer page,
                String authorization,
                String accept);
    }

    private SecretListing secrets(RepositoryName repository, String path, SecretPage call) {
        return secrets(page -> GitHubRequest.read(
                "/repos/" + repository + "/" + path,
                (api, authorization) -> call.ask(
                        api,
                        repository.owner(),
                        repository.name(),
                        Paginator.SIZE,
                        page.orElse(null),
                        authorization,
                        GitHubApi.JSON)));
    }

    private SecretListing secrets(Function<Optional<Integer>, GitHubRequest> call) {
        var listed = paginator.<SecretName, Instant>read(
                "secrets",
                call,
                secret -> secret.parsed("name", SecretName::new),
                secret -> secret.moment("updated_at"));
        return new SecretListing(listed.items(), listed.moved(), listed.answeredAt());
    }

    private static RepositoryName fullName(ResponseJson body) {
        return body.parsed("full_name", RepositoryName::parse);
    }

    private static String encodeSegment(String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            throw new IllegalArgumentException(
                    "a file's path has the part " + QuotedText.of(segment) + ": expected names with '/' between");
        }
        return urlEncoded(segment);
    }

    private static String urlEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
