package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The query that describes up to {@value #SIZE} repositories, each under an alias, {@code r0} the first.
 *
 * @param items the repositories, in the order of the aliases
 */
record BatchQuery(List<BatchItem> items, boolean withEnvironments) {

    /** Repositories in a query. */
    static final int SIZE = 100;

    private static final String FIELDS = "nameWithOwner isArchived isDisabled isLocked isPrivate viewerPermission";

    /** Copies. */
    BatchQuery {
        items = List.copyOf(items);
    }

    /**
     * One repository of a query.
     *
     * @param cursor after which page of its environments to continue; empty for the first
     */
    record BatchItem(RepositoryName name, Optional<String> cursor) {}

    static String alias(int index) {
        return "r" + index;
    }

    GraphQlQuery toQuery() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            variables.put("o" + i, item.name().owner());
            variables.put("n" + i, item.name().name());
            String cursor = "c" + i;
            item.cursor().ifPresent(value -> variables.put(cursor, value));
        }
        String text =
                each(i -> "$o" + i + ":String!,$n" + i + ":String!" + (withEnvironments ? ",$c" + i + ":String" : ""));
        return new GraphQlQuery(
                "query(" + text + "){rateLimit{cost limit remaining resetAt}" + each(this::selection) + "}", variables);
    }

    private String selection(int i) {
        String environments = withEnvironments
                ? " environments(first:" + Paginator.SIZE + ",after:$c" + i
                        + "){totalCount pageInfo{hasNextPage endCursor} nodes{name}}"
                : "";
        return alias(i) + ":repository(owner:$o" + i + ",name:$n" + i + ",followRenames:true){" + FIELDS + environments
                + "}";
    }

    private String each(IntFunction<String> part) {
        return IntStream.range(0, items.size()).mapToObj(part).collect(Collectors.joining(","));
    }

    /** Its two halves. */
    List<BatchQuery> halves() {
        int middle = items.size() / 2;
        return List.of(
                new BatchQuery(items.subList(0, middle), withEnvironments),
                new BatchQuery(items.subList(middle, items.size()), withEnvironments));
    }
}
