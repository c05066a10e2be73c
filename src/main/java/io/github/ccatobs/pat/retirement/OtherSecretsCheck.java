package io.github.ccatobs.pat.retirement;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.SecretProbe;
import io.github.ccatobs.pat.audit.ShadowReader;
import io.github.ccatobs.pat.audit.ShadowScanResult.Environments;
import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.OrganizationSecretInfo.OrganizationSecretStore;
import io.github.ccatobs.pat.github.Parallel;
import io.github.ccatobs.pat.retirement.GateOutcome.GatePart;
import io.github.ccatobs.pat.retirement.GateOutcome.GateResult;
import io.github.ccatobs.pat.retirement.GateOutcome.RetirementObstacle;
import io.github.ccatobs.pat.retirement.OrganizationSecretsCheck.SharedSecretsFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for secrets of the same name where rotations do not write, and which may hold the old token: of environments, of a
 * repository's and its organisation's Dependabot and Codespaces, and of the organisation's Actions. Codespaces, and the
 * organisation's Dependabot, are looked at where the credential may list them.
 */
final class OtherSecretsCheck {

    private final GitHubClient gitHub;
    private final SecretName secret;
    private final String webPages;
    private final Function<RepositoryName, Optional<Waiver>> accepted;

    /** {@code accepted} gives the exception that holds today for a repository. */
    OtherSecretsCheck(
            GitHubClient gitHub,
            SecretName secret,
            String webPages,
            Function<RepositoryName, Optional<Waiver>> accepted) {
        this.gitHub = gitHub;
        this.secret = secret;
        this.webPages = webPages;
        this.accepted = accepted;
    }

    /** The secrets around one repository. */
    private record FoundSecrets(
            List<RetirementObstacle> obstacles, List<String> unknown, Optional<String> whyNoCodespaces) {}

    /**
     * Looks around {@code repositories}; a secret that was written at or after the moment that {@code began} gives for the
     * repository, by GitHub's clock, is new.
     */
    List<GateOutcome> look(List<RepositoryName> repositories, Function<RepositoryName, Instant> began) {
        var waivers = repositories.stream()
                .flatMap(repository -> accepted.apply(repository).map(waiver -> repository + ": " + waiver).stream())
                .toList();
        var toRead = repositories.stream()
                .filter(repository -> accepted.apply(repository).isEmpty())
                .toList();
        return Stream.concat(
                        toRead.isEmpty() ? Stream.empty() : results(toRead, began).stream(),
                        waivers.stream().map(GateResult.Informed::new))
                .map(result -> new GateOutcome(GatePart.OTHER_SECRETS, result))
                .toList();
    }

    private List<GateResult> results(List<RepositoryName> toRead, Function<RepositoryName, Instant> began) {
        var reader = ShadowReader.of(toRead, secret, gitHub);
        var found = Parallel.each(toRead, repository -> look(repository, began.apply(repository), reader))
                .values();
        var withoutCodespaces =
                found.stream().flatMap(one -> one.whyNoCodespaces().stream()).toList();
        var shared = new OrganizationSecretsCheck(gitHub, secret, webPages).look(toRead, began, reader);
        var judged = GateResult.of(
                Stream.concat(found.stream().flatMap(one -> one.obstacles().stream()), shared.obstacles().stream())
                        .toList(),
                Stream.concat(found.stream().flatMap(one -> one.unknown().stream()), shared.unknown().stream())
                        .toList(),
                new GateResult.Satisfied("no " + secret + " of the organisation's " + storesLookedAt(shared)
                        + ", an environment, or the repository's Dependabot"
                        + (withoutCodespaces.isEmpty() ? " or Codespaces" : "")
                        + " is older than the rotation"));
        return Stream.of(
                        judged.stream(),
                        notLookedAt(withoutCodespaces, toRead.size()),
                        shared.whyNotLookedAt().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(hidden -> notLookedAt(hidden.getKey(), hidden.getValue(), shared.organizations())))
                .flatMap(results -> results)
                .toList();
    }

    /** As in "Actions, Dependabot or Codespaces". */
    private static String storesLookedAt(SharedSecretsFound shared) {
        return Stream.of(OrganizationSecretStore.values())
                .filter(shared::isLookedAt)
                .map(Object::toString)
                .collect(Collectors.joining(", "))
                .replaceFirst(", (\\w+)$", " or $1");
    }

