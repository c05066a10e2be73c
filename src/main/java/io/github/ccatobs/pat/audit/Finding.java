package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.RotationBaseline.RememberedTime;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.EnvironmentName;
import io.github.ccatobs.pat.github.GitHubException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Something a person should know: about one repository, the token, the credential that reads, or the graph. */
public sealed interface Finding {

    /** About one repository. */
    sealed interface OfRepository extends Finding {

        /** The repository it is about. */
        RepositoryName repository();
    }

    /** The secret is not there. */
    record Missing(RepositoryName repository) implements OfRepository {}

    /**
     * The secret holds an older token: it was last written before the last complete rotation began, or before ccat-pat's own last
     * write, which GitHub does not show, or no longer, as after the restoration of a backup.
     *
     * @param since when the rotation began, or when ccat-pat wrote
     * @param isReverted whether GitHub does not show ccat-pat's write of {@code since}; otherwise the rotation began then
     */
    record Stale(RepositoryName repository, Instant updatedAt, RememberedTime since, boolean isReverted)
            implements OfRepository {}

    /** The secret was written after the last rotation wrote it, and not by ccat-pat, as far as GitHub confirmed that write. */
    record Overwritten(RepositoryName repository, Instant updatedAt, RememberedTime ourWrite) implements OfRepository {}

    /** The secret has not been written for long. */
    record Old(RepositoryName repository, Instant updatedAt) implements OfRepository {}

    /** The repository is gone, or the credential has no access; {@code reason} says which as far as GitHub does. */
    record Unreachable(RepositoryName repository, String reason) implements OfRepository {}

    /** The repository is read-only, so no rotation can reach it. For information. */
    record Archived(RepositoryName repository) implements OfRepository {}

    /** The repository is called {@code today} now; the graph should say so. For information. */
    record Renamed(RepositoryName repository, RepositoryName today) implements OfRepository {}

    /** The repository belongs to another owner, as {@code today}. It may hold a token of the organisation. */
    record Transferred(RepositoryName repository, RepositoryName today) implements OfRepository {}

    /**
     * The organisation shares a secret of the same name with the repository, last written at {@code updatedAt}.
     *
     * @param isHidden whether the repository's own secret takes precedence; if not, runs use the organisation's unnoticed
     */
    record OrganizationSecret(RepositoryName repository, Instant updatedAt, boolean isHidden) implements OfRepository {}

    /**
     * Environments of the repository have a secret of the same name, which takes precedence in their jobs.
     *
     * @param updatedAt when each was last written, by environment
     */
    record EnvironmentSecret(RepositoryName repository, SortedMap<EnvironmentName, Instant> updatedAt)
            implements OfRepository {

        private static final int MOST_NAMED = 5;

        /** Copies. */
        public EnvironmentSecret {
            updatedAt = Collections.unmodifiableSortedMap(new TreeMap<>(updatedAt));
        }

        private String environments() {
            String named = updatedAt.entrySet().stream()
                    .limit(MOST_NAMED)
                    .map(one -> one.getKey() + " (written " + Timestamps.print(one.getValue()) + ")")
                    .collect(Collectors.joining(", "));
            int more = updatedAt.size() - MOST_NAMED;
            return more > 0 ? named + " and " + more + " more" : named;
        }
    }

    /** The repository holds the secret, last written at {@code updatedAt}, though the graph does not list it. */
    record Unlisted(RepositoryName repository, Instant updatedAt, boolean isArchived) implements OfRepository {}

    /** An exception was accepted until {@code until}, and that day has passed. */
    record ExceptionEnded(RepositoryName repository, LocalDate until, String reason) implements OfRepository {}

    /** The token ends soon; {@code days} is the threshold that was passed last. */
    record Expiring(Instant at, int days) implements Finding {}

    /** The token has ended. */
    record Expired(Instant at) implements Finding {}

    /** The credential that reads ends soon; {@code days} is the threshold that was passed last. */
    record CredentialExpiring(String source, Instant at, int days) implements Finding {}

    /** The credential that reads has ended, though GitHub still took it. */
    record CredentialExpired(String source, Instant at) implements Finding {}

    /** GitHub answers the vault's current token with 401, as {@code detail} says. */
    record VaultTokenRejected(String detail) implements Finding {}

    /** The vault's current value is no token at all, as {@code detail} says. */
    record VaultTokenUnusable(String detail) implements Finding {}

    /** The vault's current token is not the one that the last rotation handed out. */
    record VaultTokenNotRotated(CurrentTokenName name) implements Finding {}

    /** The organisation does not grant the token everything that it needs, in {@code what}. */
    record NotGranted(String what) implements Finding {}

    /** Something odd in the graph file, in a sentence. */
    record Graph(String warning) implements Finding {}

    /**
     * About the token before the current one. For information.
     *
     * @param kind whether it can be revoked, is still needed or is revoked
     * @param isRefused whether GitHub did not revoke it when it was asked to
     */
    record OldTokenFinding(FindingKind kind, String detail, boolean isRefused) implements Finding {

        /** Checks. */
        public OldTokenFinding {
            if (!kind.isOfOldToken()) {
                throw new IllegalArgumentException(kind + " is not about the old token");
            }
        }

        /** It can be revoked; {@code before} is the rotation that handed out the token after it. */
        static OldTokenFinding retirable(String before, Optional<String> refusal) {
            return new OldTokenFinding(
                    FindingKind.RETIRABLE,
                    "the token before rotation " + before
                            + " can be revoked now: nothing needs it, and GitHub still accepts it"
                            + refusal.map("; "::concat).orElse(""),
                    refusal.isPresent());
        }

