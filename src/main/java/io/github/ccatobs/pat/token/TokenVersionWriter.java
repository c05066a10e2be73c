package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.token.TokenVersionException.VersionRefusedException;
import io.github.ccatobs.pat.token.TokenVersionException.VersionUnconfirmedException;
import java.util.Optional;

/**
 * Stores versions of the token in the secret that the settings name, and makes one that waits the current one, in a
 * service outside this machine, e.g. AWS Secrets Manager. {@link SecretReader} reads them.
 */
public interface TokenVersionWriter {

    /**
     * The secret, in words for messages; sends nothing.
     *
     * @throws IllegalArgumentException when it is not configured which secret is the token
     */
    String secret();

    /**
     * Reads what the secret holds, and says what {@code token} would replace there; writes nothing.
     *
     * @param stage {@link TokenVersion#CURRENT} or {@link TokenVersion#PENDING}
     * @throws IllegalArgumentException when it is not configured which secret is the token
     * @throws VersionRefusedException when the token is the current version already, or the secret holds something that
     *     a token must not replace
     * @throws TokenSourceException when the secret cannot be read
     */
    TokenVersionPlan plan(SecretValue token, TokenVersion.Staged stage);

    /**
     * Stores the version; a repeated call with an equal plan stores no second one.
     *
     * @return the version's id
     * @throws VersionRefusedException when nothing was stored, e.g. because another version became current since the plan was
     *     made
     * @throws VersionUnconfirmedException when it is not known whether it was stored
     * @throws TokenSourceException when the secret cannot be read; nothing was stored by this call
     */
    String store(TokenVersionPlan plan);

    /**
     * The id of the current version; empty when the secret has none.
     *
     * @throws IllegalArgumentException when it is not configured which secret is the token
     * @throws TokenSourceException when the secret cannot be read
     */
    Optional<String> current();

    /**
     * Makes {@code version}, which waits as {@link TokenVersion#PENDING}, the current one and lets it wait no longer. The
     * version that was current becomes the previous one. A step that is done already is not repeated.
     *
     * @param before the version that was current before, which alone is replaced; empty when there was none
     * @throws VersionRefusedException when another version became current since, when other members of the secret were
     *     changed since the version was stored, or the service refuses
     * @throws VersionUnconfirmedException when it is not known whether it was done
     * @throws TokenSourceException when the secret cannot be read
     */
    void promote(String version, Optional<String> before);
}
