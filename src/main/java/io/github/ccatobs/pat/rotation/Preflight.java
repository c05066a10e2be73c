package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryAliases;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.Parallel;
import io.github.ccatobs.pat.github.RepositoryBatch;
import io.github.ccatobs.pat.github.RepositoryDetails;
import io.github.ccatobs.pat.github.RepositoryRole;
import io.github.ccatobs.pat.seal.PublicKey;
import io.github.ccatobs.pat.seal.SealException;
import io.github.ccatobs.pat.seal.Sealer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * Looks at every repository before the first write: with the writer, whether it can be written; with the new token,
 * when another credential writes, whether the token will be of use there.
 */
final class Preflight {

    /** Something to seal, to see whether a key can be sealed to; it goes nowhere. */
    private static final SecretValue PROBE = SecretValue.of("probe");

    private sealed interface Readiness {
        record Ready(PublicKey key, RepositoryName today) implements Readiness {}

        record Obstacle(String reason, boolean isArchived) implements Readiness {

            Obstacle(String reason) {
                this(reason, false);
            }
        }

        record NotAnswered(GitHubException.RateLimitedException limit) implements Readiness {}
    }

    private final GitHubClient writer;
    private final Optional<GitHubClient> token;
    private final boolean triesActions;
    private final Sealer sealer;

    /** {@code sealer} tries each key. */
    Preflight(RotationClients clients, Sealer sealer) {
        this.writer = clients.writer();
        this.token = clients.token();
        this.triesActions = clients.triesActions();
        this.sealer = sealer;
    }

    /**
     * Reads each of {@code repositories}; nothing is written.
     *
     * @param all the repositories of the rotation, also those that need not be looked at: names that are one repository
     *     today are one target
     * @param holding those that need not be looked at, of which one that holds the token stands for its other names
     * @throws PreflightLimitedException when a limit leaves the answer about some open
     * @throws GitHubException when a credential is rejected, or a limit leaves the answer about all open
     */
    PreflightReport inspect(List<RepositoryName> repositories, List<RepositoryName> all, LedgerVerification holding) {
        Map<RepositoryName, PublicKey> keys = new LinkedHashMap<>();
        Map<RepositoryName, RepositoryName> today = new LinkedHashMap<>();
        all.stream().filter(holding.holding()::contains).forEach(repository -> today.put(repository, repository));
        all.forEach(repository -> today.put(repository, repository));
        Map<RepositoryName, String> obstacles = new LinkedHashMap<>();
        Set<RepositoryName> archived = new HashSet<>();
        Map<RepositoryName, GitHubException.RateLimitedException> limits = new LinkedHashMap<>();
        var seenByEach = new SeenRepositories(repositories, all);
        today.replaceAll((repository, name) -> seenByEach
                .by(writer, repository)
                .map(details -> details.info().name())
                .orElseGet(() -> holding.today().getOrDefault(repository, name)));
        today.forEach(
                (repository, name) -> anotherOwner(repository, name).ifPresent(why -> obstacles.put(repository, why)));
        today.keySet().removeAll(obstacles.keySet());
        lookAtEach(repositories, seenByEach).forEach((repository, seen) -> {
            switch (seen) {
                case Readiness.Ready(PublicKey key, RepositoryName name) -> {
                    keys.put(repository, key);
                    today.put(repository, name);
                }
                case Readiness.NotAnswered(var limit) -> limits.put(repository, limit);
                case Readiness.Obstacle(String reason, boolean isArchived) -> {
                    obstacles.put(repository, reason);
                    if (isArchived) {
                        archived.add(repository);
                    }
                    today.remove(repository);
                }
            }
        });
        var aliases = RepositoryAliases.among(today);
        keys.keySet().removeAll(aliases.kept().keySet());
        if (!limits.isEmpty()) {
            throw new PreflightLimitedException(limits.values().iterator().next(), keys);
        }
        return new PreflightReport(keys, obstacles, archived, aliases);
    }

