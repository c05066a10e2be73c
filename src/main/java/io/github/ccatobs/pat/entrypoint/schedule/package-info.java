/**
 * What {@code serve} does by itself: the audit at its hour, and rotations that are due, on threads of this process. May
 * use domain, github, audit and rotation, and of the entry points api and watch.
 *
 * <p>The decision that shaped it: there is one gate for audits and one runner for each rotation, whether the hour, a
 * call or a restart asks; what is to be done is found in the store, so nothing is lost with the process.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.schedule;

import org.jspecify.annotations.NullMarked;
