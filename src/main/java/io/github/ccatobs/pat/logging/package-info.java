/**
 * The filter that every log line passes before a handler writes it: secrets and control characters are left out. It uses
 * {@code domain} alone, and nothing uses it: Quarkus finds the filter by the name that {@code SecretFilterConfig} gives
 * to each handler.
 */
@NullMarked
package io.github.ccatobs.pat.logging;

import org.jspecify.annotations.NullMarked;
