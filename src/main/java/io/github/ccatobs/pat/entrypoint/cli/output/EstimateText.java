package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.RotationClients;
import io.github.ccatobs.pat.rotation.RotationEstimate;
import io.github.ccatobs.pat.rotation.RotationRequest;
import io.github.ccatobs.pat.rotation.RotationReview;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.TokenValidation;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One screen before the first write: what is about to happen, and what it costs. */
public final class EstimateText {

    private static final int SECONDS_IN_A_MINUTE = 60;

    private static final Duration UNNOTICED = Duration.ofSeconds(1);

    private static final int MOST_NAMED = 12;
    private static final int FIRST = 10;
    /** Enough to tell tokens apart, in the text that GitHub's audit log shows as {@code hashed_token}. */
    private static final int PREFIX = 8;

    private EstimateText() {}

    /** The lines of the plan. */
    public static List<String> about(RotationRequest request, RotationReview review, RotationEstimate plan) {
        int held = review.all().size() - review.remaining().size();
        return Stream.of(
                        review.verdict().map(verdict -> "Token:        " + token(verdict, request)).stream(),
                        Stream.of(
                                "Secret:       " + request.secret(),
                                "Repositories: " + plan.repositories() + " to write, " + held
                                        + " already hold the token" + passedOver(review)),
                        review.holding().lines().stream().map(line -> "  " + line),
                        names(review.targets()).stream().map(line -> "  " + line),
                        Stream.of("Cost:         about " + Plurals.of(plan.calls(), "more request", "more requests")
                                + " (" + Plurals.of(plan.points(), "point", "points") + "), " + print(plan.time())
                                + ", until " + Timestamps.print(plan.end())),
                        waits(review, plan).stream().map(wait -> "Waits:        " + wait),
                        review
                                .look()
                                .map(RotationReview.PreflightRun::clients)
                                .map(EstimateText::quotas)
                                .orElse(List.of())
                                .stream()
                                .map(quota -> "Quota:        " + quota),
                        review
                                .held()
                                .map(lease ->
                                        "Running:      " + new RotationStore.LeaseHeldException(lease).getMessage())
                                .stream())
                .flatMap(lines -> lines)
                .toList();
    }

    /** What the plan waits for and with which credential, a line or none; waits that are hardly noticed are left out. */
    public static List<String> waits(RotationReview review, RotationEstimate plan) {
        String longest = plan.waits().entrySet().stream()
                .filter(wait -> wait.getValue().compareTo(UNNOTICED) > 0)
                .map(wait -> print(wait.getValue()) + " for " + wait.getKey())
                .collect(Collectors.joining(", "));
        return longest.isEmpty()
                ? List.of()
                : List.of(longest
                        + review.look()
                                .map(look -> " (" + look.clients().writer().credentialSource() + ")")
                                .orElse(""));
    }

    /** The remaining requests of the hour, a line for each credential. */
    public static List<String> quotas(RotationClients clients) {
        return Stream.concat(Stream.of(clients.writer()), clients.token().stream())
                .flatMap(gitHub -> gitHub.tokenMetadata().quota().stream()
                        .map(quota -> gitHub.credentialSource() + ": " + StatusText.quota(quota)))
                .toList();
    }

    /** All of them when they are few, else how many each owner has and the first ones. */
    private static List<String> names(List<RepositoryName> repositories) {
        if (repositories.size() <= MOST_NAMED) {
            return repositories.stream().map(RepositoryName::toString).toList();
        }
        Collection<List<RepositoryName>> byOwner = repositories.stream()
                .collect(Collectors.groupingBy(
                        repository -> repository.owner().toLowerCase(Locale.ROOT),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
        String owners = byOwner.stream()
                .map(some -> some.size() + " of " + some.getFirst().owner())
                .collect(Collectors.joining(", "));
        return Stream.of(
                        Stream.of(owners + "; the first " + FIRST + ":"),
                        repositories.stream().limit(FIRST).map(RepositoryName::toString),
                        Stream.of("... and " + (repositories.size() - FIRST) + " more"))
                .flatMap(lines -> lines)
                .toList();
    }

    private static String passedOver(RotationReview review) {
        int obstacles = review.obstacles().size();
        return obstacles == 0
                ? ""
                : ", " + obstacles + " cannot be written and " + (obstacles == 1 ? "is" : "are") + " skipped";
    }

    private static String token(TokenValidation verdict, RotationRequest request) {
        return verdict.kind()
                + verdict.login().map(login -> " of " + login).orElse("")
                + expiry(verdict.expiry())
                + ", fingerprint " + request.fingerprint().toString().substring(0, PREFIX) + "...";
    }

    /** In whole seconds, at least one. */
    static long seconds(Duration time) {
        return Math.max(1, time.toSeconds());
    }

    /** A rough time, as people say it. */
    public static String print(Duration time) {
        long seconds = seconds(time);
        return seconds < 2 * SECONDS_IN_A_MINUTE
                ? "about " + seconds + " s"
                : "about " + (seconds + SECONDS_IN_A_MINUTE - 1) / SECONDS_IN_A_MINUTE + " min";
    }

    private static String expiry(TokenExpiry expiry) {
        return switch (expiry) {
            case TokenExpiry.At(var moment) -> ", expires " + Timestamps.print(moment);
            case TokenExpiry.Never never -> ", does not expire";
            case TokenExpiry.Unknown unknown ->
                unknown.unreadable()
                        .map(text -> ", its expiry date is unreadable (" + text + ")")
                        .orElse("");
        };
    }
}
