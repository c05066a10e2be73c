package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.SentRequests;
import io.github.ccatobs.pat.token.TokenValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known before the first write. {@code check}, the dry run and {@code rotate} decide by it, so that they
 * agree.
 *
 * @param all the repositories that were asked for
 * @param holding what GitHub says of those that the ledger calls done
 * @param verdict of the token; empty without one
 * @param look what was seen of those that are left; empty when none could be looked at
 * @param held the lease of a rotation that runs
 * @param sent what was sent to GitHub to know this, from the graph on
 * @param others how many repositories of the rotation that were not asked for are asked after the last write whether they hold
 *     the token
 */
public record RotationReview(
        SecretName secret,
        List<RepositoryName> all,
        LedgerVerification holding,
        Optional<TokenValidation> verdict,
        Optional<PreflightRun> look,
        Optional<Lease> held,
        SentRequests sent,
        int others) {

    /** Copies. */
    public RotationReview {
        all = List.copyOf(all);
    }

    /** The repositories as {@code clients} saw them. */
    public record PreflightRun(RotationClients clients, PreflightReport preflight) {}

    RotationReview with(LedgerVerification seen) {
        return new RotationReview(secret, all, seen, verdict, look, held, sent, others);
    }

    RotationReview with(PreflightRun seen) {
        return new RotationReview(secret, all, holding, verdict, Optional.of(seen), held, sent, others);
    }

    RotationReview with(SentRequests counted) {
        return new RotationReview(secret, all, holding, verdict, look, held, counted, others);
    }

    RotationReview withOthers(int asked) {
        return new RotationReview(secret, all, holding, verdict, look, held, sent, asked);
    }

    /** The repositories that do not hold the token, or belong to another owner today, in order of work. */
    public List<RepositoryName> remaining() {
        var holders = holding.holding();
        var obstacles = obstacles();
        return all.stream()
                .filter(repository -> !holders.contains(repository) || obstacles.containsKey(repository))
                .toList();
    }

    /** Why each repository that cannot be written cannot. */
    public Map<RepositoryName, String> obstacles() {
        return look.map(seen -> seen.preflight().obstacles()).orElse(Map.of());
    }

    /** Whether another owner holds the token, as GitHub shows now or a rotation recorded before. */
    public boolean isWithAnotherOwner() {
        return holding.isWithAnotherOwner()
                || verdict.filter(TokenValidation::isWithAnotherOwner).isPresent();
    }

    /** The repositories that are left, each under one of its names. */
    public List<RepositoryName> named() {
        return remaining().stream()
                .filter(repository -> countedAs(repository).isEmpty())
                .toList();
    }

    /** The other name under which the repository counts. */
    public Optional<RepositoryName> countedAs(RepositoryName repository) {
        return look.flatMap(
                seen -> Optional.ofNullable(seen.preflight().aliases().kept().get(repository)));
    }

    /** The repositories that would be written, in order of work. */
    public List<RepositoryName> targets() {
        return named().stream()
                .filter(repository -> !obstacles().containsKey(repository))
                .toList();
    }

    /**
     * Why a rotation ends before its first write, a part of a sentence each; none when it does not.
     *
     * @param continueOnError whether repositories that cannot be written are skipped
     * @param force whether a token is accepted whose checks warn, or that another owner holds
     */
    public List<String> refusals(boolean continueOnError, boolean force) {
        var refusals = new ArrayList<>(refusalsButTheLease(continueOnError, force));
        held.map(lease -> String.valueOf(new RotationStore.LeaseHeldException(lease).getMessage()))
                .ifPresent(refusals::add);
        return List.copyOf(refusals);
    }

    /** The same, but for a rotation that runs now and may have ended when the first write is due. */
    public List<String> refusalsButTheLease(boolean continueOnError, boolean force) {
        List<String> refusals = new ArrayList<>();
        if (verdict.filter(TokenValidation::isRefused).isPresent()) {
            refusals.add("the token is refused");
        } else if (verdict.filter(TokenValidation::isDoubtful).isPresent() && !force) {
            refusals.add("the token's checks warn; ccat.pat.rotation.force or --force accepts it");
        }
        boolean anyDone = remaining().size() < all.size();
        if (look.filter(seen -> seen.preflight().isRefused(continueOnError, anyDone))
                .isPresent()) {
            refusals.add("some repositories cannot be written");
        }
        if (holding.isWithAnotherOwner() && !force) {
            refusals.add("another owner holds this token");
        }
        return refusals;
    }

    /** Whether a rotation that skips what cannot be written would begin. */
    public boolean isHelpedBySkipping(boolean force) {
        return refusalsButTheLease(true, force).isEmpty();
    }
}
