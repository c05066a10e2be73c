package io.github.ccatobs.pat.store;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where rotations are kept. */
@ConfigMapping(prefix = "ccat.pat.store")
public interface StoreSettings {

    /**
     * The DynamoDB table, for runs on more than one machine; costs a few calls to AWS for each repository. Absent: a
     * file on this machine.
     */
    Optional<String> table();

    /**
     * The directory of the file, when there is no table; {@code $XDG_STATE_HOME/ccat-pat} or {@code
     * ~/.local/state/ccat-pat} unless set. It must be private. On a network drive it is slower and its lock
     * may not hold.
     */
    Optional<String> path();
}
