package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryAliases;

/**
 * One run of a rotation.
 *
 * @param request what to write
 * @param clients who calls GitHub
 * @param store where it is recorded
 * @param stopSignal what ends it early
 * @param listener who hears of it
 */
public record RotationRun(
        RotationRequest request,
        RotationClients clients,
        RotationStore store,
        StopSignal stopSignal,
        RotationListener listener) {

    /** The same, but each repository under one of its names. */
    RotationRun without(RepositoryAliases aliases) {
        return new RotationRun(request.without(aliases), clients, store, stopSignal, listener);
    }
}
