package io.github.ccatobs.pat.entrypoint.watch;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notification.Notifier;
import io.github.ccatobs.pat.notification.RotationNotifications;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationService;
import io.github.ccatobs.pat.rotation.RotationStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** The rotation that nobody watches. */
@ApplicationScoped
public class UnattendedRotation {

    private static final Logger LOG = Logger.getLogger(UnattendedRotation.class);

    private final RotationService office;
    private final RotationNotifications news;

    UnattendedRotation(RotationService office, RotationNotifications news) {
        this.office = office;
        this.news = news;
    }

    /**
     * Runs one slice of a rotation, and tells people how it stands when that is news.
     *
     * @return how it stands then
     * @throws IllegalArgumentException when there is no such rotation, or its token is not from the vault
     * @throws RotationStore.StoreUnavailableException when nothing can be recorded
     */
    public RotationHeader slice(RotationId id, Duration budget) {
        return slice(id, budget, () -> false);
    }

    /** The same, but once {@code over} holds the slice ends early, recorded, and may go on at once. */
    public RotationHeader slice(RotationId id, Duration budget, BooleanSupplier over) {
        catchUp();
        var head = office.slice(id, budget, over);
        catchUp();
        return head;
    }

    /** Tells people what they were not told yet. That they cannot be told stops no rotation: it is told the next time. */
    public void catchUp() {
        try {
            news.catchUp(secret());
        } catch (Notifier.NotificationFailedException | RotationStore.StoreUnavailableException untold) {
            LOG.error(untold.getMessage());
        }
    }

    /** The secret that is rotated. */
    public SecretName secret() {
        return office.secret();
    }
}
