package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.GitHubException.ForbiddenReason;
import io.github.ccatobs.pat.rotation.Rotator.RotationRun;
import io.github.ccatobs.pat.rotation.StopSignal.StopReason;
import io.github.ccatobs.pat.seal.PublicKey;
import io.github.ccatobs.pat.seal.SealException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Hands the token to each repository: the first alone, then the others in order, several at once. Each outcome is
 * recorded as soon as it is known. A failure stops the others, unless the rotation is to continue on errors.
 */
final class FanOut {

    private final RotationRun run;
    private final OutcomeRecorder recorder;
    private final SecretWriter secretWriter;
    private final WriteVerifier verifier;
    private final int atOnce;

    FanOut(RotationRun run, OutcomeRecorder recorder, SecretWriter secretWriter, WriteVerifier verifier, int atOnce) {
        this.run = run;
        this.recorder = recorder;
        this.secretWriter = secretWriter;
        this.verifier = verifier;
        this.atOnce = atOnce;
    }

    /**
     * Works through {@code repositories} until all are done or the run is stopped. No other is written before the first
     * one has been; that its write shows is not waited for.
     *
     * @param keys what is known of their keys
     */
    void run(List<RepositoryName> repositories, Map<RepositoryName, PublicKey> keys) {
        Queue<RepositoryName> queue = new ConcurrentLinkedQueue<>(repositories);
        try (var taskScope = new TaskScope(run.stopSignal())) {
            if (run.stopSignal().allowsOneMore()) {
                next(queue, keys, taskScope);
            }
            for (int worker = 0; worker < Math.min(atOnce, repositories.size()); worker++) {
                taskScope.start(() -> work(queue, keys, taskScope));
            }
        }
    }

    private void work(Queue<RepositoryName> queue, Map<RepositoryName, PublicKey> keys, TaskScope taskScope) {
        boolean more = true;
        while (more && !run.stopSignal().isGiven()) {
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
        try {
            var proof = write(repository, keys);
            verifier.answered(repository, proof);
            taskScope.start(() -> verifier.look(repository));
        } catch (GitHubException.CredentialRejectedException rejected) {
            stop(new StopReason.Halt(rejected.why()));
        } catch (GitHubException.RateLimitedException limited) {
            stop(new StopReason.Pause(limited.until(), limited.why()));
        } catch (GitHubException.GitHubUnavailableException lost) {
            fail(repository, "unknown whether GitHub accepted the token: " + lost.why());
        } catch (GitHubException.ForbiddenException forbidden) {
            fail(repository, forbidden.why(), forbidden.reason() == ForbiddenReason.ARCHIVED);
        } catch (GitHubException refused) {
            fail(repository, refused.why());
        } catch (SealException unsealed) {
            fail(repository, String.valueOf(unsealed.getMessage()));
        } catch (RotationStore.LeaseLostException lost) {
            stop(new StopReason.Fenced(lost));
        } catch (RotationStore.StoreUnavailableException lost) {
            stop(new StopReason.Halt(String.valueOf(lost.getMessage())));
        }
    }

    /** Writes the token once more to {@code repository}, which holds it; when that fails, its outcome stays unverified. */
    void repeat(RepositoryName repository, Map<RepositoryName, PublicKey> keys) {
        try {
            verifier.answered(repository, write(repository, keys));
            verifier.look(repository);
        } catch (GitHubException.CredentialRejectedException rejected) {
            stop(new StopReason.Halt(rejected.why()));
        } catch (GitHubException | SealException failed) {
            // Its first write stands.
        } catch (RotationStore.LeaseLostException lost) {
            stop(new StopReason.Fenced(lost));
        } catch (RotationStore.StoreUnavailableException lost) {
            stop(new StopReason.Halt(String.valueOf(lost.getMessage())));
        }
    }

    private WriteProof write(RepositoryName repository, Map<RepositoryName, PublicKey> keys) {
        recorder.confirmLease();
        var proof = secretWriter.write(repository, Optional.ofNullable(keys.get(repository)));
        recorder.updated(repository, proof.receipt().earliest());
        return proof;
    }

    private void fail(RepositoryName repository, String reason) {
        fail(repository, reason, false);
    }

    private void fail(RepositoryName repository, String reason, boolean isArchived) {
        if (!run.request().options().continueOnError()) {
            stop(new StopReason.Halt(repository + ": " + reason));
        }
        recorder.failed(repository, reason, isArchived);
    }

    private void stop(StopReason reason) {
        run.stopSignal().stop(reason);
    }
}
