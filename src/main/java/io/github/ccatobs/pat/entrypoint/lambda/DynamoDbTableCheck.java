package io.github.ccatobs.pat.entrypoint.lambda;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.FailureKind;
import io.github.ccatobs.pat.store.StoreProducer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes sure that a function remembers in the table: a file beside it is gone with it, and seen by no other. */
@ApplicationScoped
class DynamoDbTableCheck {

    private final Optional<String> table;

    DynamoDbTableCheck(@ConfigProperty(name = "ccat.pat.store.table") Optional<String> table) {
        this.table = table;
    }

    /**
     * Does nothing when there is a table.
     *
     * @throws TableMissingException when there is none
     */
    void require() {
        if (table.filter(name -> !name.isBlank()).isEmpty()) {
            throw new TableMissingException();
        }
    }

    /** There is no table. */
    static final class TableMissingException extends FailureException {
        private static final long serialVersionUID = 1L;

        TableMissingException() {
            super(new FailureKind.CalledWrongly(), StoreProducer.WITHOUT_TABLE);
        }
    }
}
