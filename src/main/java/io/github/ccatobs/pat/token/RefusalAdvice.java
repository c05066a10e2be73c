package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.GitHubException.ForbiddenException;
import io.github.ccatobs.pat.token.CheckResult.Refuse;
import io.github.ccatobs.pat.token.RequiredPermissions.Need;

/**
 * Explains GitHub's refusals of a token, and what to do about each. Pure. The words are ccat-pat's; of GitHub's
 * answer only the link for single sign-on is passed on.
 */
final class RefusalAdvice {

    /** Turns one no of GitHub's into a refusal. */
    @FunctionalInterface
    interface ResponseReading {
        CheckResult of(GitHubException no);
    }

    private final TokenKind kind;
    private final String login;
    private final TokenRequirements use;
    private final GitHubSettingsUrls urls;

    RefusalAdvice(TokenKind kind, String login, TokenRequirements use) {
        this.kind = kind;
        this.login = login;
        this.use = use;
        this.urls = use.urls();
    }

    /** 401. */
    static Refuse unknownToken(GitHubSettingsUrls urls) {
        return new Refuse(
                "GitHub does not know this token: it is wrong, expired or revoked",
                "generate a new one and use that: " + urls.tokens());
    }

    /** 403 on the question whose it is, to which every token that GitHub knows has a right. */
    static Refuse ofAccount(ForbiddenException forbidden, GitHubSettingsUrls urls) {
        return switch (forbidden.reason()) {
            case SINGLE_SIGN_ON -> singleSignOn(forbidden, "the organisation", urls);
            case POLICY ->
                new Refuse(
                        "a policy excludes it: tokens of its kind, its lifetime, or from this network",
                        "ask an owner of the organisation or enterprise which tokens it allows");
            case PERMISSION, ARCHIVED, BLOCKED ->
                new Refuse(
                        "GitHub refuses to say whose it is (403), as it does for some minutes after several wrong tokens",
                        "try again in ten minutes; if GitHub still refuses, generate a new one: " + urls.tokens());
        };
    }

    /** It asked for the orchestrator itself. */
    Refuse ofOrchestrator(GitHubException no) {
        return no instanceof ForbiddenException forbidden ? forbidden(forbidden, metadata()) : unseen();
    }

    /** It sees the orchestrator and tried to read what {@code need} allows to. */
    CheckResult of(Need need, GitHubException no) {
        var lacks = lacks(need);
        if (no instanceof ForbiddenException forbidden) {
            return forbidden(forbidden, lacks);
        }
        return switch (need.permission()) {
            case ACTIONS, SECRETS -> lacks;
            default ->
                new CheckResult.NotTried("GitHub showed no %s of %s, so nothing shows whether it has %s"
                        .formatted(need.permission(), use.orchestrator(), need));
        };
    }

    private Refuse lacks(Need need) {
        String permission = need.permission() + ", " + need.choice() + (need.isToWrite() ? "" : " or more");
        return need.permission() == RepositoryPermission.SECRETS
                ? lacks("manage the secrets", permission, "Admin")
                : lacks("read the " + need.permission(), permission, "Read");
    }

    private Refuse forbidden(ForbiddenException forbidden, Refuse permission) {
        return switch (forbidden.reason()) {
            case SINGLE_SIGN_ON -> singleSignOn(forbidden, organization(), urls);
            case POLICY -> forbidden.maximumDays().isPresent() ? tooLong(forbidden) : excluded();
            case BLOCKED ->
                new Refuse(
                        "GitHub blocked access to " + use.orchestrator(),
                        "open " + use.webPages() + "/" + use.orchestrator() + " to see why");
            case ARCHIVED, PERMISSION -> permission;
        };
    }

    /** GitHub's answer names the very token's page. */
    private Refuse tooLong(ForbiddenException forbidden) {
        int days = forbidden.maximumDays().orElseThrow();
        String most = Timestamps.days(days);
        return new Refuse(
                "its lifetime is longer than the %s that a policy of %s allows".formatted(most, organization()),
                forbidden
                        .remedy()
                        .map(page ->
                                "shorten its lifetime on " + page + ", or generate a token that lives at most " + most)
                        .orElse("generate a token that lives at most " + most));
    }

    private Refuse excluded() {
        return new Refuse(
                "a policy of %s excludes it: tokens of its kind, its lifetime, or from this network"
                        .formatted(organization()),
                "ask an owner of %s what the policy allows (%s) and generate such a token"
                        .formatted(organization(), urls.policy(organization())));
    }

    private static Refuse singleSignOn(ForbiddenException forbidden, String organization, GitHubSettingsUrls urls) {
        return new Refuse(
                organization + " requires single sign-on authorisation of the token",
                forbidden
                        .remedy()
                        .map(page -> "open " + page + " within the hour, authorise it, and try again")
                        .orElse("choose Configure SSO beside it on " + urls.classic()
                                + ", authorise it, and try again"));
    }

    private Refuse unseen() {
        if (kind == TokenKind.FINE_GRAINED) {
            return new Refuse(
                    "it cannot see %s: the repository is not among those selected for it, or %s has not approved it yet"
                            .formatted(use.orchestrator(), organization()),
                    "open it on %s: its resource owner must be %s and the repository selected; if it says pending, an"
                                    .formatted(urls.fineGrained(), organization())
                            + " owner approves it on " + urls.requests(organization()));
        }
        return new Refuse(
                "it cannot see %s: there is no such repository, or %s has no access to it"
                        .formatted(use.orchestrator(), login),
                "check ccat.pat.organization and ccat.pat.orchestrator; give %s access on %s; if %s uses single sign-on,"
                                .formatted(login, urls.access(use.orchestrator()), organization())
                        + " authorise the token on " + urls.classic());
    }

    private Refuse metadata() {
        return new Refuse(
                "it may not look at " + use.orchestrator(),
                "give %s access on %s".formatted(login, urls.access(use.orchestrator())));
    }

    private Refuse lacks(String what, String permission, String role) {
        if (kind == TokenKind.FINE_GRAINED) {
            return new Refuse(
                    "it may not %s of %s: the permission is missing, or %s has not approved it yet"
                            .formatted(what, use.orchestrator(), organization()),
                    "open it on %s and give it the repository permission %s; if it says pending, an owner approves it on %s"
                            .formatted(urls.fineGrained(), permission, urls.requests(organization())));
        }
        return new Refuse(
                "it may not %s of %s: %s does not have the required role".formatted(what, use.orchestrator(), login),
                "give %s the role %s on %s".formatted(login, role, urls.access(use.orchestrator())));
    }

    private String organization() {
        return use.orchestrator().owner();
    }
}
