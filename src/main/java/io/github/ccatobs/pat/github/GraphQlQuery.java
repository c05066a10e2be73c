package io.github.ccatobs.pat.github;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A GraphQL query, as JSON the body of its request. Names stand in the variables, never in the text.
 *
 * @param query the text
 * @param variables by the names that the text declares; one that is left out is null
 */
record GraphQlQuery(String query, Map<String, String> variables) {

    /** Copies, keeping the order. */
    GraphQlQuery {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
