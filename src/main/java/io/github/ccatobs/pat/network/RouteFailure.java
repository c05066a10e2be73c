package io.github.ccatobs.pat.network;

/**
 * A failure on the way to a server, before the server could answer.
 *
 * @param why in words, naming the proxy if it was the proxy's
 * @param isPermanent whether to try again is useless
 */
public record RouteFailure(String why, boolean isPermanent) {}
