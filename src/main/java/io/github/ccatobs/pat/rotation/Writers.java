package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.github.GitHub;
import java.util.Optional;

/**
 * Who calls GitHub in a rotation.
 *
 * @param writer what writes: the configured credential, or the new token itself
 * @param token the new token, when another credential writes
 */
public record Writers(GitHub writer, Optional<GitHub> token) {

    /** The new token writes itself. */
    public static Writers tokenItself(GitHub token) {
        return new Writers(token, Optional.empty());
    }

    /** The configured credential writes. */
    public static Writers configured(GitHub writer, GitHub token) {
        return new Writers(writer, Optional.of(token));
    }

    /** GitHub as the new token sees it. */
    GitHub asToken() {
        return token.orElse(writer);
    }
}
