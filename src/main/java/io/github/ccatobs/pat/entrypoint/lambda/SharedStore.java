package io.github.ccatobs.pat.entrypoint.lambda;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes sure that a function remembers in the table: a file beside it is gone with it, and seen by no other. */
@ApplicationScoped
class SharedStore {

    private final Optional<String> table;

    SharedStore(@ConfigProperty(name = "ccat.pat.store.table") Optional<String> table) {
        this.table = table;
    }

    /**
     * Does nothing when there is a table.
     *
     * @throws Missing when there is none
     */
    void require() {
        if (table.filter(name -> !name.isBlank()).isEmpty()) {
            throw new Missing();
        }
    }

    /** There is no table. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing() {
            super(
                    "ccat.pat.store.table is not set: a function keeps nothing on its own disk; set CCAT_PAT_STORE_TABLE to"
                            + " the DynamoDB table");
        }
    }
}
