package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.RepositoryName;

/**
 * A repository that a graph file lists and leaves out. It prints on one line, place first.
 *
 * @param repository which one
 * @param place of the word that leaves it out
 * @param reason that word and its value
 */
public record ExcludedRepository(RepositoryName repository, SourceLocation place, String reason) {

    @Override
    public String toString() {
        return place + ": " + repository + " is left out: " + reason;
    }
}
