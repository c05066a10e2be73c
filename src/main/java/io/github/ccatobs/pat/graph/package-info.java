/**
 * Which repositories need the secret and in which order: where the graph file comes from, how it is read, what it says. May use domain, and github for a graph kept in a repository.
 *
 * <p>The decision that shaped it: the file is somebody else's. Many shapes are accepted, and what cannot be read is explained with file, line and column.
 */
@NullMarked
package io.github.ccatobs.pat.graph;

import org.jspecify.annotations.NullMarked;
