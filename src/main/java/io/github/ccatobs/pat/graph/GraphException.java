package io.github.ccatobs.pat.graph;

import java.io.Serial;

/**
 * The graph cannot be read. The message names the file, line and column where there are any, what came and what was
 * expected, and is fit to be shown as it is.
 */
public final class GraphException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1;

    private GraphException(String message) {
        super(message);
    }

    /** Blames a place inside the file: {@code FILE:LINE:COLUMN: message}. */
    static GraphException at(SourceLocation location, String message) {
        return new GraphException(location + ": " + message);
    }

    /** Blames the file as a whole, when nothing of it could be read: {@code FILE: message}. */
    static GraphException of(String origin, String message) {
        return new GraphException(origin + ": " + message);
    }
}
