package io.github.ccatobs.pat.github;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Lists that GitHub gives in pages, read to their end: until it names no next page and has listed as many as it counts,
 * or, where it does not count, until a page is not full. A list that does not end that way is no list.
 */
final class Pages {

    /** GitHub's largest page; a repository holds at most this many secrets. */
    static final int SIZE = 100;

    /** Of one repository: GitHub allows 100 secrets there, and shares 100 of an organisation's. */
    private static final int MOST_OF_A_REPOSITORY = 1_000;

    private static final int MOST_OF_AN_ORGANIZATION = 100_000;

    private final Conversation conversation;

    Pages(Conversation conversation) {
        this.conversation = conversation;
    }

    /**
     * A whole list.
     *
     * @param moved whether GitHub redirected to answer any page
     */
    record Whole<K, V>(Map<K, V> items, boolean moved) {}

    /** One page; with the count of the whole list where GitHub gives it. */
    private record Page(List<AnswerBody> items, OptionalLong total) {

        private static Page counted(Answer answer, String what) {
            var body = AnswerBody.of(answer);
            return new Page(body.list(what), OptionalLong.of(body.count("total_count")));
        }

        private static Page bare(Answer answer) {
            return new Page(AnswerBody.listOf(answer), OptionalLong.empty());
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
    <K, V> Whole<K, V> read(
            String what,
            Function<Optional<Integer>, Call> call,
            Function<AnswerBody, K> key,
            Function<AnswerBody, V> value) {
        return gather(what, MOST_OF_A_REPOSITORY, call, answer -> Page.counted(answer, what), key, value);
    }

    /** Reads a list that is the whole answer, without a count. */
    <K, V> Whole<K, V> readBare(
            String what,
            Function<Optional<Integer>, Call> call,
            Function<AnswerBody, K> key,
            Function<AnswerBody, V> value) {
        return gather(what, MOST_OF_AN_ORGANIZATION, call, Page::bare, key, value);
    }

    private <K, V> Whole<K, V> gather(
            String what,
            int most,
            Function<Optional<Integer>, Call> call,
            Function<Answer, Page> reader,
            Function<AnswerBody, K> key,
            Function<AnswerBody, V> value) {
        Map<K, V> found = new LinkedHashMap<>();
        boolean moved = false;
        for (int number = 1; number <= most / SIZE; number++) {
            var answer = conversation.ask(call.apply(Optional.of(number).filter(page -> page > 1)));
            refusePartial(answer);
            moved |= answer.call().redirects() > 0;
            var page = reader.apply(answer);
            if (page.items().size() > SIZE || page.total().orElse(0) > most) {
                throw tooMany(answer.call(), what, most);
            }
            int before = found.size();
            page.items().forEach(item -> found.put(key.apply(item), value.apply(item)));
            if (!hasNext(answer) && page.mayBeLast(found.size())) {
                return new Whole<>(found, moved);
            }
            if (found.size() == before) {
                throw new GitHubException.Unavailable(
                        call.apply(Optional.empty()), "GitHub counts more " + what + " than it lists");
            }
        }
        throw tooMany(call.apply(Optional.empty()), what, most);
    }

    /** Far more than GitHub allows: whatever answers, it would keep us busy for nothing. */
    private static GitHubException tooMany(Call call, String what, int most) {
        return new GitHubException.Unavailable(
                call,
                "the answer lists more " + what + " than GitHub gives: at most " + SIZE + " in a page and " + most
                        + " in all are read");
    }

    private static boolean hasNext(Answer answer) {
        return answer.header("link")
                .filter(link -> link.contains("rel=\"next\""))
                .isPresent();
    }

    /** What a credential may not see for want of single sign-on is left out of lists with no more than a header. */
    private static void refusePartial(Answer answer) {
        if (answer.header("x-github-sso")
                .filter(text -> text.startsWith("partial-results"))
                .isPresent()) {
            throw new GitHubException.Forbidden(
                    answer.call(),
                    "GitHub lists only a part: an organisation wants the credential authorised for single sign-on",
                    GitHubException.Reason.SINGLE_SIGN_ON,
                    Optional.empty());
        }
    }
}
