package io.github.ccatobs.pat.graph;

/**
 * The bytes of a graph file and the name by which messages call it. It promises to hold no more than {@value #LIMIT}
 * bytes; it does not promise that they are text.
 */
public final class GraphContent {

    /**
     * The size of the largest file that is read, in bytes: 1 MiB, which is also all that GitHub's contents API
     * promises.
     */
    public static final int LIMIT = 1 << 20;

    private final String origin;
    private final byte[] content;

    /**
     * Copies {@code content}.
     *
     * @param origin the file as the operator named it
     * @throws GraphException when the content is larger than {@link #LIMIT}
     */
    public GraphContent(String origin, byte[] content) {
        if (content.length > LIMIT) {
            throw tooLarge(origin);
        }
        this.origin = origin;
        this.content = content.clone();
    }

    /**
     * The refusal of a file that is larger than {@link #LIMIT}, for those who find out before they have read it all.
     */
    static GraphException tooLarge(String origin) {
        return GraphException.of(origin, "the file is larger than 1 MiB; expected a dependency graph of at most that");
    }

    /** The file as the operator named it. */
    public String origin() {
        return origin;
    }

    /** A copy of the bytes. */
    public byte[] content() {
        return content.clone();
    }

    @Override
    public String toString() {
        return origin + " (" + content.length + " bytes)";
    }
}
