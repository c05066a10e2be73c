/**
 * Writes one token to every repository: prepare, fan out, record, resume, verify. May use domain, settings, graph, github,
 * seal and token; where rotations are kept ({@link io.github.ccatobs.pat.rotation.RotationStore}) and who tells people of them
 * ({@link io.github.ccatobs.pat.rotation.RotationNotifier}) are ports.
 *
 * <p>{@link io.github.ccatobs.pat.rotation.RotationPreparation} does everything before the first write, {@link
 * io.github.ccatobs.pat.rotation.Rotator} one run, and {@link io.github.ccatobs.pat.rotation.RotationService} is what commands,
 * the service, calls and functions use.
 *
 * <p>The decision that shaped it: progress is a fact in the store. Each outcome is recorded as soon as it is known,
 * bound to the fingerprint of the token, so that a run may die at any moment and the next one does only the rest.
 */
@NullMarked
package io.github.ccatobs.pat.rotation;

import org.jspecify.annotations.NullMarked;
