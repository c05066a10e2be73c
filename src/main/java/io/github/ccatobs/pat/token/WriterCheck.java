package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.CheckResult.Warn;
import java.util.Optional;

/** Whether the configured credential, which writes, is the very token that a rotation replaces. Pure. */
public final class WriterCheck {

    private WriterCheck() {}

    /**
     * Compares the writer with the token that is leaving.
     *
     * @param source where the writer came from, e.g. {@code GITHUB_TOKEN}
     * @param token the new token
     * @param current the token handed out last; empty when none is known
     */
    public static CheckResult check(
            String source, Fingerprint writer, Fingerprint token, Optional<Fingerprint> current) {
        boolean isLeaving =
                !writer.equals(token) && current.filter(writer::equals).isPresent();
        return isLeaving
                ? new Warn(
                        source + " is itself the token being replaced: once that is revoked, it can neither finish the"
                                + " rotation nor audit",
                        "set " + source + " to another credential, or unset it so that the new token writes; --force"
                                + " accepts it")
                : new Pass(source + " is not the token being replaced");
    }
}
