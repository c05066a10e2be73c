package io.github.ccatobs.pat.graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Where the graph is and whose it is. */
@ConfigMapping(prefix = "ccat.pat")
public interface GraphSettings {

    /** The organisation, unless set. */
    String ORGANIZATION = "ccatobs";

    /** The orchestrator, unless set. */
    String ORCHESTRATOR = "system-integration";

    /** The graph file, unless set. */
    String GRAPH = "ci/dependency-graph.yml";

    /** The organisation that a bare repository name belongs to. */
    @WithDefault(ORGANIZATION)
    String organization();

    /**
     * The owners whose repositories may be written and audited, separated by commas; absent, the organisation alone. A
     * graph that lists a repository of another owner is refused. Each further owner gets the token when the graph says
     * so.
     */
    Optional<List<String>> owners();

    /** The repository that is always included and always first; a bare name or {@code owner/name}. */
    @WithDefault(ORCHESTRATOR)
    String orchestrator();

    /** Where the graph file is: a path, or {@code github:OWNER/REPO:PATH[@REF]}, which costs one call. */
    @WithDefault(GRAPH)
    String graph();
}
