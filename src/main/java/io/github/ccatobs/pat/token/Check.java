package io.github.ccatobs.pat.token;

/** The checks of a token before the first write, in order. */
public enum Check {
    /** Kind, characters and checksum, without a request. */
    SHAPE("shape"),
    /** Whether GitHub knows the token, and whose it is. */
    ACCOUNT("account"),
    /** Whether it lives long enough. */
    EXPIRY("expiry"),
    /** The scopes of a classic token. */
    SCOPES("scopes"),
    /** Whether it can see the orchestrator. */
    ORCHESTRATOR("orchestrator"),
    /** Whether it can read the orchestrator's Actions. */
    ACTIONS("Actions"),
    /** Whether it can read the orchestrator's secrets; asked of a token that will write. */
    SECRETS("secrets"),
    /** Whether it has another permission that it needs. */
    PERMISSION("permission"),
    /** The organisation's grant, where a GitHub App may ask. */
    GRANT("grant"),
    /** Whether it is the token handed out last. */
    CURRENT("current token"),
    /** Whether what writes outlives the rotation. */
    WRITER("writer");

    private final String label;

    Check(String label) {
        this.label = label;
    }

    /** The check in one or two words, for the head of a line. */
    @Override
    public String toString() {
        return label;
    }
}
