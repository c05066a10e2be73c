package io.github.ccatobs.pat.audit;

import java.time.Instant;
import java.util.Optional;

/** Made-up findings of audits about the old token. */
public final class OldTokenFindings {

    private static final String ROTATION = "20261115-084512-k3f9";

    private OldTokenFindings() {}

    /** The finding of {@code kind}, which must be one of the old token's. */
    public static OpenFinding of(FindingKind kind, Instant since) {
        var finding =
                switch (kind) {
                    case RETIRABLE -> Finding.OldTokenFinding.retirable(ROTATION, Optional.empty());
                    case OLD_TOKEN_NEEDED ->
                        Finding.OldTokenFinding.needed(
                                "a week after rotation " + ROTATION + " something still needs the token before it:"
                                        + " ccatobs/ops-db: run 12, begun 2026-11-15T08:40:00Z, is waiting");
                    default -> Finding.OldTokenFinding.revoked(true);
                };
        return OpenFinding.of(finding, since);
    }
}
