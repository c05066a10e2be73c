package io.github.ccatobs.pat.audit;

/** Hears how far a pass is, from several threads. */
@FunctionalInterface
public interface AuditProgress {

    /** {@code done} of {@code all} repositories have been read or given up. */
    void reached(int done, int all);

    /** Something is odd in the graph, in a sentence. */
    default void warned(String warning) {}

    /** The graph leaves out a repository, in a sentence. */
    default void noted(String note) {}

    /** Hears nothing. */
    static AuditProgress silent() {
        return (done, all) -> {};
    }
}
