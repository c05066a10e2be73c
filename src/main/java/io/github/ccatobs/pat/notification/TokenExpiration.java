package io.github.ccatobs.pat.notification;

import java.time.Instant;
import java.util.Optional;

/**
 * The end of the token.
 *
 * @param at when it ends
 * @param login whose it is, if GitHub said
 */
public record TokenExpiration(Instant at, Optional<String> login) {}
