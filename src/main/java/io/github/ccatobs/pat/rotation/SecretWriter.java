package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.WriteReceipt;
import io.github.ccatobs.pat.rotation.Rotator.RotationRun;
import io.github.ccatobs.pat.rotation.WriteProof.SecretTime;
import io.github.ccatobs.pat.seal.PublicKey;
import io.github.ccatobs.pat.seal.Sealer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Puts the token into one repository: seal, write, and once more with a fresh key when the first was stale. */
final class SecretWriter {

    private static final int STALE_KEY = 422;

    private final GitHubClient writer;
    private final Sealer sealer;
    private final SecretName secret;
    private final SecretValue token;
    private final Map<RepositoryName, SecretTime> seen;
    private final Predicate<RepositoryName> needsTimeBefore;

    /**
     * {@code seen} are the times that secrets showed just before; {@code needsTimeBefore} says whether that of a repository must
     * be read again, because their dates may prove nothing alone.
     */
    SecretWriter(
            RotationRun run,
            Sealer sealer,
            Map<RepositoryName, SecretTime> seen,
            Predicate<RepositoryName> needsTimeBefore) {
        this.writer = run.clients().writer();
        this.sealer = sealer;
        this.secret = run.request().secret();
        this.token = run.request().token().value();
        this.seen = Map.copyOf(seen);
        this.needsTimeBefore = needsTimeBefore;
    }

    /**
     * Writes, and says what will prove that GitHub took it.
     *
     * @param key what to seal with; asked for when it is not known
     * @throws GitHubException when GitHub refuses, or it is not known whether it took the token
     */
    WriteProof write(RepositoryName repository, Optional<PublicKey> key) {
        var before = before(repository);
        return new WriteProof(put(repository, key), before);
    }

    private WriteReceipt put(RepositoryName repository, Optional<PublicKey> key) {
        try {
            return writer.write(
                    repository, secret, sealer.seal(token, key.orElseGet(() -> writer.publicKey(repository))));
        } catch (GitHubException.GitHubValidationException stale) {
            if (stale.status() != STALE_KEY) {
                throw stale;
            }
            return writer.write(repository, secret, sealer.seal(token, writer.publicKey(repository)));
        }
    }

    /** While the clocks are apart the time of a secret proves nothing alone, so it is read. */
    private Optional<SecretTime> before(RepositoryName repository) {
        if (needsTimeBefore.test(repository)) {
            return read(repository);
        }
        var known = Optional.ofNullable(seen.get(repository));
        return known.isPresent() || !writer.gitHubClock().isOff() ? known : read(repository);
    }

    private Optional<SecretTime> read(RepositoryName repository) {
        try {
            return Optional.of(new SecretTime(writer.secrets(repository).find(secret)));
        } catch (GitHubException.CredentialRejectedException | GitHubException.RateLimitedException e) {
            throw e;
        } catch (GitHubException e) {
            return Optional.empty();
        }
    }
}
