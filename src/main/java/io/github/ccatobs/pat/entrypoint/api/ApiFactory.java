package io.github.ccatobs.pat.entrypoint.api;

import jakarta.enterprise.context.ApplicationScoped;

/** Makes the API for each entry point, with a job launcher of its own. */
@ApplicationScoped
public class ApiFactory {

    private final RotationResource rotations;
    private final AuditResource audits;

    ApiFactory(RotationResource rotations, AuditResource audits) {
        this.rotations = rotations;
        this.audits = audits;
    }

    /** The API whose long work {@code jobs} does. */
    public ApiRouter over(JobLauncher jobs) {
        return new ApiRouter(rotations, audits, jobs);
    }
}