    /**
     * GitHub lists a repository's Codespaces secrets only to credentials that may also write them, and an organisation's to those
     * that it gave a permission of its own, which few have. So one that may not is reported for information and does not block.
     */
    private static Stream<GateResult> notLookedAt(List<String> why, int all) {
        return why.stream()
                .limit(1)
                .map(first -> new GateResult.Informed("Codespaces' secrets were not looked at in "
                        + Plurals.number(why.size()) + " of " + Plurals.repositories(all) + ", e.g. " + first));
    }

    private static GateResult notLookedAt(OrganizationSecretStore store, List<String> why, int all) {
        return new GateResult.Informed("the organisation's secrets for " + store + " were not looked at"
                + (all == 1 ? ": " : " in " + why.size() + " of " + all + " organisations, e.g. ") + why.getFirst());
    }

    private FoundSecrets look(RepositoryName repository, Instant began, ShadowReader reader) {
        var obstacles = new ArrayList<RetirementObstacle>();
        var unknown = new ArrayList<String>();
        var shadows = reader.read(repository);
        String page = webPages + "/" + repository + "/settings/";
        judge(shadows.organization(), began, "the organisation's secret")
                .ifPresent(what -> obstacles.add(obstacle(what, repository, page + "secrets/actions")));
        whyUnknown(shadows.organization(), "the organisation's secrets").ifPresent(unknown::add);
        switch (shadows.environments()) {
            case Environments.Listed(var seen) -> addEnvironments(seen, began, repository, page, obstacles, unknown);
            case Environments.Unlistable(var why) -> unknown.add("its environments: " + why.reason());
        }
        var dependabot = new SecretProbe(gitHub, secret).at(() -> gitHub.dependabotSecrets(repository));
        judge(dependabot, began, "Dependabot's secret")
                .ifPresent(what -> obstacles.add(obstacle(what, repository, page + "secrets/dependabot")));
        whyUnknown(dependabot, "Dependabot's secrets").ifPresent(unknown::add);
        var codespaces = new SecretProbe(gitHub, secret).at(() -> gitHub.codespacesSecrets(repository));
        judge(codespaces, began, "Codespaces' secret")
                .ifPresent(what -> obstacles.add(obstacle(what, repository, page + "secrets/codespaces")));
        boolean isRefused = isRefused(codespaces);
        whyUnknown(codespaces, "Codespaces' secrets").filter(why -> !isRefused).ifPresent(unknown::add);
        return new FoundSecrets(
                obstacles,
                unknown.stream().map(why -> repository + ": " + why).toList(),
                codespaces.whyUnknown().filter(why -> isRefused).map(why -> repository + ": " + why));
    }

    private static <N> void addEnvironments(
            Map<N, Observation> seen,
            Instant began,
            RepositoryName repository,
            String page,
            List<RetirementObstacle> obstacles,
            List<String> unknown) {
        seen.forEach((environment, observation) -> {
            judge(observation, began, "the secret of its environment " + environment)
                    .ifPresent(what -> obstacles.add(obstacle(what, repository, page + "environments")));
            whyUnknown(observation, "its environment " + environment).ifPresent(unknown::add);
        });
    }

    private static Optional<String> judge(Observation seen, Instant began, String what) {
        return seen instanceof Observation.Present(Instant updatedAt) && updatedAt.isBefore(began)
                ? Optional.of(what + " of this name was last written " + Timestamps.print(updatedAt)
                        + ", before the rotation, and may hold the old token")
                : Optional.empty();
    }

    /** GitHub hides what a credential may not see, and an Enterprise Server has no such address. */
    static boolean isRefused(Observation seen) {
        return seen instanceof Observation.Unreadable(Observation.Cause cause, String why)
                && (cause == Observation.Cause.FORBIDDEN || cause == Observation.Cause.UNREACHABLE);
    }

    private static Optional<String> whyUnknown(Observation seen, String what) {
        return seen.whyUnknown().map(why -> what + ": " + why);
    }

    private static RetirementObstacle obstacle(String what, RepositoryName repository, String link) {
        return new RetirementObstacle(what, Optional.of(repository), Optional.of(link));
    }
}
