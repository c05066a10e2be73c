package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.GitHub;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.Pause;
import io.github.ccatobs.pat.github.Together;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads back what was written. GitHub shows only when a secret was written, and shows it late, so a repository is
 * looked at at once and then again with growing pauses until the settle window ends.
 *
 * @see <a href="https://github.com/integrations/terraform-provider-github/issues/810">reads that lag writes</a>
 */
final class Verification {

    /** Times are shown to the second and by another machine than the one that took the write. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final GitHub gitHub;
    private final SecretName secret;
    private final Journal journal;
    private final Brake brake;
    private final RotationListener listener;
    private final Clock clock;
    private final Pause pause;
    private final Duration settle;
    private final Map<RepositoryName, Instant> unseen = new ConcurrentHashMap<>();

    Verification(
            GitHub gitHub,
            SecretName secret,
            Journal journal,
            Brake brake,
            RotationListener listener,
            Clock clock,
            Pause pause,
            Duration settle) {
        this.gitHub = gitHub;
        this.secret = secret;
        this.journal = journal;
        this.brake = brake;
        this.listener = listener;
        this.clock = clock;
        this.pause = pause;
        this.settle = settle;
    }

    /** Looks once whether the write of {@code written}, by GitHub's clock, shows; remembers the repository if not. */
    void look(RepositoryName repository, Instant written) {
        unseen.put(repository, written);
        look(repository);
    }

    /** Remembers a write of an earlier run, of {@code written} by our clock, while it may still come to show. */
    void remember(RepositoryName repository, Instant written) {
        if (clock.instant().isBefore(written.plus(settle))) {
            unseen.put(repository, written);
        }
    }

    /** Whether all that was written shows, or has had its time to. */
    boolean isSettled() {
        return unseen.isEmpty() || !clock.instant().isBefore(end());
    }

    /** Looks again at what did not show its write, until all do, the window ends or the brake is pulled. */
    void settle() {
        var end = end();
        for (var wait = FIRST_PAUSE; mayGoOn(wait, end); wait = wait.multipliedBy(2)) {
            listener.settling(unseen.size());
            pause.last(wait, brake::isPulled);
            Together.each(List.copyOf(unseen.keySet()), repository -> {
                look(repository);
                return repository;
            });
        }
    }

    /** The settle window of the last write. */
    private Instant end() {
        return unseen.keySet().stream()
                .flatMap(repository -> journal.outcome(repository).written().stream())
                .max(Comparator.naturalOrder())
                .orElseGet(clock::instant)
                .plus(settle);
    }

    private boolean mayGoOn(Duration wait, Instant end) {
        return !unseen.isEmpty()
                && !brake.isPulled()
                && !clock.instant().plus(wait).isAfter(end);
    }

    private void look(RepositoryName repository) {
        try {
            if (shows(repository) && journal.outcome(repository) instanceof Outcome.Updated updated) {
                journal.record(repository, new Outcome.Updated(updated.at(), updated.attempts(), true));
                unseen.remove(repository);
            }
        } catch (GitHubException unread) {
            // Not seen yet; the outcome already says that GitHub took the token.
        } catch (RotationStore.LeaseLost lost) {
            brake.pull(new Stop.Fenced(lost));
        }
    }

    private boolean shows(RepositoryName repository) {
        var written = unseen.getOrDefault(repository, Instant.MAX);
        return gitHub.secrets(repository)
                .find(secret)
                .filter(updatedAt -> !updatedAt.isBefore(written.minus(TOLERANCE)))
                .isPresent();
    }
}
