package io.github.ccatobs.pat.entrypoint.lambda;

import io.github.ccatobs.pat.audit.AuditLauncher;
import io.github.ccatobs.pat.entrypoint.api.Background;
import io.github.ccatobs.pat.rotation.RotationHead;
import io.github.ccatobs.pat.rotation.RotationLauncher;

/** The background of a function that must end with its answer: others are asked to do the work. */
final class Elsewhere implements Background {

    private final RotationLauncher rotations;
    private final AuditLauncher audits;

    Elsewhere(RotationLauncher rotations, AuditLauncher audits) {
        this.rotations = rotations;
        this.audits = audits;
    }

    @Override
    public void rotate(RotationHead rotation) {
        try {
            rotations.launch(rotation);
        } catch (RotationLauncher.Unavailable nobody) {
            throw new Unavailable(String.valueOf(nobody.getMessage()));
        }
    }

    @Override
    public boolean audit() {
        try {
            audits.launch();
            return true;
        } catch (AuditLauncher.Unavailable nobody) {
            throw new Unavailable(String.valueOf(nobody.getMessage()));
        }
    }
}
