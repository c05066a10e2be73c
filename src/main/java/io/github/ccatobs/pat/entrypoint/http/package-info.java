/**
 * The server of {@code serve}: who may come in, how much they may send and how slowly, and what is answered besides the
 * API, namely health and metrics. May use domain, github, audit and rotation, and of the entry points api and watch.
 *
 * <p>The decision that shaped it: the server is Vert.x itself, opened when {@code serve} asks and never otherwise; who
 * asks is settled before anything else is looked at, and what is asked is answered on a virtual thread.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.http;

import org.jspecify.annotations.NullMarked;
