package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.TokenGrant;
import io.github.ccatobs.pat.token.CheckResult.NotTried;
import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.CheckResult.Refuse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks a fine-grained token by what the organisation granted it, which GitHub tells Apps alone: also rights to write, which
 * no read proves. A grant does not name its token, so it is found by owner and end; where that does not say which, nothing is
 * decided.
 */
public final class GrantCheck {

    /** The header and the list give the same moment, perhaps rounded apart. */
    private static final Duration SAME = Duration.ofSeconds(2);

    private static final int MOST_NAMES = 5;
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
    private final String tokenPage;

    /**
     * Asks as {@code app}.
     *
     * @param webPages where GitHub's own pages are
     */
    public GrantCheck(GitHubClient app, String webPages) {
        this.app = app;
        this.tokenPage = webPages + "/settings/personal-access-tokens";
    }

    /**
     * The outcome for a token that {@code verdict} describes; empty when the App may not ask.
     *
     * @throws GitHubException when a limit or an outage leaves the answer open
     */
    public Optional<CheckResult> check(
            String organization, TokenValidation verdict, TokenNeeds needs, List<RepositoryName> repositories) {
        try {
            var found = verdict.expiry().end().stream()
                    .flatMap(end -> app.grants(organization).stream()
                            .filter(grant -> verdict.login()
                                    .filter(grant.owner()::equalsIgnoreCase)
                                    .isPresent())
                            .filter(grant -> isAt(grant, end)))
                    .toList();
            return Optional.of(
                    found.size() == 1
                            ? judge(organization, found.getFirst(), needs, repositories)
                            : new NotTried(organization + " shows " + (found.isEmpty() ? "no grant" : "several grants")
                                    + " that may be this token's"));
        } catch (GitHubException.CredentialRejectedException
                | GitHubException.ForbiddenException
                | GitHubException.NotFoundException notGranted) {
            return Optional.empty();
        }
    }

    private static boolean isAt(TokenGrant grant, Instant end) {
        return grant.end()
                .filter(its -> Duration.between(its, end).abs().compareTo(SAME) <= 0)
                .isPresent();
    }

    private CheckResult judge(
            String organization, TokenGrant grant, TokenNeeds needs, List<RepositoryName> repositories) {
        String lacking = needs.levels().entrySet().stream()
                .filter(need -> COMPARED.contains(need.getKey()))
                .filter(need -> !grant.holds(need.getKey(), need.getValue()))
                .map(Object::toString)
                .collect(Collectors.joining(" and "));
        if (!lacking.isEmpty()) {
            return new Refuse(
                    organization + " does not grant it " + lacking, "add the permission to the token on " + tokenPage);
        }
        var missed = grant.isForAll() ? List.<RepositoryName>of() : missed(organization, grant, repositories);
        if (!missed.isEmpty()) {
            return new Refuse(
                    "it is not for " + missed.size() + " of the repositories: "
                            + missed.stream()
                                    .limit(MOST_NAMES)
                                    .map(Object::toString)
                                    .collect(Collectors.joining(", "))
                            + (missed.size() > MOST_NAMES ? ", ..." : ""),
                    "add them to the token on " + tokenPage);
        }
        return new Pass(organization + " grants it what it needs in every repository"
                + grant.lastUsed()
                        .map(at -> "; it was used last at " + Timestamps.print(at))
                        .orElse(""));
    }

    private List<RepositoryName> missed(String organization, TokenGrant grant, List<RepositoryName> repositories) {
        var reached = app.repositoriesOf(organization, grant);
        return repositories.stream()
                .filter(repository -> repository.owner().equalsIgnoreCase(organization))
                .filter(repository -> !reached.contains(repository))
                .toList();
    }
}
