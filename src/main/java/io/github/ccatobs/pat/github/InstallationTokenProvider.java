package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.GitHubAppClient.ExchangeResult;
import io.github.ccatobs.pat.github.GitHubException.ForbiddenReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tokens of a GitHub App's installation: one at a time, for all clients that share it, renewed ten minutes before its hour
 * is over, and kept in memory alone.
 */
final class InstallationTokenProvider implements TokenProvider {

    /** Of an hour 50 minutes, so that a call that waits for its turn still has a token that holds. */
    private static final double SHARE_OF_LIFE = 5.0 / 6;

    private static final Duration LIFE = Duration.ofHours(1);
    /** A token that was made a moment ago may not be known everywhere at GitHub. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final Duration APART = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_OUTAGE = Duration.ofSeconds(30);
    /** A suspension that begins while we work may be short: an owner is changing something. */
    private static final Duration PAUSE_WHILE_SUSPENDED = Duration.ofSeconds(15);

    private static final int MOST_PAUSES = 8;
    private static final Pattern SUSPENDED = Pattern.compile("(?i)\\bsuspended\\b");

    private final GitHubAppClient appClient;
    private final AppErrorMessages messages;
    private final Clock clock;
    private final Sleeper sleeper;
    private final ReentrantLock lock = new ReentrantLock();
    private final GitHubApp app;
    private final AppScope scope;
    private volatile Optional<MintedToken> current = Optional.empty();
    private volatile Optional<AppInstallation> installation = Optional.empty();
    private AppScope asked;
    private boolean hasWorked;
    private Instant lastTry = Instant.MIN;

    /**
     * A token, when it was made, when the next one is due, and when it ends, by our clock.
     *
     * @param permissions what it may
     * @param scope what it was asked for
     */
    record MintedToken(
            TokenCredential token,
            Instant at,
            Instant renewal,
            Instant end,
            Map<String, String> permissions,
            AppScope scope) {

        MintedToken renewedAt(Instant later) {
            return new MintedToken(token, at, later, end, permissions, scope);
        }
    }

