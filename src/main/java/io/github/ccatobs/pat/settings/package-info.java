/**
 * How settings are read, whichever feature they belong to: durations have a unit, numbers have ASCII digits, and names that
 * mean nothing are reported. It uses {@code domain} alone.
 */
@NullMarked
package io.github.ccatobs.pat.settings;

import org.jspecify.annotations.NullMarked;
