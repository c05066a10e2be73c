package io.github.ccatobs.pat.entrypoint.lambda;

import io.github.ccatobs.pat.rotation.RotationReport;

/**
 * How a rotation stands after a slice.
 *
 * @param state as in every document: {@code running}, {@code waiting}, {@code complete} and so on
 * @param waitSeconds after how many seconds the next slice has something to do; zero when there is none
 */
public record RotateResult(String rotationId, String state, long waitSeconds, RotationReport.RotationSummary summary) {}