    private Map<RepositoryName, Readiness> lookAtEach(List<RepositoryName> repositories, SeenRepositories seen) {
        try {
            var looks = Parallel.each(repositories, repository -> look(repository, seen));
            seen.tokenIsOfUse();
            return looks;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** A limit ended the look at the repositories before each was seen. */
    static final class PreflightLimitedException extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient GitHubException.RateLimitedException limit;
        private final transient Map<RepositoryName, PublicKey> ready;

        PreflightLimitedException(GitHubException.RateLimitedException limit, Map<RepositoryName, PublicKey> ready) {
            super(limit.getMessage(), limit);
            this.limit = limit;
            this.ready = ready;
        }

        /** What GitHub said to the first that it did not answer. */
        GitHubException.RateLimitedException limit() {
            return limit;
        }

        /** The keys of the repositories that were seen and can be written, in order of work. */
        Map<RepositoryName, PublicKey> ready() {
            return ready;
        }
    }

    /** Batches of repositories, as each credential sees them; a repository that is not in one is asked for by itself. */
    private final class SeenRepositories {
        private final Map<GitHubClient, RepositoryBatch> batches;
        private final CompletableFuture<Boolean> tokenIsOfUse;

        /** The writer describes {@code all}, so that two names of one repository are known to be that in every slice. */
        SeenRepositories(List<RepositoryName> repositories, List<RepositoryName> all) {
            batches = repositories.isEmpty()
                    ? Map.of()
                    : Parallel.each(
                            Stream.concat(Stream.of(writer), token.stream()).toList(),
                            gitHub -> gitHub.describe(gitHub == writer ? all : repositories));
            tokenIsOfUse = CompletableFuture.supplyAsync(
                    () -> token.filter(gitHub -> !triesActions || readsActions(gitHub, repositories))
                            .isPresent(),
                    Thread::startVirtualThread);
        }

        /**
         * Whether the token may read what it is for, so that its batch tells the rest; that is tried while the writer reads keys.
         *
         * @throws CompletionException of the failure that ended the try, where that concerns all repositories
         */
        private boolean tokenIsOfUse() {
            return tokenIsOfUse.join();
        }

        private Optional<RepositoryDetails> by(GitHubClient gitHub, RepositoryName repository) {
            return Optional.ofNullable(batches.get(gitHub)).flatMap(batch -> batch.find(repository));
        }

        /**
         * Tries one repository for all, because a token has one set of permissions: a private one where there is any, because
         * everyone may read the Actions of a public one. A failure says nothing of the others.
         */
        private boolean readsActions(GitHubClient gitHub, List<RepositoryName> repositories) {
            return repositories.stream()
                    .filter(repository -> by(gitHub, repository).isPresent())
                    .min(Comparator.comparing(repository -> !isPrivate(gitHub, repository)))
                    .filter(repository -> obstacleForToken(repository, gitHub).isEmpty())
                    .isPresent();
        }

        private boolean isPrivate(GitHubClient gitHub, RepositoryName repository) {
            return by(gitHub, repository).filter(RepositoryDetails::isPrivate).isPresent();
        }
    }

    private Readiness look(RepositoryName repository, SeenRepositories seen) {
        try {
            var details = seen.by(writer, repository);
            var found = details.map(RepositoryDetails::info).orElseGet(() -> writer.repository(repository));
            var anotherOwner = anotherOwner(repository, found.name());
            if (anotherOwner.isPresent()) {
                return new Readiness.Obstacle(anotherOwner.get());
            }
            if (found.archived()) {
                return new Readiness.Obstacle(
                        "it is archived: take it out of the graph, or unarchive it on GitHub", true);
            }
            if (found.disabled()) {
                return new Readiness.Obstacle("GitHub disabled it");
            }
            var obstacle = details.flatMap(this::obstacleForWriter);
            if (obstacle.isPresent()) {
                return new Readiness.Obstacle(obstacle.get());
            }
            var key = writer.publicKey(repository);
            sealer.seal(PROBE, key);
            return obstacleForToken(repository, seen)
                    .<Readiness>map(Readiness.Obstacle::new)
                    .orElseGet(() -> new Readiness.Ready(key, found.name()));
        } catch (GitHubException.RateLimitedException limit) {
            return new Readiness.NotAnswered(limit);
        } catch (GitHubException failure) {
            return new Readiness.Obstacle(about(failure, writer));
        } catch (SealException.KeyRefusedException e) {
            return new Readiness.Obstacle(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> anotherOwner(RepositoryName repository, RepositoryName today) {
        return today.hasOwnerOf(repository)
                ? Optional.empty()
                : Optional.of(GitHubException.RepositoryTransferredException.why(repository, today));
    }

    private Optional<String> obstacleForWriter(RepositoryDetails details) {
        if (details.locked()) {
            return Optional.of("GitHub locked it, as it does while a repository is moved: try again later");
        }
        return details.role()
                .filter(role -> !writer.isApp()) // whose rights are those of its token
                .filter(RepositoryRole::isTooLowToWriteSecrets)
                .map(role -> writer.credentialSource() + " has the role " + role
                        + " there: to write secrets its account needs the role Write, Maintain or Admin");
    }

    private Optional<String> obstacleForToken(RepositoryName repository, SeenRepositories seen) {
        return token.filter(gitHub ->
                        !seen.tokenIsOfUse() || seen.by(gitHub, repository).isEmpty())
                .flatMap(gitHub -> obstacleForToken(repository, gitHub));
    }

    private Optional<String> obstacleForToken(RepositoryName repository, GitHubClient gitHub) {
        try {
            if (triesActions) {
                gitHub.probeActions(repository);
            } else {
                gitHub.repository(repository);
            }
            return Optional.empty();
        } catch (GitHubException failure) {
            return Optional.of(about(failure, gitHub));
        }
    }

    /** A failure of one repository becomes its obstacle; one that concerns all of them ends the preflight. */
    private static String about(GitHubException failure, GitHubClient gitHub) {
        return switch (failure) {
            case GitHubException.NotFoundException gone ->
                gone.explanation()
                        .orElseGet(() ->
                                "there is no such repository, or " + gitHub.credentialSource() + " may not see it");
            case GitHubException.ForbiddenException forbidden ->
                forbidden.reason() == GitHubException.ForbiddenReason.PERMISSION // which names the credential itself
                        ? forbidden.why()
                        : gitHub.credentialSource() + ": " + forbidden.why();
            case GitHubException.RepositoryTransferredException transferred -> transferred.why();
            case GitHubException.GitHubValidationException invalid -> invalid.why();
            case GitHubException.GitHubUnavailableException unavailable -> unavailable.why();
            case GitHubException.CredentialRejectedException rejected -> throw rejected;
            case GitHubException.RateLimitedException limited -> throw limited;
        };
    }
}
