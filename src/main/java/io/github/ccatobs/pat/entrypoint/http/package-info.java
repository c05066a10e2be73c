/**
 * The server of {@code serve}: who may come in, how much they may send and how slowly, and what is answered besides the
 * API, namely health and metrics. May use domain, github, audit and rotation, and of the entry points api and watch.
 *
 * <p>The decision that shaped it: the server is Netty and its HTTP codec, which {@code serve} opens and no other command. A
 * server above it (Vert.x) loses the end of a connection that is cut at a bad moment, drops one of two lengths, and reads on
 * after a refusal. Who asks is settled before a body is read, and what is asked is answered on a virtual thread.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.http;

import org.jspecify.annotations.NullMarked;
