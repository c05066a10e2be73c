package io.github.ccatobs.pat.domain;

/**
 * A failure that the program foresees, of one {@link FailureKind}. The message says in our own words what is wrong and
 * what to do, and holds no secret.
 */
public abstract class FailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final transient FailureKind kind;

    /** A failure of that kind. */
    protected FailureException(FailureKind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** A failure of that kind; {@code cause} must hold no secret either. */
    protected FailureException(FailureKind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** The kind, which callers tell apart. */
    public FailureKind kind() {
        return kind;
    }

    /** The reason alone, without the call that failed where the message names one. */
    public String why() {
        return String.valueOf(getMessage());
    }

    /** The reason of any failure. */
    public static String why(Exception failure) {
        return failure instanceof FailureException foreseen ? foreseen.why() : String.valueOf(failure.getMessage());
    }
}
