package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.ShadowScanResult.Environments;
import io.github.ccatobs.pat.audit.ShadowScanResult.Shadows;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.EnvironmentName;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.OrganizationSecretInfo;
import io.github.ccatobs.pat.github.OrganizationSecretInfo.OrganizationSecretStore;
import io.github.ccatobs.pat.github.Parallel;
import io.github.ccatobs.pat.github.RepositoryBatch;
import io.github.ccatobs.pat.github.RepositoryDetails;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks for secrets that shadow the repositories' own. It asks once for all repositories where GitHub allows that: their
 * environments, and the organisation's secret. It asks each repository for what it does not learn so.
 */
public final class ShadowReader {

    /** So many questions about an organisation cost no less than these repositories themselves. */
    private static final int FEW = 2;

    private final GitHubClient gitHub;
    private final SecretProbe probe;
    private final RepositoryBatch batch;
    private final boolean areEmptyListsTrusted;
    private final Map<String, Optional<OrganizationSecretInfo>> organizations;

    private ShadowReader(
            GitHubClient gitHub,
            SecretProbe probe,
            RepositoryBatch batch,
            Map<String, Optional<OrganizationSecretInfo>> organizations) {
        this.gitHub = gitHub;
        this.probe = probe;
        this.batch = batch;
        this.organizations = organizations;
        this.areEmptyListsTrusted = canTrustEmptyLists();
    }

    /**
     * Asks what it can ask about all of {@code repositories} at once.
     *
     * @throws GitHubException.CredentialRejectedException when the credential is rejected
     */
    public static ShadowReader of(List<RepositoryName> repositories, SecretName secret, GitHubClient gitHub) {
        return of(gitHub.describeWithEnvironments(repositories), secret, gitHub);
    }

    /** The same of the repositories of {@code batch}, which have their environments. */
    static ShadowReader of(RepositoryBatch batch, SecretName secret, GitHubClient gitHub) {
        return new ShadowReader(gitHub, new SecretProbe(gitHub, secret), batch, organizations(batch, secret, gitHub));
    }

    /** Looks around {@code repository}; what GitHub refuses becomes {@link Observation.Unreadable}. */
    public Shadows read(RepositoryName repository) {
        return new Shadows(organization(repository), environments(repository));
    }

    /** GitHub's description of {@code repository}, where it gave one with many others. */
    public Optional<RepositoryDetails> details(RepositoryName repository) {
        return batch.find(repository);
    }

    /** By the owner, in lower case; an organisation whose secrets the credential may not list is not in it. */
    private static Map<String, Optional<OrganizationSecretInfo>> organizations(
            RepositoryBatch batch, SecretName secret, GitHubClient gitHub) {
        List<String> owners = batch.found().values().stream()
                .collect(Collectors.groupingBy(ShadowReader::owner, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(owner -> owner.getValue() > FEW)
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Optional<OrganizationSecretInfo>> known = new LinkedHashMap<>();
        Parallel.each(owners, owner -> ask(owner, secret, gitHub))
                .forEach((owner, answer) -> answer.ifPresent(found -> known.put(owner, found)));
        return known;
    }

    private static String owner(RepositoryDetails details) {
        return details.info().name().owner().toLowerCase(Locale.ROOT);
    }

    /** Empty when GitHub does not say; then each repository says it. */
    private static Optional<Optional<OrganizationSecretInfo>> ask(
            String owner, SecretName secret, GitHubClient gitHub) {
        try {
            return Optional.of(gitHub.organizationSecret(owner, OrganizationSecretStore.ACTIONS, secret));
        } catch (GitHubException.CredentialRejectedException rejected) {
            throw rejected;
        } catch (GitHubException unknown) {
            return Optional.empty();
        }
    }

    private Observation organization(RepositoryName repository) {
        return batch.find(repository)
                .flatMap(details ->
                        Optional.ofNullable(organizations.get(owner(details))).map(secret -> shared(secret, details)))
                .orElseGet(() -> probe.at(() -> gitHub.organizationSecrets(repository)));
    }

    private static Observation shared(Optional<OrganizationSecretInfo> secret, RepositoryDetails details) {
        return secret.filter(found -> found.isSharedWith(details.info().name(), details.isPrivate()))
                .<Observation>map(found -> new Observation.Present(found.updatedAt()))
                .orElseGet(Observation.Absent::new);
    }

    private Environments environments(RepositoryName repository) {
        try {
            var names = batch.find(repository)
                    .flatMap(RepositoryDetails::environments)
                    .filter(known -> areEmptyListsTrusted || !known.isEmpty())
                    .orElseGet(() -> gitHub.environments(repository));
            Map<EnvironmentName, Observation> seen = new LinkedHashMap<>();
            for (EnvironmentName environment : names) {
                seen.put(environment, probe.at(() -> gitHub.environmentSecrets(repository, environment)));
            }
            return new Environments.Listed(seen);
        } catch (GitHubException failure) {
            return new Environments.Unlistable(probe.unreadable(failure));
        }
    }

    /**
     * Whether a repository without environments in the batch has none. GitHub does not document that the batch refuses them to
     * a credential that lacks the permission, rather than to leave them out. So a private repository, where that would
     * show, must have some, or have none by the REST API too, which does refuse.
     */
    private boolean canTrustEmptyLists() {
        List<RepositoryName> privateFirst = batch.found().entrySet().stream()
                .sorted(Comparator.comparing(entry -> !entry.getValue().isPrivate()))
                .map(Map.Entry::getKey)
                .toList();
        return privateFirst.stream().anyMatch(this::isPrivateWithEnvironments)
                || privateFirst.stream()
                        .filter(this::isEmpty)
                        .findFirst()
                        .filter(this::isEmptyByRest)
                        .isPresent();
    }

    private boolean isPrivateWithEnvironments(RepositoryName repository) {
        return batch.find(repository)
                .filter(RepositoryDetails::isPrivate)
                .flatMap(RepositoryDetails::environments)
                .filter(names -> !names.isEmpty())
                .isPresent();
    }

    private boolean isEmpty(RepositoryName repository) {
        return batch.find(repository)
                .flatMap(RepositoryDetails::environments)
                .filter(List::isEmpty)
                .isPresent();
    }

    private boolean isEmptyByRest(RepositoryName repository) {
        try {
            return gitHub.environments(repository).isEmpty();
        } catch (GitHubException.CredentialRejectedException rejected) {
            throw rejected;
        } catch (GitHubException unknown) {
            return false;
        }
    }
}
