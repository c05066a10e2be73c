package io.github.ccatobs.pat.entrypoint.watch;

import io.github.ccatobs.pat.rotation.RotationHead;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationOffice;
import io.github.ccatobs.pat.rotation.RotationStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The rotation that nobody watches. */
@ApplicationScoped
public class RotationWatch {

    private final RotationOffice office;

    RotationWatch(RotationOffice office) {
        this.office = office;
    }

    /**
     * Runs one slice of a rotation, and tells people how it stands when that is news.
     *
     * @return how it stands then
     * @throws IllegalArgumentException when there is no such rotation, or its token is not from the vault
     * @throws RotationStore.Unavailable when nothing can be recorded
     */
    public RotationHead slice(RotationId id, Duration budget) {
        return office.slice(id, budget);
    }
}
