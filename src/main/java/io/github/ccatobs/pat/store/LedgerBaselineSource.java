package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.audit.BaselineSource;
import io.github.ccatobs.pat.audit.BaselineSource.HandedOut;
import io.github.ccatobs.pat.audit.BaselineSource.HandedOut.HandedOutToken;
import io.github.ccatobs.pat.audit.RotationBaseline;
import io.github.ccatobs.pat.audit.RotationBaseline.RememberedTime;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationSettings;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the baseline of audits from the rotations' store. */
@ApplicationScoped
class LedgerBaselineSource implements BaselineSource {

    private final RotationSettings settings;
    private final RotationStore store;

    LedgerBaselineSource(RotationSettings settings, RotationStore store) {
        this.settings = settings;
        this.store = store;
    }

    @Override
    public RotationBaseline of(SecretName secret) {
        return new RotationBaseline(
                store.ledger(secret).stream()
                        .collect(Collectors.toMap(LedgerEntry::repository, LedgerBaselineSource::written)),
                store.lastComplete(secret).map(this::began));
    }

    private static RememberedTime written(LedgerEntry entry) {
        var write = entry.gitHubAt()
                .map(RememberedTime::byGitHubClock)
                .orElseGet(() -> RememberedTime.byLocalClock(entry.at()));
        return entry.isConfirmed() ? write : write.unconfirmed();
    }

    private RememberedTime began(RotationHeader head) {
        return store.find(head.id())
                .flatMap(Rotation::startedByGitHubClock)
                .map(RememberedTime::byGitHubClock)
                .orElseGet(() -> RememberedTime.byLocalClock(head.startedAt()));
    }

    @Override
    public HandedOut handedOut(SecretName secret) {
        try {
            return new HandedOut.Known(last(secret), underWay(secret));
        } catch (RotationStore.StoreUnavailableException e) {
            return new HandedOut.HistoryUnreadable(String.valueOf(e.getMessage()));
        }
    }

    /** The ledger knows the last write, by GitHub's clock, also when a rotation of an older token was taken up again. */
    private Optional<HandedOutToken> last(SecretName secret) {
        return store.ledger(secret).stream()
                .max(LedgerEntry.BY_TIME)
                .map(LedgerEntry::fingerprint)
                .flatMap(fingerprint -> store.find(secret, fingerprint))
                .map(Rotation::head)
                .map(head -> new HandedOutToken(head.fingerprint(), head.tokenExpiry(), head.startedAt()));
    }

    private Optional<Fingerprint> underWay(SecretName secret) {
        return store.newest(RotationStore.SEARCH_LIMIT).stream()
                .filter(head -> head.secret().equals(secret))
                .filter(head -> head.state() == RotationState.RUNNING || head.state() == RotationState.WAITING)
                .map(RotationHeader::fingerprint)
                .findFirst();
    }

    @Override
    public Duration settle() {
        return settings.settle();
    }
}
