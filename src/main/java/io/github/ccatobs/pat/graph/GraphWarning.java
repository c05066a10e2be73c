package io.github.ccatobs.pat.graph;

/**
 * Something in a graph file that its owner should look at, though the file could be read. It prints on one line, place
 * first.
 *
 * @param place where it stands
 * @param message what is odd and how it was read
 */
public record GraphWarning(SourceLocation place, String message) {

    @Override
    public String toString() {
        return place + ": " + message;
    }
}
