package io.github.ccatobs.pat.audit;

/**
 * How far an audit looks around.
 *
 * @param shadows whether to read secrets of the same name that shadow the repository's
 * @param sweep whether at the organisation's repositories that the graph does not list
 */
public record AuditScope(boolean shadows, boolean sweep) {

    /** Not at all. */
    public static AuditScope narrow() {
        return new AuditScope(false, false);
    }
}
