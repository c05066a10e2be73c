package io.github.ccatobs.pat.github;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Lists that GitHub gives in pages, read to their end: until it names no next page and has listed as many as it counts,
 * or, where it does not count, until a page is not full. A list that does not end that way is invalid.
 */
final class Paginator {

    /** GitHub's largest page; a repository holds at most this many secrets. */
    static final int SIZE = 100;

    /** Of one repository: GitHub allows 100 secrets there, and shares 100 of an organisation's. */
    private static final int MOST_OF_A_REPOSITORY = 1_000;

    private static final int MOST_OF_AN_ORGANIZATION = 100_000;

    /** GitHub names no most; each page of them is one request of every audit. */
    private static final int MOST_GRANTS = 10_000;

    private final RetryingRequestExecutor executor;

    Paginator(RetryingRequestExecutor executor) {
        this.executor = executor;
    }

    /**
     * A whole list.
     *
     * @param moved whether GitHub redirected to answer any page
     * @param answeredAt when GitHub answered with the last page, by its clock, as far as it says
     */
    record AllPages<K, V>(Map<K, V> items, boolean moved, Optional<Instant> answeredAt) {}

    /** One page; with the count of the whole list where GitHub gives it. */
    private record PageContent(List<ResponseJson> items, OptionalLong total) {

        private static PageContent counted(GitHubResponse response, String what) {
            var body = ResponseJson.of(response);
            return new PageContent(body.list(what), OptionalLong.of(body.count("total_count")));
        }

        private static PageContent bare(GitHubResponse response) {
            return new PageContent(ResponseJson.listOf(response), OptionalLong.empty());
        }

        private boolean mayBeLast(int found) {
            return total.isPresent() ? found >= total.getAsLong() : items.size() < SIZE;
        }
    }

    /**
     * Reads a list that stands under {@code what} beside its {@code total_count}.
     *
     * @param call asks for a page by its number, which is empty for the first
     */
    <K, V> AllPages<K, V> read(
            String what,
            Function<Optional<Integer>, GitHubRequest> call,
            Function<ResponseJson, K> key,
            Function<ResponseJson, V> value) {
        return gather(what, MOST_OF_A_REPOSITORY, call, response -> PageContent.counted(response, what), key, value);
    }

    /** Reads such a list of repositories, of which an organisation may have many. */
    <K, V> AllPages<K, V> readRepositories(
            Function<Optional<Integer>, GitHubRequest> call,
            Function<ResponseJson, K> key,
            Function<ResponseJson, V> value) {
        String what = "repositories";
        return gather(what, MOST_OF_AN_ORGANIZATION, call, response -> PageContent.counted(response, what), key, value);
    }

    /** Reads a list that is the whole answer, without a count. */
    <K, V> AllPages<K, V> readBare(
            String what,
            Function<Optional<Integer>, GitHubRequest> call,
            Function<ResponseJson, K> key,
            Function<ResponseJson, V> value) {
        return gather(what, MOST_OF_AN_ORGANIZATION, call, PageContent::bare, key, value);
    }

    /** Reads such a list of what an organisation granted. */
    <K, V> AllPages<K, V> readGrants(
            Function<Optional<Integer>, GitHubRequest> call,
            Function<ResponseJson, K> key,
            Function<ResponseJson, V> value) {
        return gather("personal access tokens", MOST_GRANTS, call, PageContent::bare, key, value);
    }

    private <K, V> AllPages<K, V> gather(
            String what,
            int most,
            Function<Optional<Integer>, GitHubRequest> call,
            Function<GitHubResponse, PageContent> reader,
            Function<ResponseJson, K> key,
            Function<ResponseJson, V> value) {
        Map<K, V> found = new LinkedHashMap<>();
        boolean moved = false;
        for (int number = 1; number <= most / SIZE; number++) {
            var response = executor.ask(call.apply(Optional.of(number).filter(page -> page > 1)));
            refusePartial(response);
            moved |= response.call().redirects() > 0;
            var page = reader.apply(response);
            if (page.items().size() > SIZE || page.total().orElse(0) > most) {
                throw tooMany(response.call(), what, most);
            }
            int before = found.size();
            Set<K> ofThisPage = new HashSet<>();
            for (var item : page.items()) {
                if (!ofThisPage.add(key.apply(item))) {
                    throw new GitHubException.GitHubUnavailableException(
                            response.call(), "a page of the answer lists one of its " + what + " twice");
                }
                found.put(key.apply(item), value.apply(item));
            }
            if (!hasNext(response) && page.mayBeLast(found.size())) {
                return new AllPages<>(found, moved, response.date());
            }
            if (found.size() == before) {
                throw new GitHubException.GitHubUnavailableException(
                        call.apply(Optional.empty()), "GitHub counts more " + what + " than it lists");
            }
        }
        throw tooMany(call.apply(Optional.empty()), what, most);
    }

    /** Far more than GitHub allows: whatever answers, it would keep us busy for nothing. */
    private static GitHubException tooMany(GitHubRequest request, String what, int most) {
        return new GitHubException.GitHubUnavailableException(
                request,
                "the answer lists more " + what + " than GitHub gives: at most " + SIZE + " in a page and " + most
                        + " in all are read");
    }

    private static boolean hasNext(GitHubResponse response) {
        return response.header("link")
                .filter(link -> link.contains("rel=\"next\""))
                .isPresent();
    }

    /** GitHub leaves out of lists what a credential lacks single sign-on for, and says so only in a header. */
    private static void refusePartial(GitHubResponse response) {
        if (response.header("x-github-sso")
                .filter(text -> text.startsWith("partial-results"))
                .isPresent()) {
            throw new GitHubException.ForbiddenException(
                    response.call(),
                    "GitHub lists only a part: an organisation requires single sign-on authorisation of the credential",
                    GitHubException.ForbiddenReason.SINGLE_SIGN_ON,
                    Optional.empty());
        }
    }
}
