package io.github.ccatobs.pat.retirement;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.Parallel;
import io.github.ccatobs.pat.retirement.GateOutcome.GatePart;
import io.github.ccatobs.pat.retirement.GateOutcome.GateResult;
import io.github.ccatobs.pat.retirement.GateOutcome.RetirementObstacle;
import io.github.ccatobs.pat.rotation.LedgerVerification;
import io.github.ccatobs.pat.rotation.LedgerVerification.Holding;
import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import io.github.ccatobs.pat.rotation.Rotator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks whether every repository got the current token and still holds it, and none was left with the old one. */
final class RepositoryCheck {

    private final Rotator rotator;
    private final GitHubClient gitHub;
    private final SecretName secret;
    private final Fingerprint current;
    private final List<LedgerEntry> ledger;
    private final String webPages;
    private final Function<RepositoryName, Optional<Waiver>> accepted;

    /** {@code accepted} gives the exception that holds today for a repository. */
    RepositoryCheck(
            Rotator rotator,
            GitHubClient gitHub,
            SecretName secret,
            Fingerprint current,
            List<LedgerEntry> ledger,
            String webPages,
            Function<RepositoryName, Optional<Waiver>> accepted) {
        this.rotator = rotator;
        this.gitHub = gitHub;
        this.secret = secret;
        this.current = current;
        this.ledger = List.copyOf(ledger);
        this.webPages = webPages;
        this.accepted = accepted;
    }

    /** Looks at {@code graph}, and at other repositories that were last given the token {@code old}. */
    List<GateOutcome> look(List<RepositoryName> graph, Fingerprint old) {
        var written = written(graph);
        var report = rotator.holding(secret, written, gitHub);
        List<RetirementObstacle> obstacles = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        report.seen().forEach((repository, holding) -> {
            if (holding instanceof Holding.HoldingUnreadable(var reason)) {
                unknown.add(repository + ": " + reason);
            } else if (!holding.isHeld()) {
                obstacles.add(obstacle(holding.detail(), repository));
            }
        });
        var listed = Set.copyOf(graph);
        Parallel.each(unlisted(ledger, graph, old), entry -> checkUnlisted(entry, listed))
                .values()
                .forEach(repository -> {
                    repository.obstacle().ifPresent(obstacles::add);
                    repository.unknown().ifPresent(unknown::add);
                });
        var everyOne = new GateResult.Satisfied(
                "GitHub shows " + Plurals.repositories(written.size()) + " as written with the current token");
        return Stream.concat(
                        Stream.of(new GateOutcome(GatePart.GRAPH, graphResult(graph, written, report))),
                        GateResult.of(obstacles, unknown, everyOne).stream()
                                .map(result -> new GateOutcome(GatePart.REPOSITORIES, result)))
                .toList();
    }

    /** The last writes to those repositories of {@code graph} that hold the current token by our own record. */
    List<LedgerEntry> written(List<RepositoryName> graph) {
        var listed = Set.copyOf(graph);
        return ledger.stream()
                .filter(entry -> entry.fingerprint().equals(current))
                .filter(entry -> listed.contains(entry.repository()))
                .toList();
    }

    private GateResult graphResult(List<RepositoryName> graph, List<LedgerEntry> written, LedgerVerification report) {
        Set<RepositoryName> names =
                written.stream().map(LedgerEntry::repository).collect(Collectors.toSet());
        Set<RepositoryName> today = names.stream()
                .map(name -> report.today().getOrDefault(name, name))
                .collect(Collectors.toSet());
        var toRead =
                graph.stream().filter(repository -> !names.contains(repository)).toList();
        var without = Parallel.each(toRead, repository -> isOneOf(today, repository)).entrySet().stream()
                .filter(read -> !read.getValue())
                .map(read -> obstacle(
                        "it is in the graph, and no rotation from here wrote the current token to it", read.getKey()))
                .toList();
        return without.isEmpty()
                ? new GateResult.Satisfied("every repository of the graph was given the current token")
                : new GateResult.Obstructed(without);
    }

    /** A second name of a repository that was written under its first needs no write of its own. */
    private boolean isOneOf(Set<RepositoryName> today, RepositoryName repository) {
        try {
            return today.contains(gitHub.repository(repository).name());
        } catch (GitHubException.CredentialRejectedException | GitHubException.RateLimitedException e) {
            throw e;
        } catch (GitHubException unknown) {
            return false;
        }
    }

    /** The last writes of {@code old} to repositories that {@code graph} does not list. */
    static List<LedgerEntry> unlisted(List<LedgerEntry> ledger, List<RepositoryName> graph, Fingerprint old) {
        var listed = Set.copyOf(graph);
        return ledger.stream()
                .filter(entry -> entry.fingerprint().equals(old))
                .filter(entry -> !listed.contains(entry.repository()))
                .toList();
    }

    /** A repository that was given the old token and that the graph does not list by the name it had. */
    private record UnlistedRepository(Optional<RetirementObstacle> obstacle, Optional<String> unknown) {}

    /**
     * One without the secret needs nothing, and one that the graph lists by the name it has today is looked at by that. GitHub
     * does not tell one that is deleted from one that is hidden.
     */
    private UnlistedRepository checkUnlisted(LedgerEntry entry, Set<RepositoryName> graph) {
        var repository = entry.repository();
        try {
            var listing = gitHub.secrets(repository);
            boolean needsNothing = listing.moved()
                    && needsNothing(repository, gitHub.repository(repository).name(), graph);
            return new UnlistedRepository(
                    listing.find(secret)
                            .filter(updatedAt -> !needsNothing)
                            .map(updatedAt -> obstacle(
                                    "the graph does not list it any more, and it was given the old token; its secret was last"
                                            + " written " + Timestamps.print(updatedAt),
                                    repository)),
                    Optional.empty());
        } catch (GitHubException.NotFoundException unseen) {
            return new UnlistedRepository(
                    Optional.empty(),
                    accepted.apply(repository).isPresent()
                            ? Optional.empty()
                            : Optional.of(
                                    repository
                                            + ": it left the graph with the old token, and cannot be seen: it is deleted, or"
                                            + " hidden from the credential; let the credential see it, or accept it as an exception"));
        } catch (GitHubException failure) {
            return new UnlistedRepository(
                    Optional.empty(), Optional.of(WorkflowRunCheck.whyUnknown(repository, failure)));
        }
    }

    /** A repository that another owner took over is a reason to revoke the token, and none to keep it. */
    private static boolean needsNothing(RepositoryName repository, RepositoryName today, Set<RepositoryName> graph) {
        return graph.contains(today) || !today.hasOwnerOf(repository);
    }

    private RetirementObstacle obstacle(String what, RepositoryName repository) {
        return new RetirementObstacle(
                what, Optional.of(repository), Optional.of(webPages + "/" + repository + "/settings/secrets/actions"));
    }

    /** When GitHub dates the write at the latest: it shows whole seconds, and our own clock may be off by {@code settle}. */
    static Instant writtenAt(LedgerEntry entry, Duration settle) {
        return entry.gitHubAt().map(at -> at.plusMillis(999)).orElseGet(() -> entry.at()
                .plus(settle));
    }
}
