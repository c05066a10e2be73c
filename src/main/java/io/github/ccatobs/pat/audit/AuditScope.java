package io.github.ccatobs.pat.audit;

/**
 * How far an audit looks around.
 *
 * @param shadows whether at secrets of the same name that shadow ours
 * @param sweep whether at the organisation's repositories that the graph does not list
 */
public record AuditScope(boolean shadows, boolean sweep) {

    /** Not at all. */
    public static AuditScope narrow() {
        return new AuditScope(false, false);
    }

    /** As far as the settings say. */
    public static AuditScope of(AuditSettings settings) {
        return new AuditScope(settings.shadows(), settings.sweep());
    }

    /** As far, and over the whole organisation. */
    public AuditScope sweeping() {
        return new AuditScope(shadows, true);
    }

    /** As far, but of some repositories only: they say nothing of what lies outside the graph. */
    public AuditScope ofSome() {
        return new AuditScope(shadows, false);
    }
}
