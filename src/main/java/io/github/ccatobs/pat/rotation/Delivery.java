package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.GitHub;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.seal.PublicKey;
import io.github.ccatobs.pat.seal.Sealer;
import java.time.Instant;
import java.util.Optional;

/** Puts the token into one repository: seal, write, and once more with a fresh key when the first was stale. */
final class Delivery {

    private static final int STALE_KEY = 422;

    private final GitHub writer;
    private final Sealer sealer;
    private final SecretName secret;
    private final SecretValue token;

    Delivery(GitHub writer, Sealer sealer, SecretName secret, SecretValue token) {
        this.writer = writer;
        this.sealer = sealer;
        this.secret = secret;
        this.token = token;
    }

    /**
     * Writes, and says when by GitHub's clock.
     *
     * @param key what to seal with; asked for when it is not known
     * @throws GitHubException when GitHub refuses, or it is not known whether it took the token
     */
    Instant deliver(RepositoryName repository, Optional<PublicKey> key) {
        try {
            return writer.write(
                    repository, secret, sealer.seal(token, key.orElseGet(() -> writer.publicKey(repository))));
        } catch (GitHubException.Invalid stale) {
            if (stale.status() != STALE_KEY) {
                throw stale;
            }
            return writer.write(repository, secret, sealer.seal(token, writer.publicKey(repository)));
        }
    }
}
