package io.github.ccatobs.pat.audit;

import java.util.Locale;

/** The kinds of {@link Finding}, the most urgent first. */
public enum FindingKind {
    EXPIRED(true),
    VAULT_TOKEN_REJECTED(true),
    VAULT_TOKEN_NOT_ROTATED(true),
    CREDENTIAL_EXPIRED(true),
    TRANSFERRED(true),
    MISSING(true),
    STALE(true),
    OVERWRITTEN(true),
    UNREACHABLE(false),
    EXPIRING(false),
    CREDENTIAL_EXPIRING(false),
    OLD(false),
    ENVIRONMENT_SECRET(false),
    ORGANIZATION_SECRET(false),
    UNLISTED(false),
    EXCEPTION_ENDED(false),
    GRAPH(false),
    RENAMED(false),
    ARCHIVED(false);

    private final boolean urgent;

    FindingKind(boolean urgent) {
        this.urgent = urgent;
    }

    /** Whether to act now. Not so for an unreachable repository: its state is unknown. */
    public boolean isUrgent() {
        return urgent;
    }

    /** Whether it is informational: it needs no action. */
    public boolean isInformation() {
        return this == GRAPH || this == RENAMED || this == ARCHIVED;
    }

    /** Whether it is about the end of the token. */
    public boolean isTokenEnd() {
        return this == EXPIRED || this == EXPIRING;
    }

    /** As in JSON: {@code exception-ended}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException when it is not a kind
     */
    public static FindingKind parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
