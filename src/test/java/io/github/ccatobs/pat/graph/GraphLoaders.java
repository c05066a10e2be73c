package io.github.ccatobs.pat.graph;

/** Makes loaders for tests of other packages. */
public final class GraphLoaders {

    private GraphLoaders() {}

    /** A loader by {@code settings}. */
    public static GraphLoader loader(GraphSettings settings) {
        return new GraphLoader(settings);
    }
}
