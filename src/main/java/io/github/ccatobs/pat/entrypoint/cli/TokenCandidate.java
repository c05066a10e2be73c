package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.rotation.RotationRequest;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TokenSource;
import io.github.ccatobs.pat.token.TokenValidation;
import io.github.ccatobs.pat.token.VersionedTokenSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A token that was received and judged.
 *
 * @param request the rotation it was received for
 * @param verdict what the checks say of it
 * @param writer the configured credential, when that is another one
 * @param asToken opens GitHub as the token itself, once; not for one that is refused
 */
record TokenCandidate(
        RotationRequest request,
        ReceivedToken token,
        TokenSource source,
        TokenValidation verdict,
        Optional<Credential> writer,
        Supplier<GitHubClient> asToken) {

    /** Whether the place it came from has another token by now. */
    boolean isOutdated() {
        return source instanceof VersionedTokenSource versioned && !versioned.confirm(token);
    }
}
