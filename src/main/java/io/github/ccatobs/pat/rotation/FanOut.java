package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.rotation.StopSignal.StopReason;
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

    private final SecretWriter secretWriter;
    private final WriteVerifier verifier;
    private final OutcomeRecorder recorder;
    private final StopSignal stopSignal;
    private final boolean continueOnError;
    private final int atOnce;
    private final Clock clock;

    FanOut(
            SecretWriter secretWriter,
            WriteVerifier verifier,
            OutcomeRecorder recorder,
            StopSignal stopSignal,
            boolean continueOnError,
            int atOnce,
            Clock clock) {
        this.secretWriter = secretWriter;
        this.verifier = verifier;
        this.recorder = recorder;
        this.stopSignal = stopSignal;
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
        try (var taskScope = new TaskScope(stopSignal)) {
            if (stopSignal.allowsOneMore()) {
                next(queue, keys, taskScope);
            }
            for (int worker = 0; worker < Math.min(atOnce, repositories.size()); worker++) {
                taskScope.start(() -> work(queue, keys, taskScope));
            }
        }
    }

    private void work(Queue<RepositoryName> queue, Map<RepositoryName, PublicKey> keys, TaskScope taskScope) {
        boolean more = true;
        while (more && !stopSignal.isPulled()) {
            more = next(queue, keys, taskScope);
        }
    }

    /** Hands it to the next repository, and gives whether there was one. */
    private boolean next(Queue<RepositoryName> queue, Map<RepositoryName, PublicKey> keys, TaskScope taskScope) {
        var repository = queue.poll();
        if (repository == null) {
            return false;
        }
        submit(repository, keys, taskScope);
        return true;
    }

    private void submit(RepositoryName repository, Map<RepositoryName, PublicKey> keys, TaskScope taskScope) {
        int attempts = recorder.outcome(repository).attempts() + 1;
        try {
            recorder.makeSureOfTheLease();
            var proof = secretWriter.deliver(repository, Optional.ofNullable(keys.get(repository)));
            var gitHubAt = Optional.of(proof.receipt().earliest());
            recorder.record(repository, new Outcome.Updated(clock.instant(), attempts, false, gitHubAt));
            taskScope.start(() -> verifier.look(repository, proof));
        } catch (GitHubException.CredentialRejectedException rejected) {
            stopSignal.stop(new StopReason.Halt(rejected.why()));
        } catch (GitHubException.RateLimitedException limited) {
            stopSignal.stop(new StopReason.Pause(limited.until(), limited.why()));
        } catch (GitHubException.GitHubUnavailableException lost) {
            fail(repository, attempts, "unknown whether GitHub accepted the token: " + lost.why());
        } catch (GitHubException refused) {
            fail(repository, attempts, refused.why());
        } catch (SealException unsealed) {
            fail(repository, attempts, String.valueOf(unsealed.getMessage()));
        } catch (RotationStore.LeaseLostException lost) {
            stopSignal.stop(new StopReason.Fenced(lost));
        } catch (RotationStore.StoreUnavailableException lost) {
            stopSignal.stop(new StopReason.Halt(String.valueOf(lost.getMessage())));
        }
    }

    private void fail(RepositoryName repository, int attempts, String reason) {
        if (!continueOnError) {
            stopSignal.stop(new StopReason.Halt(repository + ": " + reason));
        }
        recorder.record(repository, new Outcome.Failed(clock.instant(), attempts, reason));
    }
}
