package io.github.ccatobs.pat.entrypoint.serve;

/** Is told how each audit ended. */
@FunctionalInterface
public interface AuditListener {

    /** An audit ended so. */
    void ended(AuditRunResult result);

    /** How an audit can end. */
    enum AuditRunResult {
        /** Every repository was read. */
        COMPLETE,
        /** Some repositories could not be read. */
        INCOMPLETE,
        /** There is nothing to keep: no credential, no graph, no GitHub, no store. */
        FAILED
    }
}
