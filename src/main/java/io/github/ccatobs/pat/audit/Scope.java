package io.github.ccatobs.pat.audit;

/**
 * How far an audit looks around.
 *
 * @param shadows whether at secrets of the same name that shadow ours
 * @param sweep whether at the organisation's repositories that the graph does not list
 */
public record Scope(boolean shadows, boolean sweep) {

    /** Not at all. */
    public static Scope narrow() {
        return new Scope(false, false);
    }

    /** As far as the settings say. */
    public static Scope of(AuditSettings settings) {
        return new Scope(settings.shadows(), settings.sweep());
    }

    /** As far, and over the whole organisation. */
    public Scope sweeping() {
        return new Scope(shadows, true);
    }

    /** As far, but of some repositories only: they say nothing of what lies outside the graph. */
    public Scope ofSome() {
        return new Scope(shadows, false);
    }
}
