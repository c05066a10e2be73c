package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.BatchQuery.BatchItem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Describes many repositories with few queries of the GraphQL API. It never decides that a repository is not there: what a
 * query does not give whole is left out, and the REST API is asked for it. A GraphQL API that is absent, limited or broken is
 * asked no more, which is said once; one that does not answer is not asked by others either ({@link GraphQlCircuitBreaker}).
 */
final class BatchReader {

    /** A hundred are halved down to one with seven queries, and its neighbour takes three more. */
    private static final int MOST_UNFINISHED_IN_A_ROW = 10;

    /** Each costs a timeout; GitHub's own answers of a query that is too heavy come before that. */
    private static final int MOST_UNANSWERED_IN_A_ROW = 2;

    /** Of one query and its parts: as many as fail where GitHub never finishes describing three repositories. */
    private static final int MOST_UNFINISHED = 24;

    /** Of environments, as many as the REST API's list may have. */
    private static final int MOST_PAGES = 10;

    private final RetryingRequestExecutor executor;
    private final GraphQlUrl url;
    private final CredentialTracker credential;
    private final GraphQlCircuitBreaker circuitBreaker;
    private final Clock clock;
    private final Consumer<String> warner;
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private volatile boolean anyFinished;

    /** {@code warner} hears when there will be no batches. */
    BatchReader(
            RetryingRequestExecutor executor,
            GraphQlUrl url,
            CredentialTracker credential,
            GraphQlCircuitBreaker circuitBreaker,
            Clock clock,
            Consumer<String> warner) {
        this.executor = executor;
        this.url = url;
        this.credential = credential;
        this.circuitBreaker = circuitBreaker;
        this.clock = clock;
        this.warner = warner;
    }

    /** How often a query and its parts were not finished. */
    private static final class UnfinishedQueries {
        private int all;
        private int inARow;
        private int unansweredInARow;
        private Optional<String> last = Optional.empty();

        /** Counts one more; returns whether smaller ones are useless too. */
        boolean count(GitHubException.GitHubUnavailableException failure) {
            last = Optional.of(failure.why());
            all++;
            inARow++;
            unansweredInARow = failure.isUnanswered() ? unansweredInARow + 1 : 0;
            return all >= MOST_UNFINISHED || inARow >= MOST_UNFINISHED_IN_A_ROW || isSilent();
        }

        /** Whether the last ones had no answer at all. */
        boolean isSilent() {
            return unansweredInARow >= MOST_UNANSWERED_IN_A_ROW;
        }

        /** Ends the row: a query was finished. */
        void endRow() {
            inARow = 0;
            unansweredInARow = 0;
        }

        /** Why the last one was not finished. */
        Optional<String> last() {
            return last;
        }
    }

    /** One repository of an answer, with a page of its environments where that was asked for and could be read. */
    private record Described(RepositoryName asked, RepositoryDetails details, Optional<EnvironmentPage> page) {}

    private record EnvironmentPage(List<EnvironmentName> names, long total, Optional<String> next) {

        private static EnvironmentPage of(ResponseJson environments) {
            var pageInfo = environments.object("pageInfo");
            return new EnvironmentPage(
                    environments.list("nodes").stream()
                            .map(node -> node.parsed("name", EnvironmentName::new))
                            .toList(),
                    environments.count("totalCount"),
                    pageInfo.flag("hasNextPage") ? Optional.of(pageInfo.text("endCursor")) : Optional.empty());
        }
    }

    /**
     * Describes {@code repositories}, with all environments of each if {@code withEnvironments}.
     *
     * @throws GitHubException.CredentialRejectedException when the credential is rejected
     */
    RepositoryBatch read(List<RepositoryName> repositories, boolean withEnvironments) {
        Map<RepositoryName, RepositoryDetails> found = new LinkedHashMap<>();
        Map<RepositoryName, Set<EnvironmentName>> environments = new HashMap<>();
        List<BatchItem> open = repositories.stream()
                .distinct()
                .map(name -> new BatchItem(name, Optional.empty()))
                .toList();
        for (int page = 0; page < MOST_PAGES && !open.isEmpty(); page++) {
            List<BatchItem> more = new ArrayList<>();
            for (var described : ask(open, withEnvironments)) {
                found.putIfAbsent(described.asked(), described.details());
                described.page().ifPresent(part -> {
                    var all = environments.computeIfAbsent(described.asked(), name -> new LinkedHashSet<>());
                    boolean hasMore = all.addAll(part.names()); // one that does not would be followed for nothing
                    if (hasMore && part.next().isPresent()) {
                        more.add(new BatchItem(described.asked(), part.next()));
                    } else if (part.next().isEmpty() && all.size() == part.total()) {
                        found.computeIfPresent(
                                described.asked(), (name, details) -> details.with(Optional.of(List.copyOf(all))));
                    }
                });
            }
            open = more;
        }
        return new RepositoryBatch(found);
    }

    private List<Described> ask(List<BatchItem> items, boolean withEnvironments) {
        List<BatchQuery> queries = IntStream.iterate(0, start -> start < items.size(), start -> start + BatchQuery.SIZE)
                .mapToObj(start -> items.subList(start, Math.min(start + BatchQuery.SIZE, items.size())))
                .map(part -> new BatchQuery(part, withEnvironments))
                .toList();
        return Parallel.each(queries, this::ask).values().stream()
                .flatMap(Collection::stream)
                .toList();
    }

