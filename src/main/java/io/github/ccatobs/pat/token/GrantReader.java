package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.github.TokenGrant;
import io.github.ccatobs.pat.token.GrantReview.GrantCompared;
import io.github.ccatobs.pat.token.GrantReview.GrantNotIdentified;
import io.github.ccatobs.pat.token.GrantReview.GrantsHidden;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what an organisation granted a fine-grained token, which GitHub tells Apps alone. A grant does not name its token, so
 * it is found by owner and end; where these do not say which, nothing is decided.
 */
public final class GrantReader {

    /** The header and the list give the same moment, perhaps rounded apart. */
    private static final Duration SAME = Duration.ofSeconds(2);

    /** Those that have one name for tokens and for grants. */
    private static final Set<String> COMPARED = Set.of(
            "actions",
            "contents",
            "dependabot_secrets",
            "deployments",
            "environments",
            "issues",
            "metadata",
            "pull_requests",
            "secrets",
            "statuses",
            "workflows");

    private final GitHubClient app;
    private final GitHubSettingsUrls urls;

    /**
     * Asks as {@code app}.
     *
     * @param webPages where GitHub's own pages are
     */
    public GrantReader(GitHubClient app, String webPages) {
        this.app = app;
        this.urls = new GitHubSettingsUrls(webPages);
    }

    /**
     * The grant of the token of {@code login} that ends at {@code expiry}, compared with {@code needs} in {@code
     * repositories}.
     *
     * @throws GitHubException when a limit or an outage leaves the answer open
     */
    public GrantReview read(
            String organization,
            Optional<String> login,
            TokenExpiry expiry,
            RequiredPermissions needs,
            List<RepositoryName> repositories) {
        var list = list(organization);
        if (list.whyHidden().isPresent()) {
            return new GrantsHidden(list.whyHidden().get());
        }
        try {
            var found = list.of(login, expiry);
            return switch (found.size()) {
                case 0 ->
                    new GrantNotIdentified(organization
                            + " shows no grant that may be this token's: it may wait for approval, which an owner gives on "
                            + urls.requests(organization) + ", or be none of " + organization);
                case 1 -> compared(organization, found.getFirst(), needs, repositories);
                default -> new GrantNotIdentified(organization + " shows several grants that may be this token's");
            };
        } catch (GitHubException.CredentialRejectedException
                | GitHubException.ForbiddenException
                | GitHubException.NotFoundException notTold) {
            return new GrantsHidden(notTold.why());
        }
    }

    /**
     * All grants of {@code organization} as they are now. Listed before the token itself is asked with, they say when others used
     * it.
     *
     * @throws GitHubException when a limit or an outage leaves the answer open
     */
    public GrantList list(String organization) {
        try {
            return new GrantList(organization, app.grants(organization), Optional.empty());
        } catch (GitHubException.CredentialRejectedException
                | GitHubException.ForbiddenException
                | GitHubException.NotFoundException notTold) {
            return new GrantList(organization, List.of(), Optional.of(notTold.why()));
        }
    }

    /**
     * The grants of an organisation.
     *
     * @param organization which one
     * @param grants all of them
     * @param whyHidden why GitHub tells none of them
     */
    public record GrantList(String organization, List<TokenGrant> grants, Optional<String> whyHidden) {

        /** Copies. */
        public GrantList {
            grants = List.copyOf(grants);
        }

        /** Those that may be the token's of {@code login} that ends at {@code expiry}; none where either is not known. */
        public List<TokenGrant> of(Optional<String> login, TokenExpiry expiry) {
            return grants.stream()
                    .filter(grant ->
                            login.filter(grant.owner()::equalsIgnoreCase).isPresent())
                    .filter(grant -> isAt(grant, expiry))
                    .toList();
        }
    }

    private static boolean isAt(TokenGrant grant, TokenExpiry expiry) {
        return switch (expiry) {
            case TokenExpiry.At(Instant end) ->
                grant.end()
                        .filter(its -> Duration.between(its, end).abs().compareTo(SAME) <= 0)
                        .isPresent();
            case TokenExpiry.Never never -> grant.end().isEmpty();
            case TokenExpiry.Unknown unknown -> false;
        };
    }

    private GrantCompared compared(
            String organization, TokenGrant grant, RequiredPermissions needs, List<RepositoryName> repositories) {
        var own = repositories.stream()
                .filter(repository -> repository.owner().equalsIgnoreCase(organization))
                .toList();
        var missed = grant.isForAll() ? List.<RepositoryName>of() : missed(organization, grant, own);
        return new GrantCompared(organization, grant, lacking(grant, needs), missed, own.size() - missed.size());
    }

    private static List<String> lacking(TokenGrant grant, RequiredPermissions needs) {
        return needs.each().stream()
                .filter(need -> COMPARED.contains(need.permission().parameter()))
                .filter(need -> !grant.holds(need.permission().parameter(), need.isToWrite() ? "write" : "read"))
                .map(Object::toString)
                .toList();
    }

    private List<RepositoryName> missed(String organization, TokenGrant grant, List<RepositoryName> own) {
        var reached = app.repositoriesOf(organization, grant);
        return own.stream().filter(repository -> !reached.contains(repository)).toList();
    }
}
