/**
 * Decides whether the token of an earlier rotation is still needed, and revokes it when it is not. May use domain, settings,
 * graph, github, token, audit and rotation.
 *
 * <p>The decision that shaped it: only the gate makes the type that can be revoked, and it makes none while anything is
 * open or unknown ({@code docs/decisions/0015}).
 */
@NullMarked
package io.github.ccatobs.pat.retirement;

import org.jspecify.annotations.NullMarked;
