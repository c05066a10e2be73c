package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.ArrayList;
import java.util.function.Supplier;

/**
 * Reads a dependency graph in the shapes people write it. The same bytes always give the same graph.
 *
 * <p>Repositories stand in any mixture of
 *
 * <ul>
 *   <li>{@code repos:}, {@code repositories:} or {@code nodes:}, as a mapping whose keys are repositories, or a list of
 *       names or of mappings with {@code repo}, {@code repository}, {@code github}, {@code full_name} or {@code name};
 *   <li>{@code groups:} or {@code deploy_groups:}, each group holding any of these;
 *   <li>with none of those keys, a top-level mapping whose values are mappings: its keys are repositories, or groups
 *       where the value holds {@code repos:}. A mapping there, or in a group, is a repository when it is empty or holds a
 *       key that repositories have; names that files of other kinds use ({@code jobs}, {@code defaults}) are not. A part
 *       that is not read is a warning.
 * </ul>
 *
 * <p>A bare name belongs to the organisation; {@code owner/name} stands as it is, and an address ({@code url:}, {@code
 * repo:}, {@code git:}) says its owner and must be on this GitHub. In {@code db: {repo: acme/ops-db}} the member names the
 * repository and the key, like an {@code id}, is another name that dependencies and groups may use. {@code enabled:
 * false}, {@code disabled: true}, {@code archived: true} and {@code secret: false} leave a repository out.
 *
 * <p>Dependencies are {@code depends_on}, {@code dependencies}, {@code upstream(s)} and {@code needs}; the other way
 * round {@code downstream(s)}, {@code triggers} and {@code cross_group_trigger(s)}. They name repositories or groups,
 * and a group may have them too: then each of its repositories has. Outside the repositories they are a mapping of
 * repository to list. In all these words case, {@code _} and {@code -} make no difference.
 *
 * <p>YAML is read as text: {@code on}, {@code 0x1F} and {@code 1_0} are names as they stand.
 */
public final class GraphReader {

    private final String organization;
    private final RepositoryName orchestrator;
    private final AllowedOwners owners;
    private final Supplier<String> webHost;

    /**
     * Sets what the file does not say.
     *
     * @param organization owner of bare names
     * @param orchestrator bare or {@code owner/name}; always included
     * @param owners whose repositories the file may list
     * @param webHost where addresses in the file lead to, e.g. {@code github.com}; asked for only when there is one
     * @throws IllegalArgumentException when one of them is not a valid name on GitHub, or the orchestrator's owner is not
     *     allowed
     */
    public GraphReader(String organization, String orchestrator, AllowedOwners owners, Supplier<String> webHost) {
        this.organization = new RepositoryName(organization, "any").owner();
        this.orchestrator = RepositoryName.parse(orchestrator, organization);
        this.owners = owners;
        this.webHost = webHost;
        if (!owners.isOwnerOf(this.orchestrator)) {
            throw new IllegalArgumentException(
                    "ccat.pat.orchestrator is %s, but ccat.pat.owners allows %s only: add %s to it"
                            .formatted(this.orchestrator, owners, this.orchestrator.owner()));
        }
    }

    /**
     * Reads the graph.
     *
     * @throws GraphException naming file, line and column, what came and what was expected; also when it lists a
     *     repository of an owner that is not allowed
     */
    public DependencyGraph read(GraphContent text) {
        var warnings = new ArrayList<GraphWarning>();
        YamlValue root = new YamlConverter(text.origin()).convert(YamlDocument.compose(text));
        ExtractedEntries shape = ExtractedEntries.of(root, warnings);
        var names = new RepositoryNameResolver(organization, owners, webHost, warnings);
        return new GraphBuilder(orchestrator, names, warnings).assemble(shape);
    }
}
