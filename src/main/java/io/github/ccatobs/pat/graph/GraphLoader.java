package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.GitHubException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Loads the graph from where it is kept, and reads it. */
@ApplicationScoped
public class GraphLoader {

    private final GraphSettings settings;
    private final GitHubClientFactory clients;

    GraphLoader(GraphSettings settings, GitHubClientFactory clients) {
        this.settings = settings;
        this.clients = clients;
    }

    /** The same for another GitHub, whose graph is {@code graph} whatever the source. */
    public GraphLoader withGraph(DependencyGraph graph) {
        return new GraphLoader(settings, clients) {
            @Override
            public DependencyGraph load(GraphSource source, Supplier<GitHubClient> gitHub) {
                return graph;
            }
        };
    }

    /**
     * Loads {@code source}; {@code gitHub} is only opened for a graph kept in a repository.
     *
     * @throws GraphException when the graph is not there or cannot be read
     * @throws GitHubException when GitHub cannot say whether it is there
     */
    public DependencyGraph load(GraphSource source, Supplier<GitHubClient> gitHub) {
        var reader = new GraphReader(
                settings.organization(),
                settings.orchestrator(),
                AllowedOwners.of(settings.owners(), settings.organization()),
                () -> clients.apiUrl().webHost());
        return reader.read(
                switch (source) {
                    case GraphSource.LocalFile local -> LocalGraphFile.read(local);
                    case GraphSource.RemoteFile remote -> download(remote, gitHub.get());
                });
    }

    private static GraphContent download(GraphSource.RemoteFile remote, GitHubClient gitHub) {
        try {
            return new GraphContent(remote.toString(), gitHub.file(remote.repository(), remote.path(), remote.ref()));
        } catch (GitHubException.NotFoundException e) {
            throw GraphException.of(
                    remote.toString(), "there is no such file, or " + gitHub.credentialSource() + " may not see it");
        }
    }
}
