/**
 * The functions on AWS Lambda: events in, answers out. One {@code function.zip} holds all of them;
 * {@code QUARKUS_FUNQY_EXPORT} says which one runs.
 *
 * <p>The decision that shaped it: a function opens no port, starts no schedule, and reads credentials and tokens inside
 * the invocation, never when it starts or is frozen.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.lambda;

import org.jspecify.annotations.NullMarked;
