package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.seal.PublicKey;
import io.github.ccatobs.pat.seal.SealException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Hands the token to each repository: the first alone, then the others in order, a few at once. Each outcome is
 * recorded as soon as it is known. A failure pulls the brake, unless the rotation is to go on.
 */
final class FanOut {

    private final Delivery delivery;
    private final Verification verification;
    private final Journal journal;
    private final Brake brake;
    private final boolean continueOnError;
    private final int atOnce;
    private final Clock clock;

    FanOut(
            Delivery delivery,
            Verification verification,
            Journal journal,
            Brake brake,
            boolean continueOnError,
            int atOnce,
            Clock clock) {
        this.delivery = delivery;
        this.verification = verification;
        this.journal = journal;
        this.brake = brake;
        this.continueOnError = continueOnError;
        this.atOnce = atOnce;
        this.clock = clock;
    }

    /**
     * Works through {@code repositories} until all are done or the brake is pulled. No other is written before the first
     * one has been; that its write shows is not waited for.
     *
     * @param keys what is known of their keys
     */
    void run(List<RepositoryName> repositories, Map<RepositoryName, PublicKey> keys) {
        Queue<RepositoryName> queue = new ConcurrentLinkedQueue<>(repositories);
        try (var crew = new Crew(brake)) {
            if (brake.allowsOneMore()) {
                next(queue, keys, crew);
            }
            for (int worker = 0; worker < Math.min(atOnce, repositories.size()); worker++) {
                crew.start(() -> work(queue, keys, crew));
            }
        }
    }

    private void work(Queue<RepositoryName> queue, Map<RepositoryName, PublicKey> keys, Crew crew) {
        boolean more = true;
        while (more && !brake.isPulled()) {
            more = next(queue, keys, crew);
        }
    }

    /** Hands it to the next repository, and gives whether there was one. */
    private boolean next(Queue<RepositoryName> queue, Map<RepositoryName, PublicKey> keys, Crew crew) {
        var repository = queue.poll();
        if (repository == null) {
            return false;
        }
        hand(repository, keys, crew);
        return true;
    }

    private void hand(RepositoryName repository, Map<RepositoryName, PublicKey> keys, Crew crew) {
        int attempts = journal.outcome(repository).attempts() + 1;
        try {
            journal.makeSureOfTheLease();
            var proof = delivery.deliver(repository, Optional.ofNullable(keys.get(repository)));
            var gitHubAt = Optional.of(proof.receipt().earliest());
            journal.record(repository, new Outcome.Updated(clock.instant(), attempts, false, gitHubAt));
            crew.start(() -> verification.look(repository, proof));
        } catch (GitHubException.CredentialRejected rejected) {
            brake.pull(new Stop.Halt(rejected.why()));
        } catch (GitHubException.Limited limited) {
            brake.pull(new Stop.Pause(limited.until(), limited.why()));
        } catch (GitHubException.Unavailable lost) {
            fail(repository, attempts, "not known whether GitHub took the token: " + lost.why());
        } catch (GitHubException refused) {
            fail(repository, attempts, refused.why());
        } catch (SealException unsealed) {
            fail(repository, attempts, String.valueOf(unsealed.getMessage()));
        } catch (RotationStore.LeaseLost lost) {
            brake.pull(new Stop.Fenced(lost));
        } catch (RotationStore.Unavailable lost) {
            brake.pull(new Stop.Halt(String.valueOf(lost.getMessage())));
        }
    }

    private void fail(RepositoryName repository, int attempts, String reason) {
        if (!continueOnError) {
            brake.pull(new Stop.Halt(repository + ": " + reason));
        }
        journal.record(repository, new Outcome.Failed(clock.instant(), attempts, reason));
    }
}
