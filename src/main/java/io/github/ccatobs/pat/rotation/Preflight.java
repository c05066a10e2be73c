package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryAliases;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.GitHub;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.Together;
import io.github.ccatobs.pat.seal.PublicKey;
import io.github.ccatobs.pat.seal.SealException;
import io.github.ccatobs.pat.seal.Sealer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at every repository before the first write: with the writer, whether it can be written; with the new token,
 * when another credential writes, whether the token will be of use there.
 */
final class Preflight {

    /** Something to seal, to see whether a key can be sealed to; it goes nowhere. */
    private static final SecretValue PROBE = SecretValue.of("probe");

    private sealed interface Seen {
        record Ready(PublicKey key, RepositoryName today) implements Seen {}

        record Obstacle(String reason) implements Seen {}
    }

    private final GitHub writer;
    private final Optional<GitHub> token;
    private final Sealer sealer;

    /** {@code token} is empty when the token itself writes; {@code sealer} tries each key. */
    Preflight(GitHub writer, Optional<GitHub> token, Sealer sealer) {
        this.writer = writer;
        this.token = token;
        this.sealer = sealer;
    }

    /**
     * Reads each of {@code repositories}; nothing is written.
     *
     * @param all the repositories of the rotation, also those that need not be looked at: one that has the name of
     *     another of them today is that one
     * @throws GitHubException when a credential is rejected, or a limit or an outage leaves the answer open
     */
    PreflightReport inspect(List<RepositoryName> repositories, List<RepositoryName> all) {
        Map<RepositoryName, PublicKey> keys = new LinkedHashMap<>();
        Map<RepositoryName, RepositoryName> today = new LinkedHashMap<>();
        all.forEach(repository -> today.put(repository, repository));
        Map<RepositoryName, String> obstacles = new LinkedHashMap<>();
        Together.each(repositories, this::look).forEach((repository, seen) -> {
            switch (seen) {
                case Seen.Ready(PublicKey key, RepositoryName name) -> {
                    keys.put(repository, key);
                    today.put(repository, name);
                }
                case Seen.Obstacle(String reason) -> {
                    obstacles.put(repository, reason);
                    today.remove(repository);
                }
            }
        });
        var aliases = RepositoryAliases.among(today);
        keys.keySet().removeAll(aliases.kept().keySet());
        return new PreflightReport(keys, obstacles, aliases);
    }

    private Seen look(RepositoryName repository) {
        try {
            var found = writer.repository(repository);
            if (!found.name().hasOwnerOf(repository)) {
                return new Seen.Obstacle(GitHubException.Transferred.why(repository, found.name()));
            }
            if (found.archived()) {
                return new Seen.Obstacle("it is archived: take it out of the graph, or unarchive it on GitHub");
            }
            if (found.disabled()) {
                return new Seen.Obstacle("GitHub disabled it");
            }
            var key = writer.publicKey(repository);
            sealer.seal(PROBE, key);
            return obstacleForToken(repository)
                    .<Seen>map(Seen.Obstacle::new)
                    .orElseGet(() -> new Seen.Ready(key, found.name()));
        } catch (GitHubException failure) {
            return new Seen.Obstacle(about(failure, writer));
        } catch (SealException.KeyRefused unfit) {
            return new Seen.Obstacle(String.valueOf(unfit.getMessage()));
        }
    }

    private Optional<String> obstacleForToken(RepositoryName repository) {
        return token.flatMap(gitHub -> {
            try {
                gitHub.probeActions(repository);
                return Optional.empty();
            } catch (GitHubException failure) {
                return Optional.of(about(failure, gitHub));
            }
        });
    }

    /** What concerns one repository becomes its obstacle; what concerns all of them ends the preflight. */
    private static String about(GitHubException failure, GitHub gitHub) {
        return switch (failure) {
            case GitHubException.NotFound gone ->
                "there is no such repository, or " + gitHub.credentialSource() + " may not see it";
            case GitHubException.Forbidden forbidden ->
                forbidden.reason() == GitHubException.Reason.PERMISSION // which names the credential itself
                        ? forbidden.why()
                        : gitHub.credentialSource() + ": " + forbidden.why();
            case GitHubException.Transferred transferred -> transferred.why();
            case GitHubException.Invalid invalid -> invalid.why();
            case GitHubException.Unavailable unavailable -> unavailable.why();
            case GitHubException.CredentialRejected rejected -> throw rejected;
            case GitHubException.Limited limited -> throw limited;
        };
    }
}
