package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.CheckResult.Warn;
import java.util.Optional;

/** Compares a token's fingerprint with the one handed out last, and the writer's with both. Pure. */
public final class FingerprintChecks {

    private FingerprintChecks() {}

    /** Whether {@code token} is {@code current}, the one handed out last; never in the way, as the same token resumes. */
    public static CheckResult current(Fingerprint token, Optional<Fingerprint> current) {
        return new Pass(current.map(known ->
                        known.equals(token) ? "it is already the current token" : "it is not the current token")
                .orElse("no earlier token is recorded"));
    }

    /** Doubts a token that a repository took to another owner, in the rotation {@code id} of it. */
    public static CheckResult withAnotherOwner(String id) {
        return new Warn(
                "another owner holds it: a repository was transferred with it, or its owner renamed, as rotation " + id
                        + " recorded",
                "take that repository out of the graph, hand out another token, and revoke this one; --force accepts it,"
                        + " as where only the owner was renamed");
    }

    /**
     * Compares the writer with the token that is leaving.
     *
     * @param source where the writer came from, e.g. {@code GITHUB_TOKEN}
     * @param writer its fingerprint; empty of a GitHub App, which has no token that stays
     * @param token the new token
     * @param current the token handed out last; empty when none is known
     */
    public static CheckResult writer(
            String source, Optional<Fingerprint> writer, Fingerprint token, Optional<Fingerprint> current) {
        boolean isLeaving = !writer.equals(Optional.of(token)) && writer.isPresent() && writer.equals(current);
        return isLeaving
                ? new Warn(
                        source + " is itself the token being replaced: once that is revoked, it can neither finish the"
                                + " rotation nor audit",
                        "set " + source + " to another credential, or unset it so that the new token writes; --force"
                                + " accepts it")
                : new Pass(source + " is not the token being replaced");
    }
}
