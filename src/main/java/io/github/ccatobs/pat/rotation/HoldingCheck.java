package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.GitHub;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.SecretListing;
import io.github.ccatobs.pat.github.Together;
import io.github.ccatobs.pat.rotation.HoldingReport.Holding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads from GitHub what the ledger calls done: one call for each repository, the one that audits make, and one more for
 * a repository that has moved.
 */
final class HoldingCheck {

    private final GitHub gitHub;
    private final SecretName secret;
    private final HoldingRule rule;

    HoldingCheck(GitHub gitHub, SecretName secret, HoldingRule rule) {
        this.gitHub = gitHub;
        this.secret = secret;
        this.rule = rule;
    }

    /**
     * Reads each repository of {@code entries}; once {@code over} holds, the others count as unreadable.
     *
     * @throws GitHubException when the credential is rejected, or a limit leaves the answer open
     */
    HoldingReport read(List<LedgerEntry> entries, BooleanSupplier over) {
        Map<RepositoryName, LedgerEntry> ledger = entries.stream()
                .collect(Collectors.toMap(
                        LedgerEntry::repository, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        return new HoldingReport(Together.each(
                        List.copyOf(ledger.values()),
                        entry -> over.getAsBoolean() ? new Holding.Unreadable("there was no time for it") : read(entry))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        seen -> seen.getKey().repository(),
                        Map.Entry::getValue,
                        (one, other) -> one,
                        LinkedHashMap::new)));
    }

    private Holding read(LedgerEntry entry) {
        try {
            var listing = gitHub.secrets(entry.repository());
            return anotherOwner(entry.repository(), listing)
                    .<Holding>map(Holding.Unreadable::new)
                    .orElseGet(() -> rule.judge(entry, listing.find(secret)));
        } catch (GitHubException failure) {
            return about(failure);
        }
    }

    private Optional<String> anotherOwner(RepositoryName repository, SecretListing listing) {
        if (!listing.moved()) {
            return Optional.empty();
        }
        var today = gitHub.repository(repository).name();
        return today.hasOwnerOf(repository)
                ? Optional.empty()
                : Optional.of(GitHubException.Transferred.why(repository, today));
    }

    /** What concerns one repository is said of it; what concerns all of them ends the check. */
    private static Holding about(GitHubException failure) {
        return switch (failure) {
            case GitHubException.CredentialRejected rejected -> throw rejected;
            case GitHubException.Limited limited -> throw limited;
            case GitHubException.NotFound gone -> new Holding.Unreadable(gone.why());
            case GitHubException.Forbidden forbidden -> new Holding.Unreadable(forbidden.why());
            case GitHubException.Transferred transferred -> new Holding.Unreadable(transferred.why());
            case GitHubException.Invalid invalid -> new Holding.Unreadable(invalid.why());
            case GitHubException.Unavailable unavailable -> new Holding.Unreadable(unavailable.why());
        };
    }
}
