/**
 * A GitHub in this process, on a loopback port, with real keys and a memory: for the demo and for stateful tests. May use seal and Jackson; nothing but the demo imports it.
 *
 * <p>The decision that shaped it: it enforces GitHub's published rules (permissions, limits, redirects) instead of scripting answers, so that a demo or a test cannot agree with itself alone.
 */
@NullMarked
package io.github.ccatobs.pat.sandbox;

import org.jspecify.annotations.NullMarked;
