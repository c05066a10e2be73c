/**
 * A GitHub in this process, on a loopback port, with real keys and a memory: for the demo and for stateful tests. May
 * use seal, Jackson and Vert.x; nothing but the demo imports it.
 *
 * <p>The decision that shaped it: it enforces GitHub's published rules (permissions, limits, redirects) instead of
 * scripting answers, so that a demo or a test cannot agree with itself alone.
 *
 * <p>Vert.x speaks HTTP here, because the JDK's own server dates every answer by the machine's clock, and GitHub's date
 * is what clients measure limits and writes by.
 */
@NullMarked
package io.github.ccatobs.pat.sandbox;

import org.jspecify.annotations.NullMarked;