    private List<Described> ask(BatchQuery query) {
        var unfinished = new UnfinishedQueries();
        var described = ask(query, unfinished);
        return unfinished.last().filter(why -> !anyFinished).map(this::giveUp).orElse(described);
    }

    private List<Described> ask(BatchQuery query, UnfinishedQueries unfinished) {
        if (givenUp.get()) {
            return List.of();
        }
        if (circuitBreaker.isOpen(url, clock.instant())) {
            return giveUp("it has not answered for a while");
        }
        if (!credential.mayQuery(clock.instant())) {
            return giveUp("what is left of the GraphQL API's quota is reserved");
        }
        try {
            var described = executor.askUnlessMoved(GitHubRequest.query(url, query.toQuery()))
                    .map(response -> readable(response, query))
                    .orElseGet(() -> giveUp("GitHub redirects the query, which is followed nowhere"));
            unfinished.endRow();
            circuitBreaker.close(url);
            anyFinished = true;
            return described;
        } catch (GitHubException.CredentialRejectedException rejected) {
            throw rejected;
        } catch (GitHubException.GitHubUnavailableException unavailable) {
            boolean isUseless = unfinished.count(unavailable) || unavailable.isPermanent();
            if (unfinished.isSilent() && !Thread.currentThread().isInterrupted()) {
                circuitBreaker.open(url, clock.instant());
            }
            return isUseless ? giveUp(unavailable.why()) : inHalves(query, unfinished);
        } catch (GitHubException refused) {
            return giveUp(refused.why());
        }
    }

    /** A single repository that GitHub does not finish describing is left out. */
    private List<Described> inHalves(BatchQuery query, UnfinishedQueries unfinished) {
        return query.items().size() == 1
                ? List.of()
                : query.halves().stream()
                        .flatMap(half -> ask(half, unfinished).stream())
                        .toList();
    }

    private List<Described> giveUp(String why) {
        if (!givenUp.getAndSet(true) && !Thread.currentThread().isInterrupted()) {
            warner.accept("GitHub's GraphQL API describes no repositories, so each is asked for by itself, which takes"
                    + " more requests: " + why);
        }
        return List.of();
    }

    private List<Described> readable(GitHubResponse response, BatchQuery query) {
        try {
            return described(response, query);
        } catch (GitHubException.GitHubUnavailableException unreadable) {
            return giveUp(unreadable.why());
        }
    }

    private List<Described> described(GitHubResponse response, BatchQuery query) {
        var body = ResponseJson.of(response);
        var data = body.object("data");
        learnQuota(data, response);
        var doubtful = doubtful(body, query, response);
        return IntStream.range(0, query.items().size())
                .boxed()
                .filter(i -> !doubtful.contains(BatchQuery.alias(i)))
                .flatMap(i -> described(data, BatchQuery.alias(i), query.items().get(i), query.withEnvironments()))
                .toList();
    }

    /** The aliases that GitHub reports an error for; an error of anything else makes the whole answer doubtful. */
    private static Set<String> doubtful(ResponseJson body, BatchQuery query, GitHubResponse response) {
        if (!body.has("errors")) {
            return Set.of();
        }
        var aliases = IntStream.range(0, query.items().size())
                .mapToObj(BatchQuery::alias)
                .collect(Collectors.toSet());
        return body.list("errors").stream()
                .map(error -> error.firstText("path")
                        .filter(aliases::contains)
                        .orElseThrow(() -> new GitHubException.GitHubValidationException(
                                response.call(), "GitHub answers the query with an error", response.status())))
                .collect(Collectors.toSet());
    }

    private static Stream<Described> described(
            ResponseJson data, String alias, BatchItem item, boolean withEnvironments) {
        try {
            if (!data.has(alias)) {
                return Stream.empty();
            }
            var node = data.object(alias);
            var info = new RepositoryInfo(
                    node.parsed("nameWithOwner", RepositoryName::parse),
                    node.flag("isArchived"),
                    node.flag("isDisabled"));
            var details = new RepositoryDetails(
                    info, node.flag("isLocked"), node.flag("isPrivate"), role(node), Optional.empty());
            return Stream.of(
                    new Described(item.name(), details, withEnvironments ? environmentPage(node) : Optional.empty()));
        } catch (GitHubException.GitHubUnavailableException unreadable) {
            return Stream.empty();
        }
    }

    private static Optional<EnvironmentPage> environmentPage(ResponseJson node) {
        try {
            return Optional.of(EnvironmentPage.of(node.object("environments")));
        } catch (GitHubException.GitHubUnavailableException unreadable) {
            return Optional.empty();
        }
    }

    /** Empty for a role that GitHub does not name, or that is not known here. */
    private static Optional<RepositoryRole> role(ResponseJson node) {
        String name = node.has("viewerPermission") ? node.text("viewerPermission") : "";
        return Stream.of(RepositoryRole.values())
                .filter(role -> role.name().equals(name))
                .findFirst();
    }

    private void learnQuota(ResponseJson data, GitHubResponse response) {
        if (data.has("rateLimit")) {
            var quota = data.object("rateLimit");
            Instant now = clock.instant();
            var left = Duration.between(ResponseClassifier.dateOf(response, now), quota.moment("resetAt"));
            credential.learnQueries(
                    new RateLimitStatus(quota.count("limit"), quota.count("remaining"), now.plus(left)),
                    quota.count("cost"),
                    now);
        }
    }
}
