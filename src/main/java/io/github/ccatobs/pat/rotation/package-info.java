/**
 * Hands one token to every repository: preflight, fan out, record, resume, verify. May use domain, graph, github, seal
 * and token; where rotations are kept is a port.
 *
 * <p>The decision that shaped it: progress is a fact in the store. Each outcome is recorded as soon as it is known,
 * bound to the fingerprint of the token, so that a run may die at any moment and the next one does only the rest.
 */
@NullMarked
package io.github.ccatobs.pat.rotation;

import org.jspecify.annotations.NullMarked;
