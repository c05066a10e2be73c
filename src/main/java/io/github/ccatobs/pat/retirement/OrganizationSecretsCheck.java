package io.github.ccatobs.pat.retirement;

import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.SecretProbe;
import io.github.ccatobs.pat.audit.ShadowReader;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.OrganizationSecretInfo;
import io.github.ccatobs.pat.github.OrganizationSecretInfo.Access;
import io.github.ccatobs.pat.github.OrganizationSecretInfo.OrganizationSecretStore;
import io.github.ccatobs.pat.github.Parallel;
import io.github.ccatobs.pat.github.RepositoryDetails;
import io.github.ccatobs.pat.retirement.GateOutcome.RetirementObstacle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for secrets of the same name that organisations share with repositories for Dependabot and for Codespaces, which GitHub
 * shows in no list of a repository. Those for Actions are in such a list.
 */
final class OrganizationSecretsCheck {

    private final GitHubClient gitHub;
    private final SecretName secret;
    private final String webPages;

    OrganizationSecretsCheck(GitHubClient gitHub, SecretName secret, String webPages) {
        this.gitHub = gitHub;
        this.secret = secret;
        this.webPages = webPages;
    }

    /**
     * What was found at all organisations.
     *
     * @param obstacles secrets that are shared with a repository and are older than its rotation
     * @param unknown what could not be told, a sentence each, without a full stop
     * @param whyNotLookedAt by what the credential may not read, why; an organisation each
     * @param organizations how many were asked
     */
    record SharedSecretsFound(
            List<RetirementObstacle> obstacles,
            List<String> unknown,
            Map<OrganizationSecretStore, List<String>> whyNotLookedAt,
            int organizations) {

        /** Whether every organisation showed its secrets of {@code store}. */
        boolean isLookedAt(OrganizationSecretStore store) {
            return !whyNotLookedAt.containsKey(store);
        }
    }

    private record Place(String organization, OrganizationSecretStore store) {}

    /** An organisation's answer about one store. */
    private sealed interface OrganizationAnswer {

        record SecretTold(Optional<OrganizationSecretInfo> secret) implements OrganizationAnswer {}

        record SecretsUnreadable(Observation.Unreadable why) implements OrganizationAnswer {}
    }

    /** Whether a secret is shared with a repository, as GitHub tells it. */
    private sealed interface SharingAnswer {

        record Told(boolean isShared) implements SharingAnswer {}

        record SharingUnreadable(String why) implements SharingAnswer {}
    }

    /**
     * Looks at the organisations of {@code repositories} as {@code reader} describes them; a secret that was written at or after the
     * moment that {@code began} gives for a repository, by GitHub's clock, is new.
     *
     * @throws GitHubException.CredentialRejectedException when the credential is rejected
     */
    SharedSecretsFound look(
            List<RepositoryName> repositories, Function<RepositoryName, Instant> began, ShadowReader reader) {
        var owners = repositories.stream()
                .collect(Collectors.groupingBy(
                        repository -> owner(repository, reader), LinkedHashMap::new, Collectors.toList()));
        var places = owners.keySet().stream()
                .flatMap(owner -> Stream.of(OrganizationSecretStore.DEPENDABOT, OrganizationSecretStore.CODESPACES)
                        .map(store -> new Place(owner, store)))
                .toList();
        List<RetirementObstacle> obstacles = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        Map<OrganizationSecretStore, List<String>> hidden = new LinkedHashMap<>();
        Parallel.each(places, this::ask).forEach((place, answer) -> {
            switch (answer) {
                case OrganizationAnswer.SecretTold(var found) ->
                    found.ifPresent(one -> judge(
                            place,
                            one,
                            owners.getOrDefault(place.organization(), List.of()),
                            began,
                            reader,
                            obstacles,
                            unknown));
                case OrganizationAnswer.SecretsUnreadable(var why) -> {
                    if (OtherSecretsCheck.isRefused(why)) {
                        hidden.computeIfAbsent(place.store(), store -> new ArrayList<>())
                                .add(place.organization() + ": " + why.reason());
                    } else {
                        unknown.add(place.organization() + ": its secrets for " + place.store() + ": " + why.reason());
                    }
                }
            }
        });
        return new SharedSecretsFound(obstacles, unknown, hidden, owners.size());
    }

    private OrganizationAnswer ask(Place place) {
        try {
            return new OrganizationAnswer.SecretTold(
                    gitHub.organizationSecret(place.organization(), place.store(), secret));
        } catch (GitHubException failure) {
            return new OrganizationAnswer.SecretsUnreadable(new SecretProbe(gitHub, secret).unreadable(failure));
        }
    }

    private void judge(
            Place place,
            OrganizationSecretInfo found,
            List<RepositoryName> repositories,
            Function<RepositoryName, Instant> began,
            ShadowReader reader,
            List<RetirementObstacle> obstacles,
            List<String> unknown) {
        var older = repositories.stream()
                .filter(repository -> found.updatedAt().isBefore(began.apply(repository)))
                .toList();
        var told = Parallel.each(older, repository -> sharing(found, repository, reader));
        var reached = older.stream()
                .filter(repository -> told.get(repository) instanceof SharingAnswer.Told(boolean isShared) && isShared)
                .toList();
        if (!reached.isEmpty()) {
            obstacles.add(new RetirementObstacle(
                    "the secret of this name that " + place.organization() + " shares for " + place.store() + " with "
                            + (reached.size() == 1
                                    ? reached.getFirst().toString()
                                    : reached.size() + " repositories of the graph")
                            + " was last written " + Timestamps.print(found.updatedAt())
                            + ", before the rotation, and may hold the old token",
                    Optional.empty(),
                    Optional.of(webPages + "/organizations/" + place.organization() + "/settings/secrets/"
                            + place.store().path())));
        }
        told.forEach((repository, answer) -> {
            if (answer instanceof SharingAnswer.SharingUnreadable(var why)) {
                unknown.add(repository + ": whether " + place.organization() + " shares its secret for " + place.store()
                        + " with it: " + why);
            }
        });
    }

    /** A repository that GitHub left out of the batch is asked for by itself, where it depends on it. */
    private SharingAnswer sharing(OrganizationSecretInfo found, RepositoryName repository, ShadowReader reader) {
        var details = reader.details(repository);
        if (details.isPresent()) {
            var known = details.get();
            return new SharingAnswer.Told(found.isSharedWith(known.info().name(), known.isPrivate()));
        }
        return switch (found.access()) {
            case Access.AllRepositories all -> new SharingAnswer.Told(true);
            case Access.SelectedRepositories(Set<RepositoryName> names)
            when names.contains(repository) -> new SharingAnswer.Told(true);
            case Access.SelectedRepositories notByThisName -> asked(found, repository);
            case Access.PrivateRepositories privateOnes -> asked(found, repository);
        };
    }

    private SharingAnswer asked(OrganizationSecretInfo found, RepositoryName repository) {
        try {
            return new SharingAnswer.Told(gitHub.isShared(found, repository));
        } catch (GitHubException failure) {
            return new SharingAnswer.SharingUnreadable(
                    new SecretProbe(gitHub, secret).unreadable(failure).reason());
        }
    }

    /** In lower case, as GitHub does not tell cases apart. */
    private static String owner(RepositoryName repository, ShadowReader reader) {
        return reader.details(repository)
                .map(RepositoryDetails::info)
                .map(info -> info.name().owner())
                .orElseGet(repository::owner)
                .toLowerCase(Locale.ROOT);
    }
}
