package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.AcceptedException;
import io.github.ccatobs.pat.audit.AuditSettings;
import io.github.ccatobs.pat.audit.Memory;
import io.github.ccatobs.pat.audit.Standards;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.rotation.LedgerEntry;
import io.github.ccatobs.pat.rotation.RotationHead;
import io.github.ccatobs.pat.rotation.RotationSettings;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.Rotator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;

/** What an audit is held against: what rotations remember, and what the settings ask. */
@ApplicationScoped
class AuditBasis {

    private final AuditSettings settings;
    private final RotationSettings rotationSettings;
    private final GraphSettings graphSettings;
    private final Rotator rotator;
    private final RotationStore store;

    AuditBasis(
            AuditSettings settings,
            RotationSettings rotationSettings,
            GraphSettings graphSettings,
            Rotator rotator,
            RotationStore store) {
        this.settings = settings;
        this.rotationSettings = rotationSettings;
        this.graphSettings = graphSettings;
        this.rotator = rotator;
        this.store = store;
    }

    /** What our own rotations of {@code secret} remember. */
    Memory memory(SecretName secret) {
        return new Memory(
                store.ledger(secret).stream().collect(Collectors.toMap(LedgerEntry::repository, LedgerEntry::at)),
                rotator.lastComplete(secret, store).map(RotationHead::startedAt));
    }

    /**
     * What the settings ask.
     *
     * @throws IllegalArgumentException when an accepted repository has a name that is none
     */
    Standards standards() {
        return new Standards(
                rotationSettings.settle(),
                settings.maxAge(),
                settings.accept().entrySet().stream()
                        .collect(Collectors.toMap(
                                accepted -> RepositoryName.parse(accepted.getKey(), graphSettings.organization()),
                                accepted -> new AcceptedException(
                                        accepted.getValue().reason(),
                                        accepted.getValue().until()))));
    }
}
