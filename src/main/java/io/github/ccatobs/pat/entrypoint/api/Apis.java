package io.github.ccatobs.pat.entrypoint.api;

import jakarta.enterprise.context.ApplicationScoped;

/** Makes the API for whoever carries requests: each of them has a background of its own. */
@ApplicationScoped
public class Apis {

    private final RotationCalls rotations;
    private final AuditCalls audits;

    Apis(RotationCalls rotations, AuditCalls audits) {
        this.rotations = rotations;
        this.audits = audits;
    }

    /** The API whose long work {@code background} does. */
    public Api over(Background background) {
        return new Api(rotations, audits, background);
    }
}
