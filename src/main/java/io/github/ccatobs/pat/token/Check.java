package io.github.ccatobs.pat.token;

/** What is looked at before a token is spread, in the order of looking. */
public enum Check {
    /** Kind, characters and checksum, without asking anybody. */
    SHAPE("shape"),
    /** Whether GitHub knows the token, and whose it is. */
    ACCOUNT("account"),
    /** Whether it lives long enough. */
    EXPIRY("expiry"),
    /** What a classic token may do. */
    SCOPES("scopes"),
    /** Whether it can see the orchestrator. */
    ORCHESTRATOR("orchestrator"),
    /** Whether it can read the orchestrator's Actions. */
    ACTIONS("Actions"),
    /** Whether it can read the orchestrator's secrets; asked of a token that will write. */
    SECRETS("secrets"),
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
