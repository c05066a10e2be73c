package io.github.ccatobs.pat.notice;

import io.github.ccatobs.pat.domain.SecretName;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Posts what is new and then remembers it; of several tellers at once, one does. */
final class Teller {

    /** Longer than the board may take to post one notice. */
    private static final Duration CLAIM = Duration.ofMinutes(5);

    private final NoticeBoard board;
    private final ToldStore store;
    private final Clock clock;

    Teller(NoticeBoard board, ToldStore store, Clock clock) {
        this.board = board;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Tells what {@code judge} finds new. It is asked first without the claim, so that looking for news costs a read,
     * and again with it, since another may have told meanwhile. Without a board nothing is told or remembered.
     *
     * @throws NoticeBoard.NotPosted when the notice may not have reached the board; it is due again the next time
     */
    <T extends Told> void tell(SecretName secret, Told.Topic topic, Supplier<Optional<News<T>>> judge) {
        if (board.isOpen() && judge.get().isPresent()) {
            store.claim(secret, topic, clock.instant(), CLAIM).ifPresent(claim -> tell(claim, judge));
        }
    }

    private <T extends Told> void tell(Claim claim, Supplier<Optional<News<T>>> judge) {
        Optional<T> remembered = Optional.empty();
        try {
            var news = judge.get();
            remembered = news.flatMap(News::otherwise);
            news.flatMap(News::notice).ifPresent(board::post);
            remembered = news.map(News::ifPosted);
        } catch (RuntimeException failure) {
            giveBack(claim, remembered, failure);
            throw failure;
        }
        remember(claim, remembered);
    }

    /** What went wrong first is what people should hear of. */
    private void giveBack(Claim claim, Optional<? extends Told> remembered, RuntimeException failure) {
        try {
            remember(claim, remembered);
        } catch (RuntimeException another) {
            failure.addSuppressed(another);
        }
    }

    private void remember(Claim claim, Optional<? extends Told> remembered) {
        remembered.ifPresentOrElse(told -> store.keep(claim, told), () -> store.giveUp(claim));
    }
}
