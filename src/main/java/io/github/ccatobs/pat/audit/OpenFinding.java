package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A finding that is there, and since when.
 *
 * @param repository the repository it is about; empty for the token and the graph
 * @param since when an audit first saw it
 * @param detail more about it in words; may be empty
 * @param confirmed whether the last audit saw it too; not when it could not, or did not, look there
 * @param isRevocationRefused whether GitHub did not revoke the old token, which it is about, when it was asked to
 */
public record OpenFinding(
        FindingKind kind,
        Optional<RepositoryName> repository,
        Instant since,
        String detail,
        boolean confirmed,
        boolean isRevocationRefused) {

    /** One without a refused revocation. */
    public OpenFinding(
            FindingKind kind, Optional<RepositoryName> repository, Instant since, String detail, boolean confirmed) {
        this(kind, repository, since, detail, confirmed, false);
    }

    /** Whether an exception for one of {@code repositories} hides it; it is then neither open nor resolved. */
    public boolean isAccepted(Set<RepositoryName> repositories) {
        return kind != FindingKind.TRANSFERRED
                && repository.filter(repositories::contains).isPresent();
    }

    /** Two findings with the same are the same thing, first seen and seen again. */
    record Identity(FindingKind kind, Optional<RepositoryName> repository, String detail) {}

    static OpenFinding of(Finding finding, Instant since) {
        boolean isRevocationRefused = finding instanceof Finding.OldTokenFinding old && old.isRefused();
        return new OpenFinding(finding.kind(), finding.where(), since, finding.detail(), true, isRevocationRefused);
    }

    OpenFinding unconfirmed() {
        return new OpenFinding(kind, repository, since, detail, false, isRevocationRefused);
    }

    /** The same, first seen at {@code first} and again by the last audit. */
    OpenFinding confirmedSince(Instant first) {
        return new OpenFinding(kind, repository, first, detail, true, isRevocationRefused);
    }

    /**
     * A finding about a repository is the same whatever its detail says, and so is what needs the old token from night to night;
     * the token and the graph have only a detail.
     */
    Identity identity() {
        boolean isOneOnly =
                repository.isPresent() || kind == FindingKind.OLD_TOKEN_NEEDED || kind == FindingKind.OLD_TOKEN_REVOKED;
        return new Identity(kind, repository, isOneOnly ? "" : detail);
    }
}