        /** It cannot be revoked yet; {@code why} says what needs it. */
        static OldTokenFinding needed(String why) {
            return new OldTokenFinding(FindingKind.OLD_TOKEN_NEEDED, why, false);
        }

        /** GitHub rejects it, which an audit brought about or saw. */
        static OldTokenFinding revoked(boolean isRevokedHere) {
            return new OldTokenFinding(
                    FindingKind.OLD_TOKEN_REVOKED,
                    isRevokedHere
                            ? "nothing needed the old token, so ccat-pat revoked it, as ccat.pat.token.revoke-old says"
                            : "GitHub rejects the old token now: it was revoked, or has expired",
                    false);
        }
    }

    /** Its kind. */
    default FindingKind kind() {
        return switch (this) {
            case Missing missing -> FindingKind.MISSING;
            case Stale stale -> FindingKind.STALE;
            case Overwritten overwritten -> FindingKind.OVERWRITTEN;
            case Old old -> FindingKind.OLD;
            case Unreachable unreachable -> FindingKind.UNREACHABLE;
            case Archived archived -> FindingKind.ARCHIVED;
            case Renamed renamed -> FindingKind.RENAMED;
            case Transferred transferred -> FindingKind.TRANSFERRED;
            case OrganizationSecret shared -> FindingKind.ORGANIZATION_SECRET;
            case EnvironmentSecret nearer -> FindingKind.ENVIRONMENT_SECRET;
            case Unlisted unlisted -> FindingKind.UNLISTED;
            case ExceptionEnded ended -> FindingKind.EXCEPTION_ENDED;
            case Expiring expiring -> FindingKind.EXPIRING;
            case Expired expired -> FindingKind.EXPIRED;
            case CredentialExpiring expiring -> FindingKind.CREDENTIAL_EXPIRING;
            case CredentialExpired expired -> FindingKind.CREDENTIAL_EXPIRED;
            case VaultTokenRejected rejected -> FindingKind.VAULT_TOKEN_REJECTED;
            case VaultTokenUnusable unusable -> FindingKind.VAULT_TOKEN_UNUSABLE;
            case VaultTokenNotRotated other -> FindingKind.VAULT_TOKEN_NOT_ROTATED;
            case NotGranted lacking -> FindingKind.NOT_GRANTED;
            case Graph graph -> FindingKind.GRAPH;
            case OldTokenFinding(var kind, var detail, var isRefused) -> kind;
        };
    }

    /** The repository it is about; empty for the token, the credential and the graph. */
    default Optional<RepositoryName> where() {
        return this instanceof OfRepository one ? Optional.of(one.repository()) : Optional.empty();
    }

    /** More about it in words, without a full stop; empty when the kind says all. */
    default String detail() {
        return switch (this) {
            case Missing missing -> "";
            case Archived archived -> "";
            case Stale(var repository, var updatedAt, var since, var isReverted) ->
                "written " + Timestamps.print(updatedAt)
                        + (isReverted
                                ? ", and GitHub does not show ccat-pat's write of "
                                : ", before the last rotation began ")
                        + Timestamps.print(since.at()) + since.caveat();
            case Overwritten(var repository, var updatedAt, var write) ->
                "written " + Timestamps.print(updatedAt)
                        + (write.isConfirmed()
                                ? ", but not by ccat-pat, whose last write was "
                                : ", by another, or by ccat-pat if GitHub dates it otherwise than its answer: it did not confirm"
                                        + " ccat-pat's last write, ")
                        + Timestamps.print(write.at()) + write.caveat();
            case Old(var repository, var updatedAt) -> "not written since " + Timestamps.print(updatedAt);
            case Unreachable(var repository, var reason) -> reason;
            case Renamed(var repository, var today) -> "renamed to " + today;
            case Transferred(var repository, var today) ->
                GitHubException.RepositoryTransferredException.why(repository, today)
                        + "; if it ever got the secret, rotate and revoke the token that it holds";
            case OrganizationSecret(var repository, var updatedAt, var isHidden) ->
                isHidden
                        ? "hides the organisation's secret of the same name, written " + Timestamps.print(updatedAt)
                        : "runs use the organisation's secret of the same name, written " + Timestamps.print(updatedAt);
            case EnvironmentSecret nearer ->
                "jobs of these environments use a secret of their own: " + nearer.environments();
            case Unlisted(var repository, var updatedAt, var isArchived) ->
                "holds the secret though the graph does not list it, written " + Timestamps.print(updatedAt)
                        + (isArchived ? "; archived" : "");
            case ExceptionEnded(var repository, var until, var reason) -> "accepted until " + until + ": " + reason;
            case Expiring(var at, var days) ->
                "the token expires " + Timestamps.print(at) + ", within " + Timestamps.days(days);
            case Expired(var at) -> "the token expired " + Timestamps.print(at);
            case CredentialExpiring(var source, var at, var days) ->
                source + ", which reads, expires " + Timestamps.print(at) + ", within " + Timestamps.days(days);
            case CredentialExpired(var source, var at) -> source + ", which reads, expired " + Timestamps.print(at);
            case VaultTokenRejected(var detail) -> detail;
            case VaultTokenUnusable(var detail) -> detail;
            case VaultTokenNotRotated(var name) -> name.place() + ", but the last rotation handed out another";
            case NotGranted(var what) -> what;
            case Graph(var warning) -> warning;
            case OldTokenFinding(var kind, var detail, var isRefused) -> detail;
        };
    }
}
