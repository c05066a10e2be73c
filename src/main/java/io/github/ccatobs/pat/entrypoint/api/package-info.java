/**
 * The HTTP API, independent of its transport: {@code serve} and API Gateway pass the same requests in and carry the
 * same answers out.
 *
 * <p>The decision that shaped it: an answer is a function of a request, and knows no server; who the caller is has been
 * settled before.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.api;

import org.jspecify.annotations.NullMarked;
