/**
 * AWS as a place that keeps the token and other secrets, Secrets Manager, and as one that runs rotations and audits, Step
 * Functions and Lambda. Implements ports of token, audit and rotation; may use them, and nobody imports it.
 *
 * <p>The decision that shaped it: the SDK is opened when the first secret is asked for, so that a command that needs no
 * AWS neither loads it nor starts later, and nothing that AWS says is passed on in words other than our own.
 */
@NullMarked
package io.github.ccatobs.pat.aws;

import org.jspecify.annotations.NullMarked;
