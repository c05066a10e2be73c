/**
 * What schedule, HTTP and functions have in common: the night's audit and the slices of a rotation, which nobody watches,
 * and what people hear of them.
 *
 * <p>The decision that shaped it: an entry point calls one method here; whether an hour or a person called makes no
 * difference to what is done and told.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.watch;

import org.jspecify.annotations.NullMarked;
