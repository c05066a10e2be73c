/**
 * How settings are read, whichever feature they belong to: durations have a unit, numbers ASCII digits, and names that mean nothing are said.
 * It uses {@code domain} alone.
 */
@NullMarked
package io.github.ccatobs.pat.settings;

import org.jspecify.annotations.NullMarked;
