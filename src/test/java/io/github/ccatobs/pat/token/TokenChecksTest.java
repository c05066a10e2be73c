package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.FixedClockGitHub;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import io.github.ccatobs.pat.sandbox.SandboxToken;
import io.github.ccatobs.pat.sandbox.SandboxToken.ExpiryHeader;
import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.CheckResult.Refuse;
import io.github.ccatobs.pat.token.CheckResult.Warn;
import io.github.ccatobs.pat.token.TokenValidation.CheckOutcome;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole verdict, against the sandbox GitHub. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class TokenChecksTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String ORCHESTRATOR = "ccatobs/system-integration";
    private static final Duration WEEK = Duration.ofDays(7);
    private static final TokenRequirements WRITES =
            new TokenRequirements(RepositoryName.parse(ORCHESTRATOR), true, WEEK);
    private static final TokenRequirements ONLY_SPREAD =
            new TokenRequirements(RepositoryName.parse(ORCHESTRATOR), false, WEEK);
    private static final String CLASSIC = Tokens.of(TokenKind.CLASSIC, "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5");
    private static final String FINE_GRAINED = "github_pat_" + "1".repeat(22) + "_" + "Ab".repeat(29) + "c";
    private static final String TOKENS =
            "https://github.com/settings/tokens or https://github.com/settings/personal-access-tokens";
    private static final String SSO = "https://github.com/orgs/ccatobs/sso?authorization_request=A1B2";

    @Inject
    GitHubSettings settings;

    private SandboxGitHub sandbox;

    @BeforeEach
    void open() {
        sandbox = SandboxGitHub.start(CLOCK);
        sandbox.hasRepository(ORCHESTRATOR);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void letsAClassicTokenPass() {
        sandbox.hasToken(CLASSIC).of("ccat-bot").expiringAt(Instant.parse("2027-03-01T00:00:00Z"));

        var verdict = check(CLASSIC, WRITES);

        assertThat(verdict)
                .isEqualTo(new TokenValidation(
                        TokenKind.CLASSIC,
                        Optional.of("ccat-bot"),
                        new TokenExpiry.At(Instant.parse("2027-03-01T00:00:00Z")),
                        List.of(
                                pass(
                                        Check.SHAPE,
                                        "format and checksum are right for its kind, classic personal access token"),
                                pass(Check.ACCOUNT, "it belongs to ccat-bot"),
                                pass(Check.EXPIRY, "it expires on 2027-03-01, in 97 days"),
                                pass(Check.SCOPES, "it has the scopes repo and workflow"),
                                pass(Check.ORCHESTRATOR, "it can see ccatobs/system-integration"),
                                pass(Check.ACTIONS, "it can read the Actions of ccatobs/system-integration"),
                                pass(
                                        Check.SECRETS,
                                        "it can read the secrets of ccatobs/system-integration; the first write shows"
                                                + " whether it may write them"))));
        assertThat(verdict.isRefused()).isFalse();
        assertThat(verdict.isDoubtful()).isFalse();
    }

    @Test
    void letsAFineGrainedTokenPassThatIsOnlySpread() {
        var end = Instant.parse("2027-03-01T00:00:00Z");
        sandbox.hasToken(FINE_GRAINED)
                .fineGrained("actions=read")
                .onlySees(ORCHESTRATOR)
                .expiringAt(end);

        var verdict = check(FINE_GRAINED, ONLY_SPREAD);

        assertThat(verdict.checks())
                .extracting(CheckOutcome::check)
                .containsExactly(Check.SHAPE, Check.ACCOUNT, Check.EXPIRY, Check.ORCHESTRATOR, Check.ACTIONS);
        assertThat(verdict.checks()).extracting(CheckOutcome::result).allMatch(Pass.class::isInstance);
        assertThat(verdict.expiry()).isEqualTo(new TokenExpiry.At(end));
        assertThat(sandbox.count("GET", ".*/secrets.*")).isZero();
    }

    @Test
    void writesNothing() {
        sandbox.hasToken(CLASSIC);

        check(CLASSIC, WRITES);

        assertThat(sandbox.requests()).hasSize(4).allMatch(request -> request.method()
                .equals("GET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ghp_", "ghp_tooShort", "two words", "ghp_\n", "\u0000", "{\"GH_PAT\":1}", "é"})
    void doesNotAskGitHubAboutATokenThatTheOfflineChecksRefuse(String token) {
        var verdict = TokenChecks.check(
                SecretValue.of(token),
                () -> {
                    throw new AssertionError("opened GitHub");
                },
                WRITES,
                NOW);

        assertThat(verdict.isRefused()).isTrue();
        assertThat(verdict.login()).isEmpty();
        assertThat(verdict.checks()).extracting(CheckOutcome::check).containsOnly(Check.SHAPE);
    }

    @Test
    void refusesATokenThatGitHubDoesNotKnowAfterASingleQuestion() {
        var verdict = check(CLASSIC, WRITES);

        assertThat(last(verdict))
                .isEqualTo(new CheckOutcome(
                        Check.ACCOUNT,
                        new Refuse(
                                "GitHub does not know this token: it is wrong, expired or revoked",
                                "generate a new one and use that: " + TOKENS)));
        assertThat(verdict.checks()).hasSize(2);
        assertThat(sandbox.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/repos/[^/]+/[^/]+", "/repos/.*/actions/runs", "/repos/.*/actions/secrets"})
    void refusesATokenThatIsRevokedMeanwhile(String path) {
        sandbox.hasToken(CLASSIC);
        sandbox.onRequest("GET", path).answers(401, "{\"message\":\"Bad credentials\"}");

        var verdict = check(CLASSIC, WRITES);
        assertThat(verdict.isRefused()).isTrue();
        assertThat(verdict.checks()).filteredOn(CheckOutcome::isRefused).allSatisfy(checkOutcome -> assertThat(
                        checkOutcome.result().reason())
                .startsWith("GitHub does not know this token"));
    }

    @ParameterizedTest
    @EnumSource(names = {"UTC", "OFFSET"})
    void readsTheExpiryInBothFormats(ExpiryHeader format) {
        sandbox.hasToken(CLASSIC)
                .expiringAt(Instant.parse("2026-11-29T23:30:00Z"))
                .showingExpiryAs(format);

        var verdict = check(CLASSIC, WRITES);

        assertThat(result(verdict, Check.EXPIRY).reason())
                .isEqualTo("it expires on 2026-11-29, in 6 days: expected at least 7 days");
        assertThat(verdict.isRefused()).isTrue();
    }

    @Test
    void warnsWhenTheExpiryIsThePresentMoment() {
        sandbox.hasToken(FINE_GRAINED)
                .fineGrained("actions=read")
                .expiringAt(Instant.parse("2027-01-01T00:00:00Z"))
                .showingExpiryAs(ExpiryHeader.NOW);

        var verdict = check(FINE_GRAINED, ONLY_SPREAD);

        assertThat(result(verdict, Check.EXPIRY)).isInstanceOf(Warn.class);
        assertThat(verdict.isRefused()).isFalse();
        assertThat(verdict.isDoubtful()).isTrue();
        assertThat(verdict.expiry()).isEqualTo(new TokenExpiry.Unknown());
    }

    @Test
    void triesEachPermissionThatPipelinesNeedByReadingAndSaysWhatThatProves() {
        sandbox.hasToken(FINE_GRAINED)
                .fineGrained("actions=write", "actions_variables=write", "contents=read", "workflows=write")
                .expiringAt(Instant.parse("2027-03-01T00:00:00Z"));
        var needs = needs("workflows=write", "contents=read", "actions_variables=write", "actions=write");

        var verdict = check(FINE_GRAINED, needs);

        assertThat(verdict.checks().subList(3, verdict.checks().size()))
                .containsExactly(
                        pass(Check.ORCHESTRATOR, "it can see ccatobs/system-integration"),
                        pass(
                                Check.ACTIONS,
                                "it can read the Actions of ccatobs/system-integration; only a write shows whether it may"
                                        + " write them"),
                        pass(
                                Check.PERMISSION,
                                "it can read the Variables of ccatobs/system-integration; only a write shows whether it may"
                                        + " write them"),
                        pass(Check.PERMISSION, "it can read the Contents of ccatobs/system-integration"),
                        new CheckOutcome(
                                Check.PERMISSION,
                                new CheckResult.NotTried("nothing harmless shows whether it has Workflows: Write")));
        assertThat(verdict.isRefused()).isFalse();
        assertThat(verdict.isDoubtful()).isFalse();
        assertThat(sandbox.requests()).allMatch(request -> request.method().equals("GET"));
    }

    static Stream<Arguments> triedPermissions() {
        return Stream.of(RepositoryPermission.values())
                .filter(permission -> permission.list().isPresent())
                .filter(permission -> permission != RepositoryPermission.ACTIONS)
                .filter(permission -> permission != RepositoryPermission.SECRETS)
                .map(permission -> Arguments.of(permission.parameter(), permission.toString()));
    }

    @ParameterizedTest
    @MethodSource("triedPermissions")
    void refusesATokenWithoutAPermissionThatPipelinesNeed(String permission, String label) {
        sandbox.hasToken(FINE_GRAINED).fineGrained("secrets=write");

        var verdict = check(FINE_GRAINED, needs(permission + "=write"));

        assertThat(last(verdict))
                .isEqualTo(
                        new CheckOutcome(
                                Check.PERMISSION,
                                new Refuse(
                                        "it may not read the " + label
                                                + " of ccatobs/system-integration: the permission is missing, or ccatobs has not"
                                                + " approved it yet",
                                        "open it on https://github.com/settings/personal-access-tokens and give it the repository"
                                                + " permission " + label
                                                + ", Read and write; if it says pending, an owner approves"
                                                + " it on https://github.com/organizations/ccatobs/settings/personal-access-token-requests")));
        sandbox.hasToken(FINE_GRAINED).fineGrained(permission + "=read");
        assertThat(check(FINE_GRAINED, needs(permission + "=read")).isRefused()).isFalse();
    }

    @Test
    void asksNoActionsOfATokenThatNeedsNone() {
        sandbox.hasToken(FINE_GRAINED).fineGrained("contents=write");

        assertThat(check(FINE_GRAINED, needs("contents=write")).checks())
                .extracting(CheckOutcome::check)
                .endsWith(Check.ORCHESTRATOR, Check.PERMISSION);
    }

    @Test
    void asksTheScopesThatCoverTheNeedsOfAClassicToken() {
        sandbox.hasToken(CLASSIC).withScopes("repo");

        assertThat(result(check(CLASSIC, needs("contents=write")), Check.SCOPES))
                .isEqualTo(new Pass("it has the scope repo"));
        assertThat(result(check(CLASSIC, needs("codespaces=read")), Check.SCOPES)
                        .reason())
                .isEqualTo("it lacks the scope codespace");
        assertThat(result(check(CLASSIC, needs("workflows=write")), Check.SCOPES)
                        .reason())
                .isEqualTo("it lacks the scope workflow");
    }

    private static TokenRequirements needs(String... entries) {
        return new TokenRequirements(
                RepositoryName.parse(ORCHESTRATOR),
                false,
                RequiredPermissions.of(Optional.of(List.of(entries)), true),
                WEEK,
                false,
                "https://github.com");
    }

    @Test
    void namesEveryFaultOfTheFirstAnswerAtOnce() {
        sandbox.hasToken(CLASSIC).withScopes("repo").expiringAt(Instant.parse("2026-11-24T12:00:00Z"));

        var verdict = check(CLASSIC, WRITES);

        assertThat(verdict.checks())
                .filteredOn(CheckOutcome::isRefused)
                .extracting(CheckOutcome::check)
                .containsExactly(Check.EXPIRY, Check.SCOPES);
        assertThat(sandbox.requests()).hasSize(1);
    }

    @Test
    void namesTheRightsThatLackBesideALifeThatIsTooShort() {
        sandbox.hasToken(FINE_GRAINED).fineGrained("secrets=write").expiringAt(Instant.parse("2026-11-24T12:00:00Z"));

        assertThat(check(FINE_GRAINED, WRITES).checks())
                .filteredOn(CheckOutcome::isRefused)
                .extracting(CheckOutcome::check)
                .containsExactly(Check.EXPIRY, Check.ACTIONS);
    }

    @Test
    void refusesAClassicTokenWithoutAnyScope() {
        sandbox.hasToken(CLASSIC).withScopes();

        assertThat(result(check(CLASSIC, WRITES), Check.SCOPES).reason())
                .isEqualTo("it lacks the scopes repo and workflow");
    }

    @Test
    void warnsOfAClassicTokenThatMayDoTooMuch() {
        sandbox.hasToken(CLASSIC).withScopes("repo", "workflow", "admin:org", "delete_repo");

        var verdict = check(CLASSIC, WRITES);

        assertThat(result(verdict, Check.SCOPES).reason())
                .startsWith("beside repo and workflow it has the scopes admin:org and delete_repo");
        assertThat(verdict.isDoubtful()).isTrue();
        assertThat(last(verdict).check()).isEqualTo(Check.SECRETS);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(
                        "single sign-on, with GitHub's own link",
                        CLASSIC,
                        sandbox -> sandbox.hasToken(CLASSIC).needsSso(SSO),
                        Check.ORCHESTRATOR,
                        "ccatobs requires single sign-on authorisation of the token",
                        "open " + SSO + " within the hour, authorise it, and try again"),
                refusal(
                        "single sign-on, without a link",
                        CLASSIC,
                        sandbox -> sandbox.hasToken(CLASSIC).needsSso("javascript:alert(1)"),
                        Check.ORCHESTRATOR,
                        "ccatobs requires single sign-on authorisation of the token",
                        "choose Configure SSO beside it on https://github.com/settings/tokens, authorise it, and try again"),
                refusal(
                        "a policy on lifetimes",
                        FINE_GRAINED,
                        sandbox -> fineGrained(sandbox)
                                .blockedByPolicy("The 'ccatobs' organization forbids access via a fine-grained personal"
                                        + " access tokens if the token's lifetime is greater than 366 days."),
                        Check.ORCHESTRATOR,
                        "its lifetime is longer than the 366 days that a policy of ccatobs allows",
                        "generate a token that lives at most 366 days"),
                refusal(
                        "a policy on kinds",
                        FINE_GRAINED,
                        sandbox -> fineGrained(sandbox)
                                .blockedByPolicy("The 'ccatobs' organization forbids access via a fine-grained personal"
                                        + " access token."),
                        Check.ORCHESTRATOR,
                        "a policy of ccatobs excludes it: tokens of its kind, its lifetime, or from this network",
                        "ask an owner of ccatobs what the policy allows"
                                + " (https://github.com/organizations/ccatobs/settings/personal-access-tokens) and generate"
                                + " such a token"),
                refusal(
                        "a policy on lifetimes, with the token's own page",
                        FINE_GRAINED,
                        sandbox -> fineGrained(sandbox).livingLongerThan(8, "ccatobs", 12885303),
                        Check.ORCHESTRATOR,
                        "its lifetime is longer than the 8 days that a policy of ccatobs allows",
                        "shorten its lifetime on https://github.com/settings/personal-access-tokens/12885303, or generate a"
                                + " token that lives at most 8 days"),
                refusal(
                        "waiting for approval",
                        FINE_GRAINED,
                        sandbox -> fineGrained(sandbox).awaitingApproval(),
                        Check.ORCHESTRATOR,
                        "it cannot see ccatobs/system-integration: the repository is not among those selected for it, or"
                                + " ccatobs has not approved it yet",
                        "open it on https://github.com/settings/personal-access-tokens: its resource owner must be ccatobs"
                                + " and the repository selected; if it says pending, an owner approves it on"
                                + " https://github.com/organizations/ccatobs/settings/personal-access-token-requests"),
                refusal(
                        "not among those selected",
                        FINE_GRAINED,
                        sandbox -> fineGrained(sandbox).onlySees("ccatobs/ops-db"),
                        Check.ORCHESTRATOR,
                        "it cannot see ccatobs/system-integration: the repository is not among those selected for it, or"
                                + " ccatobs has not approved it yet",
                        "open it on https://github.com/settings/personal-access-tokens: its resource owner must be ccatobs"
                                + " and the repository selected; if it says pending, an owner approves it on"
                                + " https://github.com/organizations/ccatobs/settings/personal-access-token-requests"),
                refusal(
                        "an account without access",
                        CLASSIC,
                        sandbox -> {
                            sandbox.hasToken(CLASSIC).of("ccat-bot");
                            sandbox.hasRepository(ORCHESTRATOR).hiddenFrom(CLASSIC);
                        },
                        Check.ORCHESTRATOR,
                        "it cannot see ccatobs/system-integration: there is no such repository, or ccat-bot has no access"
                                + " to it",
                        "check ccat.pat.organization and ccat.pat.orchestrator; give ccat-bot access on"
                                + " https://github.com/ccatobs/system-integration/settings/access; if ccatobs uses single"
                                + " sign-on, authorise the token on https://github.com/settings/tokens"),
                refusal(
                        "a token without Actions",
                        FINE_GRAINED,
                        sandbox -> sandbox.hasToken(FINE_GRAINED).fineGrained("secrets=write"),
                        Check.ACTIONS,
                        "it may not read the Actions of ccatobs/system-integration: the permission is missing, or ccatobs"
                                + " has not approved it yet",
                        "open it on https://github.com/settings/personal-access-tokens and give it the repository"
                                + " permission Actions, Read-only or more; if it says pending, an owner approves it on"
                                + " https://github.com/organizations/ccatobs/settings/personal-access-token-requests"),
                refusal(
                        "a token without secrets",
                        FINE_GRAINED,
                        sandbox -> sandbox.hasToken(FINE_GRAINED).fineGrained("actions=read"),
                        Check.SECRETS,
                        "it may not manage the secrets of ccatobs/system-integration: the permission is missing, or"
                                + " ccatobs has not approved it yet",
                        "open it on https://github.com/settings/personal-access-tokens and give it the repository"
                                + " permission Secrets, Read and write; if it says pending, an owner approves it on"
                                + " https://github.com/organizations/ccatobs/settings/personal-access-token-requests"),
                refusal(
                        "waiting for approval where the orchestrator is public",
                        FINE_GRAINED,
                        sandbox -> {
                            sandbox.hasRepository(ORCHESTRATOR).openToThePublic();
                            fineGrained(sandbox).awaitingApproval();
                        },
                        Check.SECRETS,
                        "it may not manage the secrets of ccatobs/system-integration: the permission is missing, or"
                                + " ccatobs has not approved it yet",
                        "open it on https://github.com/settings/personal-access-tokens and give it the repository"
                                + " permission Secrets, Read and write; if it says pending, an owner approves it on"
                                + " https://github.com/organizations/ccatobs/settings/personal-access-token-requests"),
                refusal(
                        "an account that is no administrator",
                        CLASSIC,
                        sandbox -> {
                            sandbox.hasToken(CLASSIC).of("ccat-bot");
                            sandbox.hasRepository(ORCHESTRATOR).lettingOnlyRead("ccat-bot");
                        },
                        Check.SECRETS,
                        "it may not manage the secrets of ccatobs/system-integration: ccat-bot does not have the required role",
                        "give ccat-bot the role Admin on"
                                + " https://github.com/ccatobs/system-integration/settings/access"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refusesWithTheNextAction(
            String name, String token, Consumer<SandboxGitHub> arrange, Check check, Refuse expected) {
        arrange.accept(sandbox);

        assertThat(check(token, WRITES).checks())
                .filteredOn(CheckOutcome::isRefused)
                .containsExactly(new CheckOutcome(check, expected));
    }

    @Test
    void namesBothMissingPermissions() {
        sandbox.hasToken(FINE_GRAINED).fineGrained("contents=read");

        assertThat(check(FINE_GRAINED, WRITES).checks())
                .filteredOn(CheckOutcome::isRefused)
                .extracting(CheckOutcome::check)
                .containsExactly(Check.ACTIONS, Check.SECRETS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user", "/repos/[^/]+/[^/]+", "/repos/.*/actions/runs", "/repos/.*/actions/secrets"})
    void takesNoOutageForAVerdict(String path) {
        sandbox.hasToken(CLASSIC);
        sandbox.onRequest("GET", path).answers(502, "");

        assertThatThrownBy(() -> check(CLASSIC, WRITES)).isInstanceOf(GitHubException.GitHubUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user", "/repos/.*/actions/secrets"})
    void takesNoLimitForAVerdict(String path) {
        sandbox.hasToken(CLASSIC);
        sandbox.onRequest("GET", path).answers(403, "{\"message\":\"You have exceeded a secondary rate limit.\"}");

        assertThatThrownBy(() -> check(CLASSIC, WRITES)).isInstanceOf(GitHubException.RateLimitedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"login\":7}", "{\"login\":\"ccat-b"})
    void takesNoAnswerThatCannotBeReadForAVerdict(String body) {
        sandbox.hasToken(CLASSIC);
        sandbox.onRequest("GET", "/user").answers(200, body);

        assertThatThrownBy(() -> check(CLASSIC, WRITES)).isInstanceOf(GitHubException.GitHubUnavailableException.class);
    }

    @Test
    void refusesWhenGitHubDoesNotEvenSayWhoseItIs() {
        sandbox.hasToken(CLASSIC);
        sandbox.onRequest("GET", "/user").answers(403, "{\"message\":\"Maximum number of login attempts exceeded.\"}");

        assertThat(last(check(CLASSIC, WRITES)))
                .isEqualTo(new CheckOutcome(
                        Check.ACCOUNT,
                        new Refuse(
                                "GitHub refuses to say whose it is (403), as it does for some minutes after several wrong"
                                        + " tokens",
                                "try again in ten minutes; if GitHub still refuses, generate a new one: " + TOKENS)));
    }

    @Test
    void printsAStrangeLoginHarmlessly() {
        sandbox.hasToken(CLASSIC);
        sandbox.onRequest("GET", "/user").answers(200, "{\"login\":\"\\u001b[2Jroot\\n\"}");

        assertThat(check(CLASSIC, WRITES).login()).contains("'\\u{1b}[2Jroot\\u{a}'");
    }

    /** Capitals and digits only, so that no piece of a token can be a word of a message by chance. */
    @Test
    void noVerdictHoldsSixCharactersOfTheToken() {
        var random = new Random(7);
        List<Consumer<SandboxToken>> worlds = List.of(
                token -> {},
                SandboxToken::revoked,
                token -> token.withScopes("repo"),
                token -> token.withScopes("repo", "workflow", "admin:org"),
                token -> token.expiringAt(NOW.plusSeconds(1000)),
                token -> token.needsSso(SSO),
                token -> token.blockedByPolicy("forbids access via a personal access token"),
                SandboxToken::awaitingApproval,
                token -> token.fineGrained("secrets=read"),
                token -> token.fineGrained("actions=read"));
        for (var world : worlds) {
            for (String token : List.of(
                    Tokens.of(TokenKind.CLASSIC, capitals(random, 30)),
                    "github_pat_" + capitals(random, 22) + "_" + capitals(random, 59),
                    capitals(random, 40))) {
                world.accept(sandbox.hasToken(token));

                String said = check(token, WRITES).toString();

                String secret = token.substring(TokenKind.of(token).prefix().length());
                assertThat(IntStream.rangeClosed(0, secret.length() - 6).mapToObj(at -> secret.substring(at, at + 6)))
                        .noneMatch(said::contains);
            }
        }
    }

    /** The end is GitHub's date, so what is left is counted by GitHub's clock. */
    @ParameterizedTest
    @ValueSource(ints = {-2, 0, 2})
    void countsWhatIsLeftOfALifeByGitHubsClock(int daysAhead) {
        var ahead = Duration.ofDays(daysAhead);
        sandbox.runsAheadBy(ahead);
        sandbox.hasToken(CLASSIC)
                .of("ccat-bot")
                .expiringAt(NOW.plus(ahead).plus(WEEK).plusSeconds(5));
        assertThat(result(check(CLASSIC, WRITES), Check.EXPIRY)).isInstanceOf(Pass.class);

        sandbox.hasToken(CLASSIC)
                .of("ccat-bot")
                .expiringAt(NOW.plus(ahead).plus(WEEK).minusSeconds(5));
        assertThat(result(check(CLASSIC, WRITES), Check.EXPIRY)).isInstanceOf(Refuse.class);
    }

    private TokenValidation check(String token, TokenRequirements use) {
        var value = SecretValue.of(token);
        return TokenChecks.check(value, () -> gitHub(value), use, NOW);
    }

    private GitHubClient gitHub(SecretValue token) {
        return FixedClockGitHub.at(sandbox.url(), token, settings, CLOCK);
    }

    private static CheckOutcome last(TokenValidation verdict) {
        return verdict.checks().getLast();
    }

    private static CheckResult result(TokenValidation verdict, Check check) {
        return verdict.checks().stream()
                .filter(each -> each.check() == check)
                .findFirst()
                .orElseThrow()
                .result();
    }

    private static CheckOutcome pass(Check check, String reason) {
        return new CheckOutcome(check, new Pass(reason));
    }

    private static SandboxToken fineGrained(SandboxGitHub sandbox) {
        return sandbox.hasToken(FINE_GRAINED).fineGrained("actions=write", "secrets=write");
    }

    private static Arguments refusal(
            String name, String token, Consumer<SandboxGitHub> arrange, Check check, String reason, String nextAction) {
        return Arguments.of(name, token, arrange, check, new Refuse(reason, nextAction));
    }

    private static String capitals(Random random, int length) {
        return random.ints(length, 0, 36)
                .mapToObj(digit -> String.valueOf(Character.toUpperCase(Character.forDigit(digit, 36))))
                .reduce("", String::concat);
    }
}
