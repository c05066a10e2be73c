/**
 * Observes every repository and judges what was seen. May use domain, graph and github.
 *
 * <p>The decision that shaped it: rules are pure functions over observations, and a repository that could not be read
 * is an observation of its own.
 */
@NullMarked
package io.github.ccatobs.pat.audit;

import org.jspecify.annotations.NullMarked;
