package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.github.GitHubClientFactory;

/** Makes loaders for tests of other packages. */
public final class TestGraphLoaders {

    private TestGraphLoaders() {}

    /** A loader by {@code settings}. */
    public static GraphLoader loader(GraphSettings settings, GitHubClientFactory clients) {
        return new GraphLoader(settings, clients);
    }
}
