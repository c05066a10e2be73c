package io.github.ccatobs.pat.entrypoint.api;

import jakarta.enterprise.context.ApplicationScoped;

/** Makes the API for each entry point, with a job launcher of its own. */
@ApplicationScoped
public class ApiFactory {

    private final RotationResource rotations;
    private final AuditResource audits;
    private final TokenResource token;

    ApiFactory(RotationResource rotations, AuditResource audits, TokenResource token) {
        this.rotations = rotations;
        this.audits = audits;
        this.token = token;
    }

    /** The API whose long work {@code jobs} does. */
    public ApiRouter over(JobLauncher jobs) {
        return new ApiRouter(rotations, audits, token, jobs);
    }
}
