package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.token.CheckResult.NotTried;
import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.CheckResult.Refuse;
import java.util.List;

/**
 * Checks a fine-grained token by what the organisation granted it, which GitHub tells Apps alone: also rights to write, which
 * no read proves.
 */
public final class GrantCheck {

    private final GrantReader reader;
    private final GitHubSettingsUrls urls;

    /**
     * Asks as {@code app}.
     *
     * @param webPages where GitHub's own pages are
     */
    public GrantCheck(GitHubClient app, String webPages) {
        this.reader = new GrantReader(app, webPages);
        this.urls = new GitHubSettingsUrls(webPages);
    }

    /**
     * The outcome for a token that {@code verdict} describes.
     *
     * @throws GitHubException when a limit or an outage leaves the answer open
     */
    public CheckResult check(
            String organization,
            TokenValidation verdict,
            RequiredPermissions needs,
            List<RepositoryName> repositories) {
        return switch (reader.read(organization, verdict.login(), verdict.expiry(), needs, repositories)) {
            case GrantReview.GrantsHidden(var why) ->
                new NotTried("GitHub does not say what " + organization + " grants it: " + why);
            case GrantReview.GrantNotIdentified(var why) -> new NotTried(why);
            case GrantReview.GrantCompared compared -> judge(organization, compared, repositories.size());
        };
    }

    private String nextAction(String organization, GrantReview.GrantCompared compared) {
        if (compared.lacking().isEmpty()) {
            return "select " + (compared.missed().size() == 1 ? "it" : "them") + " on " + urls.fineGrained();
        }
        return "add the permission" + (compared.missed().isEmpty() ? "" : " and the repositories") + " to the token on "
                + urls.fineGrained() + "; if it says pending, an owner approves it on " + urls.requests(organization);
    }

    private CheckResult judge(String organization, GrantReview.GrantCompared compared, int repositories) {
        if (!compared.isEnough()) {
            return new Refuse(compared.shortfall("it"), nextAction(organization, compared));
        }
        return new Pass(organization + " grants it what it needs in " + compared.reached() + " of " + repositories
                + " repositories" + (compared.reached() < repositories ? "; the others have another owner" : "")
                + compared.grant()
                        .lastUsed()
                        .map(at -> "; it was last used " + Timestamps.print(at))
                        .orElse(""));
    }
}
