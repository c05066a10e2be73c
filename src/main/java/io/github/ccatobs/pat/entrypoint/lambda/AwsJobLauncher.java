package io.github.ccatobs.pat.entrypoint.lambda;

import io.github.ccatobs.pat.audit.AuditLauncher;
import io.github.ccatobs.pat.entrypoint.api.JobLauncher;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationLauncher;

/** The background of a function that must end with its answer: others are asked to do the work. */
final class AwsJobLauncher implements JobLauncher {

    private final RotationLauncher rotations;
    private final AuditLauncher audits;

    AwsJobLauncher(RotationLauncher rotations, AuditLauncher audits) {
        this.rotations = rotations;
        this.audits = audits;
    }

    @Override
    public void rotate(RotationHeader rotation) {
        try {
            rotations.launch(rotation);
        } catch (RotationLauncher.RotationLauncherUnavailableException nobody) {
            throw new JobUnavailableException(String.valueOf(nobody.getMessage()));
        }
    }

    @Override
    public boolean audit() {
        try {
            audits.launch();
            return true;
        } catch (AuditLauncher.AuditLauncherUnavailableException nobody) {
            throw new JobUnavailableException(String.valueOf(nobody.getMessage()));
        }
    }
}
