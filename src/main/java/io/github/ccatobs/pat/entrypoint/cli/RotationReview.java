package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.output.ExitCode;
import io.github.ccatobs.pat.rotation.HoldingReport;
import io.github.ccatobs.pat.rotation.Lease;
import io.github.ccatobs.pat.rotation.PreflightReport;
import io.github.ccatobs.pat.rotation.RotationClients;
import io.github.ccatobs.pat.rotation.RotationStore;
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
 */
record RotationReview(
        SecretName secret,
        List<RepositoryName> all,
        HoldingReport holding,
        Optional<TokenValidation> verdict,
        Optional<PreflightRun> look,
        Optional<Lease> held) {

    /** Copies. */
    RotationReview {
        all = List.copyOf(all);
    }

    /** The repositories as {@code writers} saw them. */
    record PreflightRun(RotationClients writers, PreflightReport preflight) {}

    /** The repositories that do not hold the token, in order of work. */
    List<RepositoryName> remaining() {
        return holding.remaining(all);
    }

    /** Why each repository that cannot be written cannot. */
    Map<RepositoryName, String> obstacles() {
        return look.map(seen -> seen.preflight().obstacles()).orElse(Map.of());
    }

    /** The repositories that are left, each under one of its names. */
    List<RepositoryName> named() {
        return remaining().stream()
                .filter(repository -> countedAs(repository).isEmpty())
                .toList();
    }

    /** The other name under which the repository counts. */
    Optional<RepositoryName> countedAs(RepositoryName repository) {
        return look.flatMap(
                seen -> Optional.ofNullable(seen.preflight().aliases().kept().get(repository)));
    }

    /** The repositories that would be written, in order of work. */
    List<RepositoryName> targets() {
        return named().stream()
                .filter(repository -> !obstacles().containsKey(repository))
                .toList();
    }

    /** Why a rotation with these options ends before its first write, a part of a sentence each; none when it does not. */
    List<String> refusals(PreflightOptions options) {
        var refusals = new ArrayList<>(refusalsButTheLease(options));
        held.map(lease -> String.valueOf(new RotationStore.LeaseHeldException(lease).getMessage()))
                .ifPresent(refusals::add);
        return List.copyOf(refusals);
    }

    /** The same, but for a rotation that runs now and may have ended when the first write is due. */
    List<String> refusalsButTheLease(PreflightOptions options) {
        List<String> refusals = new ArrayList<>();
        if (verdict.filter(TokenValidation::isRefused).isPresent()) {
            refusals.add("the token is refused");
        } else if (verdict.filter(TokenValidation::isDoubtful).isPresent() && !options.force) {
            refusals.add("the token's checks warn; --force accepts it");
        }
        if (look.filter(seen -> seen.preflight()
                        .isRefused(options.continueOnError, remaining().size() < all.size()))
                .isPresent()) {
            refusals.add("some repositories cannot be written");
        }
        return refusals;
    }

    /** How a rotation with these options would end, as far as that is known before its first write. */
    ExitCode exitCode(PreflightOptions options) {
        if (!refusals(options).isEmpty()) {
            return ExitCode.REFUSED;
        }
        return obstacles().isEmpty() ? ExitCode.FINE : ExitCode.STOPPED;
    }
}
