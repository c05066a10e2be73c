package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.Parallel;
import io.github.ccatobs.pat.rotation.LedgerVerification.Holding;
import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads from GitHub what the ledger calls done: one call for each repository, the one that audits make, and one more for
 * a repository that has moved.
 */
final class LedgerVerifier {

    private final GitHubClient gitHub;
    private final SecretName secret;
    private final Duration settle;
    private final Instant now;

    LedgerVerifier(GitHubClient gitHub, SecretName secret, Duration settle, Instant now) {
        this.gitHub = gitHub;
        this.secret = secret;
        this.settle = settle;
        this.now = now;
    }

    /**
     * Reads each repository of {@code entries}; once {@code over} holds, the others count as unreadable.
     *
     * @throws GitHubException when the credential is rejected, or a limit leaves the answer open
     */
    LedgerVerification read(List<LedgerEntry> entries, BooleanSupplier over) {
        return read(entries, Map.of(), over);
    }

    /** The same, but does not ask for those of {@code known}, which holds the times that their secrets showed before. */
    LedgerVerification read(List<LedgerEntry> entries, Map<RepositoryName, Instant> known, BooleanSupplier over) {
        Map<RepositoryName, RepositoryName> today = new ConcurrentHashMap<>();
        Map<RepositoryName, LedgerEntry> ledger = entries.stream()
                .collect(Collectors.toMap(
                        LedgerEntry::repository, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        Map<RepositoryName, Holding> seen = new LinkedHashMap<>();
        Parallel.each(List.copyOf(ledger.values()), entry -> Optional.ofNullable(known.get(entry.repository()))
                        .<Holding>map(Holding.Held::new)
                        .orElseGet(() -> over.getAsBoolean()
                                ? new Holding.HoldingUnreadable("the time for it was used up")
                                : read(entry, today)))
                .forEach((entry, holding) -> seen.put(entry.repository(), holding));
        return new LedgerVerification(seen, today);
    }

    private Holding read(LedgerEntry entry, Map<RepositoryName, RepositoryName> today) {
        try {
            var listing = gitHub.secrets(entry.repository());
            if (listing.moved()) {
                today.put(
                        entry.repository(),
                        gitHub.repository(entry.repository()).name());
            }
            return anotherOwner(entry.repository(), today)
                    .<Holding>map(Holding.HoldingUnreadable::new)
                    .orElseGet(() -> new HoldingRule(
                                    settle, now, listing.answeredAt().or(() -> gitHub.gitHubClock()
                                            .atIfKnown(now)))
                            .judge(entry, listing.find(secret)));
        } catch (GitHubException failure) {
            return about(failure);
        }
    }

    private static Optional<String> anotherOwner(RepositoryName repository, Map<RepositoryName, RepositoryName> today) {
        return Optional.ofNullable(today.get(repository))
                .filter(name -> !name.hasOwnerOf(repository))
                .map(name -> GitHubException.RepositoryTransferredException.why(repository, name));
    }

    /** A failure of one repository is reported for it; one that concerns all of them ends the check. */
    private static Holding about(GitHubException failure) {
        return switch (failure) {
            case GitHubException.CredentialRejectedException rejected -> throw rejected;
            case GitHubException.RateLimitedException limited -> throw limited;
            case GitHubException.NotFoundException gone -> new Holding.HoldingUnreadable(gone.why());
            case GitHubException.ForbiddenException forbidden -> new Holding.HoldingUnreadable(forbidden.why());
            case GitHubException.RepositoryTransferredException transferred ->
                new Holding.HoldingUnreadable(transferred.why());
            case GitHubException.GitHubValidationException invalid -> new Holding.HoldingUnreadable(invalid.why());
            case GitHubException.GitHubUnavailableException unavailable ->
                new Holding.HoldingUnreadable(unavailable.why());
        };
    }

    /**
     * Whether a secret is still the one that the ledger says we wrote. Pure.
     *
     * @param settle how long reads may lag writes
     * @param now by our own clock, for how long ago a write was of which GitHub's time is unknown
     * @param gitHubTime the same by GitHub's, as far as it is known
     */
    record HoldingRule(Duration settle, Instant now, Optional<Instant> gitHubTime) {

        /** Judges a secret that GitHub dates {@code updatedAt}, or that it does not list when that is empty. */
        Holding judge(LedgerEntry entry, Optional<Instant> updatedAt) {
            return updatedAt.map(shown -> judge(entry, shown)).orElseGet(Holding.Deleted::new);
        }

        private Holding judge(LedgerEntry entry, Instant shown) {
            var written = entry.writtenAt();
            if (shown.isAfter(written.plus(settle))) {
                return new Holding.WrittenLater(shown);
            }
            boolean isOlder = shown.isBefore(written.minus(tolerance(entry)));
            return isOlder && !mayStillCome(entry) ? new Holding.NotTaken(shown) : new Holding.Held(shown);
        }

        /** Two moments of GitHub's lie close together; where only our own is known, they lie as far apart as the clocks. */
        private Duration tolerance(LedgerEntry entry) {
            return entry.gitHubAt().isPresent() ? WriteProof.TOLERANCE : settle;
        }

        private boolean mayStillCome(LedgerEntry entry) {
            return entry.gitHubAt()
                    .flatMap(written -> gitHubTime.map(at -> at.isBefore(written.plus(settle))))
                    .orElseGet(() -> now.isBefore(entry.at().plus(settle)));
        }
    }
}
