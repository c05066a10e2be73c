package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.Parallel;
import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.RequiredPermissions.Need;
import io.github.ccatobs.pat.token.TokenValidation.CheckOutcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
        var metadata = gitHub.tokenMetadata();
        var verdict = offline.knownAs(login, metadata.expiry())
                .with(Check.ACCOUNT, new Pass("it belongs to " + login))
                .with(
                        Check.EXPIRY,
                        ExpiryRule.judge(metadata.expiry(), gitHub.gitHubClock().at(now), use));
        var scopes =
                ScopeRule.judge(offline.kind(), metadata.scopes(), use.needs().scopes(), use.urls());
        var judged = scopes.map(result -> verdict.with(Check.SCOPES, result)).orElse(verdict);
        // Missing scopes explain missing rights already. The end is independent of both.
        return scopes.filter(CheckResult.Refuse.class::isInstance).isPresent()
                ? judged
                : judged.with(rights(
                        needs(metadata.scopes().isPresent() || offline.kind() == TokenKind.CLASSIC),
                        new RefusalAdvice(offline.kind(), login, use)));
    }

    /** To see the repository first. Scopes cover what they cover; Actions and secrets depend on the role as well. */
    private List<Need> needs(boolean hasScopes) {
        var needs = use.needs().each().stream()
                .filter(need -> need.permission() != RepositoryPermission.METADATA)
                .filter(need -> !hasScopes || check(need) != Check.PERMISSION)
                .sorted(Comparator.comparing(LiveCheck::check));
        return Stream.concat(Stream.of(new Need(RepositoryPermission.METADATA, false)), needs)
                .toList();
    }

    private static Check check(Need need) {
        return switch (need.permission()) {
            case METADATA -> Check.ORCHESTRATOR;
            case ACTIONS -> Check.ACTIONS;
            case SECRETS -> Check.SECRETS;
            default -> Check.PERMISSION;
        };
    }

    /** A repository it cannot see has nothing to tell of. */
    private List<CheckOutcome> rights(List<Need> needs, RefusalAdvice refusalAdvice) {
        List<CheckOutcome> rights =
                List.copyOf(Parallel.each(needs, need -> new CheckOutcome(check(need), tried(need, refusalAdvice)))
                        .values());
        return rights.getFirst().isRefused() ? List.of(rights.getFirst()) : rights;
    }

    private CheckResult tried(Need need, RefusalAdvice refusalAdvice) {
        if (need.permission() == RepositoryPermission.METADATA) {
            return probe(gitHub::repository, "it can see " + use.orchestrator(), refusalAdvice::ofOrchestrator);
        }
        return need.permission()
                .list()
                .map(list -> probe(
                        repository -> gitHub.probe(repository, list),
                        "it can read the " + what(need) + " of " + use.orchestrator() + whetherToWrite(need),
                        no -> refusalAdvice.of(need, no)))
                .orElseGet(() -> new CheckResult.NotTried("nothing harmless shows whether it has " + need));
    }

    private static String what(Need need) {
        return need.permission() == RepositoryPermission.SECRETS
                ? "secrets"
                : need.permission().toString();
    }

    /** A read proves to read and no more. */
    private String whetherToWrite(Need need) {
        if (!need.isToWrite()) {
            return "";
        }
        return need.permission() == RepositoryPermission.SECRETS && use.writes()
                ? "; the first write shows whether it may write them"
                : "; only a write shows whether it may write them";
    }

    /** A refusal by GitHub is a verdict; a missing answer is not. */
    private CheckResult probe(Consumer<RepositoryName> question, String good, RefusalAdvice.ResponseReading refusal) {
        try {
            question.accept(use.orchestrator());
            return new Pass(good);
        } catch (GitHubException.CredentialRejectedException ignored) {
            return RefusalAdvice.unknownToken(use.urls());
        } catch (GitHubException.NotFoundException | GitHubException.ForbiddenException refused) {
            return refusal.of(refused);
        }
    }

    private static String printable(String login) {
        return LOGIN.matcher(login).matches() ? login : QuotedText.of(login);
    }
}
