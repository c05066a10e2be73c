/**
 * The long-running service: the HTTP server of the API, the schedule of audits and rotations, health and metrics. May use
 * domain, settings, graph, github, token, audit, rotation and notification, and the entry points api, json and page.
 *
 * <p>The decisions that shaped it: the server is Netty and its HTTP codec, which {@code serve} opens and no other command. A
 * server above it (Vert.x) misses the end of a connection that is cut at a bad moment, drops one of two lengths, and reads
 * on after a refusal. A caller is authenticated before a body is read, and requests are answered on virtual threads. One
 * runner for audits and one for each rotation serve the schedule, a call and a restart alike; the store tells them the work
 * that is due, so nothing is lost with the process.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.serve;

import org.jspecify.annotations.NullMarked;
