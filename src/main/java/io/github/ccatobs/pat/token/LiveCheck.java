package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.Parallel;
import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.TokenValidation.CheckOutcome;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Asks GitHub about a token, with the token itself: who it is first, then what it may do on the orchestrator. It reads
 * only; a right to write that GitHub grants apart from the right to read shows with the first write.
 */
final class LiveCheck {

    /** Letters, digits and hyphens; an underscore where a company manages its users; {@code [bot]} of an app. */
    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9_-]{1,100}(?:\\[bot])?");

    private final GitHubClient gitHub;
    private final TokenRequirements use;
    private final Instant now;

    LiveCheck(GitHubClient gitHub, TokenRequirements use, Instant now) {
        this.gitHub = gitHub;
        this.use = use;
        this.now = now;
    }

    /** Adds to {@code offline}, which refused nothing. */
    TokenValidation check(TokenValidation offline) {
        try {
            return known(offline, printable(gitHub.account().login()));
        } catch (GitHubException.CredentialRejectedException ignored) {
            return offline.with(Check.ACCOUNT, RefusalAdvice.unknownToken(use.urls()));
        } catch (GitHubException.ForbiddenException e) {
            return offline.with(Check.ACCOUNT, RefusalAdvice.ofAccount(e, use.urls()));
        }
    }

    private TokenValidation known(TokenValidation offline, String login) {
        var facts = gitHub.facts();
        var verdict = offline.knownAs(login, facts.expiry())
                .with(Check.ACCOUNT, new Pass("it belongs to " + login))
                .with(Check.EXPIRY, ExpiryRule.judge(facts.expiry(), now, use));
        var judged = ScopeRule.judge(offline.kind(), facts.scopes(), use.urls())
                .map(scopes -> verdict.with(Check.SCOPES, scopes))
                .orElse(verdict);
        return judged.isRefused() ? judged : judged.with(rights(new RefusalAdvice(offline.kind(), login, use)));
    }

    /** A repository it cannot see has no Actions or secrets to tell of. */
    private List<CheckOutcome> rights(RefusalAdvice refusalAdvice) {
        List<Check> asked = use.writes()
                ? List.of(Check.ORCHESTRATOR, Check.ACTIONS, Check.SECRETS)
                : List.of(Check.ORCHESTRATOR, Check.ACTIONS);
        List<CheckOutcome> rights = List.copyOf(
                Parallel.each(asked, check -> right(check, refusalAdvice)).values());
        return rights.getFirst().isRefused() ? List.of(rights.getFirst()) : rights;
    }

    private CheckOutcome right(Check check, RefusalAdvice refusalAdvice) {
        return switch (check) {
            case ACTIONS ->
                probe(
                        check,
                        gitHub::probeActions,
                        "it can read the Actions of " + use.orchestrator(),
                        refusalAdvice::ofActions);
            case SECRETS ->
                probe(
                        check,
                        gitHub::secrets,
                        "it can read the secrets of " + use.orchestrator()
                                + "; the first write shows whether it may write them",
                        refusalAdvice::ofSecrets);
            default ->
                probe(check, gitHub::repository, "it can see " + use.orchestrator(), refusalAdvice::ofOrchestrator);
        };
    }

    /** A refusal by GitHub is a verdict; a missing answer is not. */
    private CheckOutcome probe(
            Check check, Consumer<RepositoryName> question, String good, RefusalAdvice.ResponseReading refusal) {
        try {
            question.accept(use.orchestrator());
            return new CheckOutcome(check, new Pass(good));
        } catch (GitHubException.CredentialRejectedException ignored) {
            return new CheckOutcome(check, RefusalAdvice.unknownToken(use.urls()));
        } catch (GitHubException.NotFoundException | GitHubException.ForbiddenException refused) {
            return new CheckOutcome(check, refusal.of(refused));
        }
    }

    private static String printable(String login) {
        return LOGIN.matcher(login).matches() ? login : QuotedText.of(login);
    }
}
