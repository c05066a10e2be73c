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

    private static final String WRITE_AGAIN =
            "write the current token there again: run ccat pat rotate, or call POST /rotations";

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

    /**
     * The next step, the same wherever the product runs: one step or two for a person, without a full stop; it names the
     * command or the call where there is one.
     */
    public String remedy() {
        return switch (this) {
            case MISSING, STALE -> WRITE_AGAIN;
            case OVERWRITTEN -> "find out who wrote it, then " + WRITE_AGAIN;
            case EXPIRED, EXPIRING -> "create a new token and hand it out: run ccat pat rotate";
            case VAULT_TOKEN_REJECTED ->
                "create a new token, store it in the vault as the current version, and hand it out with ccat pat rotate";
            case VAULT_TOKEN_NOT_ROTATED ->
                "hand the vault's version out: run ccat pat rotate --token-from secretsmanager, or call POST /rotations";
            case CREDENTIAL_EXPIRED, CREDENTIAL_EXPIRING ->
                "create a new credential for audits and put it where the old one is: GITHUB_TOKEN, GH_TOKEN or the"
                        + " secret of ccat.pat.github.secret-id; repositories keep their token";
            case OLD -> "create a new token, hand it out with ccat pat rotate, then revoke the old one";
            case TRANSFERRED ->
                "hand out a new token with ccat pat rotate, revoke the old one, and take the repository out of the"
                        + " graph";
            case UNREACHABLE -> "give the credential access to the repository, or take it out of the graph";
            case ENVIRONMENT_SECRET -> "delete the secret of the environment, or accept it with ccat.pat.audit.accept";
            case ORGANIZATION_SECRET ->
                "delete the organisation's secret, or accept it for this repository with ccat.pat.audit.accept";
            case UNLISTED -> "add the repository to the graph, or delete its secret";
            case EXCEPTION_ENDED -> "correct the repository, or accept it until a later day with ccat.pat.audit.accept";
            case GRAPH -> "correct the graph file";
            case RENAMED -> "write today's name into the graph";
            case ARCHIVED -> "take the repository out of the graph, or unarchive it";
        };
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
