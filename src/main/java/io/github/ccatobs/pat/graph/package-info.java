/**
 * Which repositories need the secret and in which order: where the graph file comes from, how it is read, what it says.
 * May use domain, and github for a graph kept in a repository.
 *
 * <p>The decision that shaped it: another team writes the file. Many shapes are accepted, and what cannot be read is
 * explained with file, line and column.
 *
 * <p>The way of a file: {@link io.github.ccatobs.pat.graph.GraphSource} says where it is, {@link
 * io.github.ccatobs.pat.graph.GraphContent} holds its bytes, {@link io.github.ccatobs.pat.graph.GraphReader} turns them
 * into a {@link io.github.ccatobs.pat.graph.DependencyGraph}: YAML, then shape, then names, then order.
 */
@NullMarked
package io.github.ccatobs.pat.graph;

import org.jspecify.annotations.NullMarked;