    InstallationTokenProvider(
            AppCredential credential, GitHubAppClient appClient, ApiUrl apiUrl, Clock clock, Sleeper sleeper) {
        this.app = credential.app();
        this.scope = credential.scope();
        this.asked = scope;
        this.appClient = appClient;
        this.messages = new AppErrorMessages(app, apiUrl);
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Signs with {@code signer} from now on. */
    void signWith(JwtSigner signer) {
        appClient.signWith(signer);
    }

    @Override
    public Authorization authorize(CredentialTracker state, TimeBudget budget) {
        var known = current.filter(token -> clock.instant().isBefore(token.renewal()));
        return known.<Authorization>map(token -> new Authorization.Granted(token.token()))
                .orElseGet(() -> renewed(state, budget));
    }

    private Authorization renewed(CredentialTracker state, TimeBudget budget) {
        lock.lock();
        try {
            var now = clock.instant();
            var known = current.filter(token -> now.isBefore(token.renewal()));
            return known.<Authorization>map(token -> new Authorization.Granted(token.token()))
                    .orElseGet(() -> mint(state, budget));
        } finally {
            lock.unlock();
        }
    }

    /** Until GitHub makes a token, the last one serves as long as it lives. */
    private Authorization mint(CredentialTracker state, TimeBudget budget) {
        for (int pauses = 0; ; pauses++) {
            var result = exchanged(state);
            boolean maySuspensionEnd = hasWorked && pauses < MOST_PAUSES && isSuspension(result);
            switch (result.kind()) {
                case ResponseKind.Success success -> {
                    return remembered(success.answer());
                }
                case ResponseKind.PermanentFailure failure
                when maySuspensionEnd && mayPause(budget) -> sleeper.sleep(PAUSE_WHILE_SUSPENDED, budget.over());
                case ResponseKind.PermanentFailure failure -> {
                    forget();
                    return new Authorization.Withheld(failure);
                }
                case ResponseKind other -> {
                    return meanwhile(other);
                }
            }
        }
    }

    /** After an owner's change the installation may be another one. Threads that wait for the lock do not pause again. */
    private void forget() {
        current = Optional.empty();
        installation = Optional.empty();
        hasWorked = false;
    }

    private boolean mayPause(TimeBudget budget) {
        var now = clock.instant();
        return budget.allows(now, now.plus(PAUSE_WHILE_SUSPENDED));
    }

    private static boolean isSuspension(ExchangeResult result) {
        return SUSPENDED.matcher(result.message()).find();
    }

    private Authorization meanwhile(ResponseKind kind) {
        var now = clock.instant();
        current = current.filter(token -> now.isBefore(token.end()))
                .map(token -> token.renewedAt(now.plus(PAUSE_AFTER_OUTAGE)));
        return current.<Authorization>map(token -> new Authorization.Granted(token.token()))
                .orElseGet(() -> new Authorization.Withheld(kind));
    }

    private Authorization remembered(GitHubResponse response) {
        try {
            var minted = minted(response);
            current = Optional.of(minted);
            hasWorked = true;
            return new Authorization.Granted(minted.token());
        } catch (GitHubException.GitHubUnavailableException unreadable) {
            return meanwhile(new ResponseKind.TransientFailure(unreadable));
        }
    }

    private MintedToken minted(GitHubResponse response) {
        var body = ResponseJson.of(response);
        var now = clock.instant();
        var life = Duration.between(ResponseClassifier.dateOf(response, now), body.moment("expires_at"));
        var usable = life.compareTo(LIFE) > 0 ? LIFE : life;
        return new MintedToken(
                token(body),
                now,
                now.plusMillis((long) (usable.toMillis() * SHARE_OF_LIFE)),
                now.plus(usable),
                body.has("permissions") ? body.object("permissions").texts() : asked.permissions(),
                asked);
    }

    /** The answer to the exchange, with as much as GitHub grants where it does not grant everything that is of use. */
    private ExchangeResult exchanged(CredentialTracker state) {
        var id = app.installationId();
        if (id.isEmpty() && installation.isEmpty()) {
            var found = lookedUp(state);
            if (installation.isEmpty()) {
                return found;
            }
        }
        long number = id.orElseGet(() -> installation.orElseThrow().id());
        if (isElsewhere()) {
            return new ExchangeResult(
                    new ResponseKind.PermanentFailure(new GitHubException.CredentialRejectedException(
                            messages.call(number),
                            messages.elsewhere(scope.repositories().getFirst(), source()))),
                    "");
        }
        var result = asked(scope, number, state);
        if (isTooMuch(result)) {
            var found = lookedUp(state);
            if (!(found.kind() instanceof ResponseKind.Success)) {
                return found;
            }
            if (installation.filter(known -> known.id() != number).isPresent()) {
                return new ExchangeResult(
                        new ResponseKind.PermanentFailure(new GitHubException.CredentialRejectedException(
                                messages.call(number),
                                messages.otherInstallation(
                                        source(), number, installation.get().id()))),
                        "");
            }
            for (var lesser : lesserScopes()) {
                result = isTooMuch(result) ? asked(lesser, number, state) : result;
            }
        }
        return explained(result, state, number);
    }

    private ExchangeResult asked(AppScope what, long number, CredentialTracker state) {
        pace();
        asked = what;
        return appClient.mint(number, what, state, source());
    }

    /** An empty list of repositories would ask for a token of all. */
    private boolean isElsewhere() {
        return !scope.repositories().isEmpty()
                && scope.repositories().stream()
                        .noneMatch(repository -> repository.owner().equalsIgnoreCase(app.organization()));
    }

    private static boolean isTooMuch(ExchangeResult result) {
        return result.kind() instanceof ResponseKind.PermanentFailure(GitHubException.GitHubValidationException e)
                && e.status() == 422;
    }

    /** First without permissions that were not granted, then, to read only, without the list of repositories. */
    private List<AppScope> lesserScopes() {
        var granted = scope.within(installation.orElseThrow().permissions());
        return Stream.of(granted, granted.writes() ? granted : granted.in(List.of()))
                .distinct()
                .filter(lesser -> !lesser.equals(scope))
                .toList();
    }

    private ExchangeResult lookedUp(CredentialTracker state) {
        pace();
        var result = appClient.installation(state, source());
        if (result.kind() instanceof ResponseKind.Success success) {
            try {
                installation = Optional.of(AppInstallation.of(success.answer()));
            } catch (GitHubException.GitHubUnavailableException unreadable) {
                return new ExchangeResult(new ResponseKind.TransientFailure(unreadable), "");
            }
        }
        return explained(result, state, 0);
    }

    /** Never twice within a second. */
    private void pace() {
        var now = clock.instant();
        if (lastTry.isAfter(now.minus(APART)) && !lastTry.isAfter(now)) {
            sleeper.sleep(Duration.between(now, lastTry.plus(APART)));
        }
        lastTry = clock.instant();
    }

    private ExchangeResult explained(ExchangeResult result, CredentialTracker state, long number) {
        if (!(result.kind() instanceof ResponseKind.PermanentFailure(GitHubException failure))
                || failure instanceof GitHubException.GitHubUnavailableException) {
            return result;
        }
        String why = isSuspension(result)
                ? messages.suspended(source(), page(number))
                : switch (failure) {
                    case GitHubException.NotFoundException gone ->
                        number == 0
                                ? messages.notInstalled(source(), slug(state))
                                : messages.noSuchInstallation(source(), number);
                    case GitHubException.GitHubValidationException invalid ->
                        missingPermissions(state, number, invalid, result.message());
                    case GitHubException.CredentialRejectedException rejected ->
                        messages.jwtRejected(source(), result.message());
                    default -> failure.why();
                };
        return new ExchangeResult(
                new ResponseKind.PermanentFailure(
                        new GitHubException.CredentialRejectedException(messages.call(number), why)),
                result.message());
    }

    private String missingPermissions(
            CredentialTracker state, long number, GitHubException.GitHubValidationException failure, String said) {
        var missing = installation
                .map(known -> scope.needed().entrySet().stream()
                        .filter(permission -> !AppScope.holds(known.permissions(), permission))
                        .sorted(Map.Entry.comparingByKey())
                        .toList())
                .orElse(List.of());
        if (missing.isEmpty()) {
            return asked.repositories().isEmpty() || failure.status() != 422
                    ? failure.why()
                    : messages.notSelected(source(), unreached(state, number), said, page(number));
        }
        return messages.notGranted(source(), missing, wanted(state), slug(state), page(number));
    }

    /** Those that the App is not installed on, as the list of its repositories shows; without that, none. */
    private List<RepositoryName> unreached(CredentialTracker state, long number) {
        pace();
        if (!(appClient
                        .mint(number, AppScope.toListRepositories(), state, source())
                        .kind()
                instanceof ResponseKind.Success(GitHubResponse answer))) {
            return List.of();
        }
        try {
            var reached = appClient.repositories(token(ResponseJson.of(answer)), state);
            return asked.repositories().stream()
                    .filter(repository -> repository.owner().equalsIgnoreCase(app.organization()))
                    .filter(repository -> !reached.contains(repository))
                    .toList();
        } catch (GitHubException.GitHubUnavailableException unlisted) {
            return List.of();
        }
    }

    private TokenCredential token(ResponseJson body) {
        return body.parsed("token", text -> new TokenCredential(SecretValue.of(text), source()));
    }

    /** The permissions that the App itself asks every owner for. */
    private Map<String, String> wanted(CredentialTracker state) {
        return ofApp(state, body -> body.object("permissions").texts()).orElse(Map.of());
    }

    private Optional<String> slug(CredentialTracker state) {
        return installation
                .map(AppInstallation::slug)
                .or(() -> ofApp(state, body -> body.parsed("slug", AppInstallation::slug)));
    }

    private <T> Optional<T> ofApp(CredentialTracker state, Function<ResponseJson, T> part) {
        try {
            return appClient.itself(state, source()).kind() instanceof ResponseKind.Success(GitHubResponse answer)
                    ? Optional.of(part.apply(ResponseJson.of(answer)))
                    : Optional.empty();
        } catch (GitHubException.GitHubUnavailableException unreadable) {
            return Optional.empty();
        }
    }

    private String page(long number) {
        return messages.page(number == 0 ? installation.map(AppInstallation::id) : Optional.of(number));
    }

    @Override
    public ResponseKind judge(ResponseKind kind, GitHubResponse response, TokenCredential token) {
        if (!(kind instanceof ResponseKind.PermanentFailure(GitHubException failure))) {
            return kind;
        }
        boolean isFresh = isFresh(token);
        return switch (failure) {
            case GitHubException.CredentialRejectedException rejected -> {
                if (!isFresh) {
                    drop(token);
                }
                yield new ResponseKind.StaleToken(rejected, isFresh);
            }
            case GitHubException.ForbiddenException forbidden
            when forbidden.reason() == ForbiddenReason.PERMISSION -> judge(forbidden, response, token, isFresh);
            case GitHubException.NotFoundException gone -> new ResponseKind.PermanentFailure(explained(gone, response));
            default -> kind;
        };
    }

    private ResponseKind judge(
            GitHubException.ForbiddenException forbidden,
            GitHubResponse response,
            TokenCredential token,
            boolean isFresh) {
        if (SUSPENDED
                .matcher(SanitizedErrorMessage.message(response).orElse(""))
                .find()) {
            drop(token);
            var suspended = new GitHubException.CredentialRejectedException(
                    response.call(),
                    messages.suspended(source(), page(app.installationId().orElse(0))));
            return new ResponseKind.StaleToken(suspended, false);
        }
        var explained = messages.forbidden(forbidden, response, source(), place());
        return isFresh ? new ResponseKind.StaleToken(explained, true) : new ResponseKind.PermanentFailure(explained);
    }

    private GitHubException explained(GitHubException.NotFoundException gone, GitHubResponse response) {
        return messages.notFound(gone, response.call(), source(), place());
    }

    private AppErrorMessages.InstallationPlace place() {
        return new AppErrorMessages.InstallationPlace(
                page(app.installationId().orElse(0)),
                installation.map(AppInstallation::isSelective),
                current.map(MintedToken::scope).map(AppScope::repositories).orElse(List.of()).stream()
                        .filter(repository -> repository.owner().equalsIgnoreCase(app.organization()))
                        .toList(),
                current.map(MintedToken::permissions).orElse(Map.of()));
    }

    private boolean isFresh(TokenCredential token) {
        return current.filter(known -> known.token().equals(token))
                .filter(known -> clock.instant().isBefore(known.at().plus(FRESH)))
                .isPresent();
    }

    /** Others may have another one by now. */
    private void drop(TokenCredential token) {
        lock.lock();
        try {
            current = current.filter(known -> !known.token().equals(token));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String source() {
        return "the App " + installation.map(AppInstallation::slug).orElse(app.clientId());
    }

    @Override
    public Optional<Account> account(CredentialTracker state) {
        lock.lock();
        try {
            if (installation.isEmpty()) {
                lookedUp(state);
            }
            return Optional.of(
                    new Account(installation.map(AppInstallation::slug).orElse(app.clientId()) + "[bot]"));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isApp() {
        return true;
    }
}
