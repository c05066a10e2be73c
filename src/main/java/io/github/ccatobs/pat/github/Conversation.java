package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * One credential's talk with GitHub: each call is sent at its turn, followed where its repository went, repeated while
 * that may help, and answered whole or not at all.
 */
final class Conversation {

    private static final int TRIES = 4;
    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_SILENCES = 24;
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(1);
    /** What GitHub asks for when it does not say how long a limit lasts. */
    private static final Duration UNTOLD_LIMIT = Duration.ofMinutes(1);

    /** How often a call has been tried, and why in vain. */
    private record Attempt(Call call, int failures, int limits) {
        Attempt at(Call elsewhere) {
            return new Attempt(elsewhere, failures, limits);
        }

        Attempt failed() {
            return new Attempt(call, failures + 1, limits);
        }

        Attempt limited() {
            return new Attempt(call, failures, limits + 1);
        }
    }

    private final Wire wire;
    private final Pace pace;
    private final CredentialFacts facts;
    private final Credential credential;
    private final ApiUrl apiUrl;
    private final TimeBudget budget;
    private final Clock clock;
    private final Pause pause;
    private final RandomGenerator random;
    private final AtomicInteger silences = new AtomicInteger();

    Conversation(
            Wire wire,
            Pace pace,
            CredentialFacts facts,
            Credential credential,
            ApiUrl apiUrl,
            TimeBudget budget,
            Clock clock,
            Pause pause,
            RandomGenerator random) {
        this.wire = wire;
        this.pace = pace;
        this.facts = facts;
        this.credential = credential;
        this.apiUrl = apiUrl;
        this.budget = budget;
        this.clock = clock;
        this.pause = pause;
        this.random = random;
    }

    /**
     * Makes the call and gives the answer that did what was asked.
     *
     * @throws GitHubException when there is none
     */
    Answer ask(Call call) {
        var attempt = new Attempt(call, 0, 0);
        while (true) {
            switch (sendInTurn(attempt.call())) {
                case Verdict.Accepted(Answer answer) -> {
                    return answer;
                }
                case Verdict.Elsewhere(String location) -> attempt = attempt.at(follow(attempt.call(), location));
                case Verdict.Passing(GitHubException.Unavailable failure) -> attempt = waitAfter(failure, attempt);
                case Verdict.Limit(Optional<Duration> told) -> attempt = waitForLimit(told, attempt);
                case Verdict.Final(GitHubException failure) -> throw failure;
            }
        }
    }

    private Verdict sendInTurn(Call call) {
        try (var turn = pace.enter(call, facts, budget)) {
            refuseWhatIsInVain(call);
            var verdict = send(call);
            if (verdict instanceof Verdict.Limit) {
                turn.metLimit();
            } else if (verdict instanceof Verdict.Accepted) {
                turn.wentWell();
            }
            return verdict;
        }
    }

    private Verdict send(Call call) {
        try {
            var answer = wire.send(call);
            silences.set(0);
            facts.learn(answer, clock.instant());
            return Judge.judge(answer, clock.instant(), credential.source());
        } catch (GitHubException.Unavailable silence) {
            silences.incrementAndGet();
            return new Verdict.Passing(silence);
        }
    }

    private void refuseWhatIsInVain(Call call) {
        if (facts.isRejected()) {
            throw new GitHubException.CredentialRejected(
                    call, "not sent, " + credential.source() + " was rejected by GitHub");
        }
        if (silences.get() >= MOST_SILENCES) {
            throw new GitHubException.Unavailable(
                    call, "not sent, GitHub answered none of the last " + MOST_SILENCES + " requests");
        }
    }

    /** A credential must not follow a redirect to another host, so neither does the call. */
    private Call follow(Call call, String location) {
        try {
            var target = apiUrl.base().resolve(new URI(location));
            if (!apiUrl.isSameHost(target)) {
                throw new GitHubException.Unavailable(
                        call,
                        "redirected to another host, " + Quoted.of(location)
                                + ", which is not followed with a credential");
            }
            if (call.redirects() >= MOST_REDIRECTS) {
                throw new GitHubException.Unavailable(call, "redirected more than " + MOST_REDIRECTS + " times");
            }
            return call.redirectedTo(target);
        } catch (URISyntaxException e) {
            throw new GitHubException.Unavailable(
                    call, "redirected to " + Quoted.of(location) + ", which is no address", e);
        }
    }

    private Attempt waitAfter(GitHubException.Unavailable failure, Attempt attempt) {
        var next = attempt.failed();
        if (next.failures() >= TRIES) {
            throw failure;
        }
        pause.last(jittered(doubled(FIRST_RETRY, attempt.failures())));
        return next;
    }

    /** The wait itself happens at the gate, where it holds everybody. */
    private Attempt waitForLimit(Optional<Duration> told, Attempt attempt) {
        var least = doubled(told.isPresent() ? SHORTEST_LIMIT : UNTOLD_LIMIT, attempt.limits());
        pace.closeFor(told.filter(wait -> wait.compareTo(least) > 0).orElse(least));
        return attempt.limited();
    }

    /** Full jitter: anything between nothing and the whole. */
    private Duration jittered(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
    }

    private static Duration doubled(Duration first, int times) {
        return first.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
    }
}
