package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.RotationStore.LeaseHeldException;
import io.github.ccatobs.pat.rotation.RotationStore.LeaseLostException;
import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import io.github.ccatobs.pat.token.TokenVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every {@link RotationStore}. */
public abstract class RotationStoreContract {

    /** The time of every test; stores that look at a clock get this one. */
    protected static final Instant NOW = Instant.parse("2026-11-23T08:45:12.345Z");

    protected static final Duration LENGTH = Duration.ofMinutes(2);
    protected static final SecretName SECRET = new SecretName("GH_PAT");
    protected static final RotationId ID = new RotationId("20261123-084512-k3f9");
    protected static final RepositoryName WEB = RepositoryName.parse("acme/web");
    protected static final RepositoryName API = RepositoryName.parse("acme/api");
    protected static final RepositoryName OPS = RepositoryName.parse("acme/ops");

    /** The token behind the fingerprint: no kept item may hold it. */
    protected static final String MARKER = "marker-of-the-token-itself";

    protected static final Fingerprint TOKEN = Fingerprint.of(SecretValue.of(MARKER));
    private static final Fingerprint OTHER_TOKEN = Fingerprint.of(SecretValue.of("other"));

    protected RotationStore store;

    /** Opens the store of this test, with what it holds already. */
    protected abstract RotationStore open() throws Exception;

    /** A way to the same data that another process would use at the same time, where there is one. */
    protected RotationStore another() {
        return store;
    }

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    protected void reopen() throws Exception {
        store.close();
        store = open();
    }

    // The lease

    @Test
    void givesTheLeaseToTheFirst() {
        assertThat(take("first")).isEqualTo(new Lease(SECRET, 1, "first", NOW, NOW.plus(LENGTH)));
    }

    @Test
    void tellsTheSecondWhoHoldsTheLeaseAndSinceWhen() throws Exception {
        Lease first = take("alice on laptop");
        reopen();
        LeaseHeldException held = catchThrowableOfType(
                LeaseHeldException.class,
                () -> store.acquire(SECRET, "bob", first.expiresAt().minusMillis(1), LENGTH));
        assertThat(held.lease()).isEqualTo(first);
        assertThat(held)
                .hasMessage("another rotation of GH_PAT is running: alice on laptop, since 2026-11-23T08:45:12Z;"
                        + " if that run has died, its lease ends at "
                        + first.expiresAt().truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void tellsWhoHoldsTheLeaseAsLongAsItKeepsOthersOut() throws Exception {
        assertThat(store.held(SECRET, NOW)).isEmpty();
        Lease first = take("alice on laptop");
        reopen();
        assertThat(store.held(SECRET, first.expiresAt().minusMillis(1))).contains(first);
        assertThat(store.held(SECRET, first.expiresAt())).isEmpty();
        store.release(first);
        assertThat(store.held(SECRET, NOW)).isEmpty();
    }

    @Test
    void takesAHolderOfTheSameNameForSomebodyElse() {
        take("alice");
        assertThatExceptionOfType(LeaseHeldException.class).isThrownBy(() -> take("alice"));
    }

    @Test
    void leasesOfDifferentSecretsDoNotMeet() {
        take("first");
        var other = new SecretName("NPM_TOKEN");
        assertThat(store.acquire(other, "second", NOW, LENGTH))
                .isEqualTo(new Lease(other, 1, "second", NOW, NOW.plus(LENGTH)));
    }

    @Test
    void anExpiredLeaseIsTakenOverWithAHigherFence() throws Exception {
        Lease first = take("first");
        reopen();
        Lease second = store.acquire(SECRET, "second", first.expiresAt(), LENGTH);
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(second.holder()).isEqualTo("second");
        assertThat(second.since()).isEqualTo(first.expiresAt());
    }

    @Test
    void aReleasedLeaseIsFreeAtOnceAndItsFenceIsNotGivenOutAgain() throws Exception {
        Lease first = take("first");
        store.release(first);
        reopen();
        assertThat(take("second").fence()).isGreaterThan(first.fence());
    }

    @Test
    void aRenewedLeaseLastsLonger() {
        Lease first = take("first");
        Instant later = NOW.plusSeconds(90);
        Lease renewed = store.renew(first, later, LENGTH);
        assertThat(renewed).isEqualTo(new Lease(SECRET, first.fence(), "first", NOW, later.plus(LENGTH)));
        assertThat(catchThrowableOfType(
                                LeaseHeldException.class, () -> store.acquire(SECRET, "b", first.expiresAt(), LENGTH))
                        .lease())
                .isEqualTo(renewed);
    }

    @Test
    void anExpiredLeaseThatNobodyTookIsRenewed() {
        Lease first = take("first");
        Instant later = first.expiresAt().plusSeconds(60);
        store.renew(first, later, LENGTH);
        assertThatExceptionOfType(LeaseHeldException.class).isThrownBy(() -> store.acquire(SECRET, "b", later, LENGTH));
    }

    @Test
    void aReleasedLeaseIsNotRenewed() {
        Lease first = take("first");
        store.release(first);
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> store.renew(first, NOW, LENGTH));
        assertThat(take("second").holder()).isEqualTo("second");
    }

    @Test
    void releasingALostLeaseDoesNothing() {
        Lease first = take("first");
        Lease second = store.acquire(SECRET, "second", first.expiresAt(), LENGTH);
        store.release(first);
        assertThat(catchThrowableOfType(
                                LeaseHeldException.class,
                                () -> store.acquire(SECRET, "third", first.expiresAt(), LENGTH))
                        .lease())
                .isEqualTo(second);
    }

    @Test
    void exactlyOneOfManyWinsTheLease() throws Exception {
        assertThat(holdersAfterARaceAt(NOW)).hasSize(1);
    }

    @Test
    void exactlyOneOfManyTakesOverAnExpiredLease() throws Exception {
        Lease first = take("first");
        assertThat(holdersAfterARaceAt(first.expiresAt())).singleElement().satisfies(lease -> assertThat(lease.fence())
                .isEqualTo(first.fence() + 1));
    }

    private List<Lease> holdersAfterARaceAt(Instant moment) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Optional<Lease>>> racers = IntStream.range(0, 16)
                    .<Callable<Optional<Lease>>>mapToObj(number -> {
                        RotationStore own = another();
                        return () -> tryToTake(own, "racer " + number, moment);
                    })
                    .toList();
            var winners = new ArrayList<Lease>();
            for (Future<Optional<Lease>> racer : threads.invokeAll(racers)) {
                racer.get().ifPresent(winners::add);
            }
            return winners;
        }
    }

    private static Optional<Lease> tryToTake(RotationStore store, String holder, Instant moment) {
        try {
            return Optional.of(store.acquire(SECRET, holder, moment, LENGTH));
        } catch (LeaseHeldException e) {
            return Optional.empty();
        }
    }

    @Test
    void aLateWriteOfTheOldHolderIsRefusedAndChangesNothing() {
        Lease old = take("first");
        store.save(head(), List.of(WEB, API), old);
        store.record(head(), WEB, updated(1), old);
        Lease mine = store.acquire(SECRET, "second", old.expiresAt(), LENGTH);
        List<Object> before = everything();

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> store.save(head(RotationState.COMPLETE), List.of(OPS), old))
                .withMessageContaining("GH_PAT")
                .withMessageContaining("first");
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> store.save(head(RotationState.STOPPED), List.of(), old));
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> store.record(head(), API, updated(2), old));
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> store.record(head(), API, new Outcome.Failed(NOW, 1, "late"), old));
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> store.renew(old, old.expiresAt(), LENGTH));

        assertThat(everything()).isEqualTo(before);
        store.record(head(), API, updated(3), mine);
        assertThat(outcomes()).containsEntry(API, updated(3));
    }

    @Test
    void aLeaseThatWasNeverGivenOutWritesNothing() {
        var made = new Lease(SECRET, 1, "nobody", NOW, NOW.plus(LENGTH));
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> store.save(head(), List.of(WEB), made));
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> store.renew(made, NOW, LENGTH));
        store.release(made);
        assertThat(everything())
                .isEqualTo(List.of(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of()));
        assertThat(take("first").holder()).isEqualTo("first");
    }

    // The rotation

    @Test
    void aStoreThatIsNewHoldsNothing() {
        assertThat(everything())
                .isEqualTo(List.of(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of()));
    }

    static Stream<RotationHeader> heads() {
        return Stream.of(
                head(),
                new RotationHeader(
                        ID,
                        RotationState.WAITING,
                        SECRET,
                        TOKEN,
                        new TokenExpiry.At(NOW.plusSeconds(7_776_000)),
                        Optional.of("3b0d-versión"),
                        NOW,
                        "schedule „nächtlich“ \ud83c\udf19\n\"quoted\"\\",
                        Optional.of(NOW.plusMillis(1)),
                        Optional.of(NOW.plusSeconds(3_600)),
                        Optional.of("GitHub asks us to wait"),
                        true,
                        Optional.of(
                                new RotationEstimate(50, 101, 301, Duration.ofMillis(61_234), NOW.plusMillis(61_234))),
                        Optional.of(NOW.minusSeconds(3_600)),
                        Optional.of(NOW.minusSeconds(3_599)),
                        Optional.of(new TokenVersion.Staged("a_label+=.@/-")),
                        true),
                new RotationHeader(
                        ID,
                        RotationState.REFUSED,
                        SECRET,
                        TOKEN,
                        new TokenExpiry.Never(),
                        Optional.of(""),
                        Instant.EPOCH,
                        "",
                        Optional.of(Instant.EPOCH),
                        Optional.empty(),
                        Optional.of(""),
                        false));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void keepsAHeadAsItWasSaved(RotationHeader head) throws Exception {
        store.save(head, List.of(), take("first"));
        reopen();
        assertThat(store.find(ID)).contains(new Rotation(head, Collections.emptyMap()));
        assertThat(store.newest(1)).containsExactly(head);
    }

    @Test
    void keepsEveryState() {
        Lease lease = take("first");
        for (RotationState state : RotationState.values()) {
            store.save(head(state), List.of(), lease);
            assertThat(store.find(ID).orElseThrow().head()).isEqualTo(head(state));
        }
    }

    @Test
    void newRepositoriesArePendingInTheOrderGiven() {
        store.save(head(), List.of(WEB, API, OPS), take("first"));
        assertThat(outcomes().entrySet().stream().map(Object::toString))
                .containsExactly(
                        "acme/web=Pending[attempts=0]", "acme/api=Pending[attempts=0]", "acme/ops=Pending[attempts=0]");
    }

    @Test
    void savingAgainKeepsOutcomesAndAddsNewRepositoriesAtTheEnd() throws Exception {
        Lease lease = take("first");
        store.save(head(), List.of(WEB, API), lease);
        store.record(head(), WEB, updated(1), lease);
        reopen();
        store.save(head(RotationState.STOPPED), List.of(OPS, API, WEB), lease);
        assertThat(store.find(ID).orElseThrow().head().state()).isEqualTo(RotationState.STOPPED);
        assertThat(outcomes().entrySet())
                .containsExactly(
                        entry(WEB, updated(1)), entry(API, new Outcome.Pending(0)), entry(OPS, new Outcome.Pending(0)));
    }

    @Test
    void savingWithoutRepositoriesKeepsThoseThereAre() {
        Lease lease = take("first");
        store.save(head(), List.of(WEB, API), lease);
        store.save(head(RotationState.COMPLETE), List.of(), lease);
        assertThat(outcomes()).containsOnlyKeys(WEB, API);
    }

    @Test
    void namesInAnotherCaseAreTheSameRepository() {
        Lease lease = take("first");
        store.save(head(), List.of(RepositoryName.parse("Acme/Web"), WEB), lease);
        store.save(head(), List.of(RepositoryName.parse("ACME/WEB")), lease);
        store.record(head(), WEB, updated(1), lease);
        store.record(head(), RepositoryName.parse("acme/WEB"), updated(2), lease);
        assertThat(outcomes().entrySet()).containsExactly(entry(WEB, updated(2)));
        assertThat(outcomes().keySet()).extracting(RepositoryName::toString).containsExactly("Acme/Web");
        assertThat(store.ledger(SECRET)).hasSize(1);
    }

    @Test
    void manyRepositoriesKeepTheirOrder() throws Exception {
        // From the last name to the first, so that no order by name passes for the order of work.
        List<RepositoryName> many = IntStream.range(0, 1_500)
                .mapToObj(number -> RepositoryName.parse("acme/repository-" + (9_999 - number)))
                .toList();
        Lease lease = take("first");
        store.save(head(), many, lease);
        store.record(head(), many.get(1_499), updated(1), lease);
        store.record(head(), many.get(0), updated(2), lease);
        reopen();
        assertThat(outcomes().keySet()).containsExactlyElementsOf(many);
        assertThat(outcomes().values().stream().filter(Outcome.Updated.class::isInstance))
                .containsExactly(updated(2), updated(1));
    }

    @Test
    void rotationsDoNotMixTheirRepositories() {
        Lease lease = take("first");
        RotationHeader other = head(new RotationId("20261123-084512-k3f8"), OTHER_TOKEN);
        store.save(head(), List.of(WEB), lease);
        store.save(other, List.of(API), lease);
        store.record(other, API, updated(1), lease);
        assertThat(outcomes()).containsOnlyKeys(WEB);
        assertThat(store.find(other.id()).orElseThrow().outcomes()).isEqualTo(Map.of(API, updated(1)));
    }

    // Finding

    @Test
    void findsARotationByItsToken() throws Exception {
        store.save(head(), List.of(WEB), take("first"));
        reopen();
        assertThat(store.find(SECRET, TOKEN)).isEqualTo(store.find(ID)).isPresent();
        assertThat(store.find(SECRET, OTHER_TOKEN)).isEmpty();
        assertThat(store.find(new SecretName("NPM_TOKEN"), TOKEN)).isEmpty();
    }

    @Test
    void findsTheNewestRotationOfAToken() {
        Lease lease = take("first");
        RotationHeader newer = head(new RotationId("20261124-000000-aaaa"), TOKEN);
        RotationHeader older = head(new RotationId("20251123-084512-k3f9"), TOKEN);
        Stream.of(head(), newer, older).forEach(head -> store.save(head, List.of(), lease));
        assertThat(store.find(SECRET, TOKEN).orElseThrow().head()).isEqualTo(newer);
    }

    @Test
    void tellsTheRotationThatWasCompletedLastFromTheOneThatBeganLast() {
        Lease lease = take("first");
        RotationHeader putBack = complete(head(), 3);
        RotationHeader between = complete(head(new RotationId("20261124-000000-aaaa"), OTHER_TOKEN), 2);
        RotationHeader underWay = head(new RotationId("20261125-000000-aaaa"), OTHER_TOKEN);
        Stream.of(putBack, between, underWay).forEach(head -> store.save(head, List.of(), lease));
        assertThat(store.lastFinished(SECRET)).contains(putBack);
        assertThat(store.lastComplete(SECRET)).contains(between);
        assertThat(store.lastFinished(new SecretName("NPM_TOKEN"))).isEmpty();
    }

    /** Another machine, whose clock is a day ahead, ran the one before. */
    @Test
    void tellsTheLastRotationByGitHubsClock() throws Exception {
        Lease lease = take("first");
        var ahead = head(new RotationId("20261124-000000-aaaa"), OTHER_TOKEN)
                .withGitHubStart(Optional.of(NOW.minus(Duration.ofDays(1))));
        RotationHeader last = complete(head().withGitHubStart(Optional.of(NOW)), 3);
        RotationHeader before = ahead.ended(
                RotationState.COMPLETE,
                NOW.plus(Duration.ofDays(1)),
                Optional.of(NOW.plusSeconds(2)),
                Optional.empty());
        Stream.of(last, before).forEach(head -> store.save(head, List.of(), lease));
        reopen();
        assertThat(store.lastFinished(SECRET)).contains(last);
        assertThat(store.lastComplete(SECRET)).contains(last);

        // Of a rotation of an earlier version its end is known by that machine's clock alone.
        store.save(
                ahead.ended(RotationState.COMPLETE, NOW.plusSeconds(9), Optional.empty(), Optional.empty()),
                List.of(),
                lease);
        assertThat(store.lastFinished(SECRET)).contains(last);
    }

    private static RotationHeader complete(RotationHeader head, int second) {
        return head.ended(
                RotationState.COMPLETE,
                NOW.plusSeconds(second),
                head.gitHubStartedAt().map(start -> start.plusSeconds(second)),
                Optional.empty());
    }

    @Test
    void findsNothingUnderAnIdThatWasNeverSaved() {
        store.save(head(), List.of(WEB), take("first"));
        assertThat(store.find(new RotationId("20261123-084512-k3f8"))).isEmpty();
    }

    @Test
    void listsTheNewestRotationsFirstAndNoMoreThanAskedFor() {
        Lease lease = take("first");
        List<RotationHeader> heads = IntStream.range(10, 30)
                .mapToObj(day -> head(new RotationId("202611" + day + "-084512-k3f9"), TOKEN))
                .toList();
        List<RotationHeader> shuffled = new ArrayList<>(heads);
        Collections.rotate(shuffled, 7);
        shuffled.forEach(head -> store.save(head, List.of(), lease));
        assertThat(store.newest(3)).containsExactly(heads.get(19), heads.get(18), heads.get(17));
        assertThat(store.newest(Integer.MAX_VALUE)).containsExactlyElementsOf(heads.reversed());
        assertThat(store.newest(0)).isEmpty();
        assertThat(store.newest(-1)).isEmpty();
    }

    @Test
    void listsRotationsOfOneSecondInTheOrderInWhichTheyBegan() {
        Lease lease = take("first");
        var first = head(new RotationId("20261123-084512-zzzz"), TOKEN, NOW.plusMillis(1));
        var last = head(new RotationId("20261123-084512-0000"), OTHER_TOKEN, NOW.plusMillis(2));
        store.save(first, List.of(), lease);
        store.save(last, List.of(), lease);
        assertThat(store.newest(2)).containsExactly(last, first);
        assertThat(store.newest(1)).containsExactly(last);
    }

    // Recording

    static Stream<Outcome> outcomesOfAllKinds() {
        return Stream.of(
                new Outcome.Pending(3),
                new Outcome.Updated(NOW.plusMillis(7), 2, false),
                new Outcome.Updated(NOW, 1, true),
                new Outcome.Failed(NOW, 4, "403: Resource not accessible by personal access token"),
                new Outcome.Failed(NOW, 1, ""),
                new Outcome.Failed(NOW, 1, "zwei\r\nZeilen, ein \"Zitat\", \ud83d\udd11, \u0000, \u2028, \\ und }{"),
                new Outcome.Failed(NOW, Integer.MAX_VALUE, "half a pair: \ud83d!"));
    }

    @ParameterizedTest
    @MethodSource("outcomesOfAllKinds")
    void keepsAnOutcomeAsItWasRecorded(Outcome outcome) throws Exception {
        Lease lease = take("first");
        store.save(head(), List.of(WEB, API), lease);
        store.record(head(), API, outcome, lease);
        reopen();
        assertThat(outcomes().entrySet()).containsExactly(entry(WEB, new Outcome.Pending(0)), entry(API, outcome));
    }

    @Test
    void aReasonThatIsTooLongIsCutBetweenCharacters() throws Exception {
        Lease lease = take("first");
        store.save(head(), List.of(WEB), lease);
        store.record(head(), WEB, new Outcome.Failed(NOW, 1, "\ud83d\udd11".repeat(100_000)), lease);
        reopen();
        assertThat(outcomes()).containsEntry(WEB, new Outcome.Failed(NOW, 1, "\ud83d\udd11".repeat(1_999) + "…"));
    }

    @Test
    void anUpdateIsInTheLedgerAndCountsAsOneWrite() throws Exception {
        Lease lease = take("first");
        store.save(head(), List.of(WEB, API), lease);
        store.record(head(), WEB, updated(5), lease);
        reopen();
        assertThat(store.ledger(SECRET)).containsExactly(new LedgerEntry(WEB, TOKEN, ID, updated(5)));
        assertThat(store.ledger(new SecretName("NPM_TOKEN"))).isEmpty();
        assertThat(store.writesSince(NOW)).containsExactly(NOW.plusMillis(5));
    }

    @Test
    void verifyingIsNoSecondWrite() {
        Lease lease = take("first");
        store.save(head(), List.of(WEB), lease);
        store.record(head(), WEB, new Outcome.Updated(NOW, 1, false), lease);
        store.record(head(), WEB, new Outcome.Updated(NOW, 1, true), lease);
        assertThat(outcomes()).containsEntry(WEB, new Outcome.Updated(NOW, 1, true));
        assertThat(store.writesSince(NOW)).containsExactly(NOW);
        assertThat(store.ledger(SECRET)).containsExactly(new LedgerEntry(WEB, TOKEN, ID, NOW));
    }

    @Test
    void writingARepositoryAgainIsAnotherWrite() {
        Lease lease = take("first");
        store.save(head(), List.of(WEB), lease);
        store.record(head(), WEB, updated(1), lease);
        store.record(head(), WEB, updated(2), lease);
        assertThat(store.writesSince(NOW)).containsExactly(NOW.plusMillis(1), NOW.plusMillis(2));
        assertThat(store.ledger(SECRET)).containsExactly(new LedgerEntry(WEB, TOKEN, ID, updated(2)));
    }

    @Test
    void whatFailedAndIsUpdatedLaterIsUpdated() {
        Lease lease = take("first");
        store.save(head(), List.of(WEB), lease);
        store.record(head(), WEB, new Outcome.Failed(NOW, 1, "archived", true), lease);
        assertThat(outcomes()).containsEntry(WEB, new Outcome.Failed(NOW, 1, "archived", true));
        assertThat(store.ledger(SECRET)).isEmpty();
        assertThat(store.writesSince(NOW)).isEmpty();
        store.record(head(), WEB, new Outcome.Updated(NOW.plusMillis(9), 2, false), lease);
        assertThat(outcomes()).containsEntry(WEB, new Outcome.Updated(NOW.plusMillis(9), 2, false));
        assertThat(store.ledger(SECRET)).containsExactly(new LedgerEntry(WEB, TOKEN, ID, updated(9)));
        assertThat(store.writesSince(NOW)).containsExactly(NOW.plusMillis(9));
    }

    @Test
    void keepsGitHubsTimeOfAWriteAndCorrectsItOnceItShows() {
        Lease lease = take("first");
        store.save(head(), List.of(WEB), lease);
        var dated = new Outcome.Updated(NOW, 1, false, Optional.of(NOW.plusSeconds(600)));
        store.record(head(), WEB, dated, lease);
        assertThat(outcomes()).containsEntry(WEB, dated);
        assertThat(store.ledger(SECRET))
                .containsExactly(new LedgerEntry(WEB, TOKEN, ID, NOW, Optional.of(NOW.plusSeconds(600)), false));

        store.record(head(), WEB, dated.verified(NOW.plusSeconds(599)), lease);
        assertThat(store.ledger(SECRET))
                .containsExactly(new LedgerEntry(WEB, TOKEN, ID, NOW, Optional.of(NOW.plusSeconds(599))));
        assertThat(store.writesSince(NOW)).containsExactly(NOW);
    }

    @Test
    void whatFailsLaterStaysInTheLedger() {
        Lease lease = take("first");
        store.save(head(), List.of(WEB), lease);
        store.record(head(), WEB, updated(1), lease);
        store.record(head(), WEB, new Outcome.Failed(NOW.plusMillis(2), 2, "gone"), lease);
        assertThat(outcomes()).containsEntry(WEB, new Outcome.Failed(NOW.plusMillis(2), 2, "gone"));
        assertThat(store.ledger(SECRET)).containsExactly(new LedgerEntry(WEB, TOKEN, ID, updated(1)));
        assertThat(store.writesSince(NOW)).containsExactly(NOW.plusMillis(1));
    }

    @Test
    void theLedgerHoldsTheLastTokenOfEachRepositoryByName() {
        Lease lease = take("first");
        RotationHeader later = head(new RotationId("20261123-094512-k3f9"), OTHER_TOKEN);
        store.save(head(), List.of(WEB, API), lease);
        store.record(head(), WEB, updated(1), lease);
        store.record(head(), API, updated(2), lease);
        store.save(later, List.of(WEB, API), lease);
        store.record(later, WEB, updated(3), lease);
        assertThat(store.ledger(SECRET))
                .containsExactly(
                        new LedgerEntry(API, TOKEN, ID, updated(2)),
                        new LedgerEntry(WEB, OTHER_TOKEN, later.id(), updated(3)));
    }

    @Test
    void listsWritesOfAllSecretsSinceAMomentInOrder() {
        var npm = new SecretName("NPM_TOKEN");
        Lease lease = take("first");
        Lease other = store.acquire(npm, "second", NOW, LENGTH);
        RotationHeader otherHead = new RotationHeader(
                new RotationId("20261123-084513-zzzz"),
                RotationState.RUNNING,
                npm,
                OTHER_TOKEN,
                new TokenExpiry.Unknown(),
                Optional.empty(),
                NOW,
                "b",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
        store.save(head(), List.of(WEB, API, OPS), lease);
        store.save(otherHead, List.of(WEB), other);
        store.record(head(), WEB, new Outcome.Updated(NOW, 1, false), lease);
        store.record(head(), API, new Outcome.Updated(NOW.minusSeconds(3_600), 1, false), lease);
        store.record(head(), OPS, new Outcome.Updated(NOW.minusMillis(5_345), 1, false), lease);
        store.record(otherHead, WEB, new Outcome.Updated(NOW, 1, false), other);

        assertThat(store.writesSince(NOW.minus(Duration.ofHours(2))))
                .containsExactly(NOW.minusSeconds(3_600), NOW.minusMillis(5_345), NOW, NOW);
        assertThat(store.writesSince(NOW.minusMillis(5_345))).containsExactly(NOW.minusMillis(5_345), NOW, NOW);
        assertThat(store.writesSince(NOW.minusMillis(5_344))).containsExactly(NOW, NOW);
        assertThat(store.writesSince(NOW.plusMillis(1))).isEmpty();
    }

    @Test
    void refusesAnOutcomeOfWhatWasNeverSaved() {
        Lease lease = take("first");
        assertThatIllegalArgumentException().isThrownBy(() -> store.record(head(), WEB, updated(1), lease));
        store.save(head(), List.of(WEB), lease);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.record(head(), API, updated(1), lease))
                .withMessageContaining("acme/api")
                .withMessageContaining(ID.value());
        assertThat(store.ledger(SECRET)).isEmpty();
    }

    @Test
    void manyRecordAtOnce() throws Exception {
        List<RepositoryName> many = IntStream.range(0, 40)
                .mapToObj(number -> RepositoryName.parse("acme/repository-" + number))
                .toList();
        Lease lease = take("first");
        store.save(head(), many, lease);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> records = many.stream()
                    .<Callable<Boolean>>map(repository -> () -> {
                        store.record(head(), repository, updated(many.indexOf(repository)), lease);
                        return true;
                    })
                    .toList();
            for (Future<Boolean> recorded : threads.invokeAll(records)) {
                assertThat(recorded.get()).isTrue();
            }
        }
        assertThat(outcomes().values())
                .containsExactlyElementsOf(IntStream.range(0, 40)
                        .mapToObj(RotationStoreContract::updated)
                        .toList());
        assertThat(store.ledger(SECRET)).hasSize(40);
        assertThat(store.writesSince(NOW)).hasSize(40).isSorted();
    }

    @Test
    void anInterruptedCallerRecordsAllTheSameAndStaysInterrupted() {
        Lease lease = take("first");
        store.save(head(), List.of(WEB), lease);
        Thread.currentThread().interrupt();
        store.record(head(), WEB, updated(1), lease);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcomes()).containsEntry(WEB, updated(1));
    }

    @Test
    void closingTwiceIsNoMistake() throws Exception {
        store.save(head(), List.of(WEB), take("first"));
        store.close();
        reopen();
        assertThat(outcomes()).containsOnlyKeys(WEB);
    }

    protected Lease take(String holder) {
        return store.acquire(SECRET, holder, NOW, LENGTH);
    }

    protected static RotationHeader head() {
        return head(RotationState.RUNNING);
    }

    private static RotationHeader head(RotationState state) {
        return new RotationHeader(
                ID,
                state,
                SECRET,
                TOKEN,
                new TokenExpiry.Unknown(),
                Optional.empty(),
                NOW,
                "alice",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static RotationHeader head(RotationId id, Fingerprint fingerprint) {
        return head(id, fingerprint, NOW);
    }

    private static RotationHeader head(RotationId id, Fingerprint fingerprint, Instant startedAt) {
        return new RotationHeader(
                id,
                RotationState.RUNNING,
                SECRET,
                fingerprint,
                new TokenExpiry.Unknown(),
                Optional.empty(),
                startedAt,
                "alice",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** An update {@code millis} after {@link #NOW}. */
    protected static Outcome.Updated updated(int millis) {
        return new Outcome.Updated(NOW.plusMillis(millis), 1, false);
    }

    protected Map<RepositoryName, Outcome> outcomes() {
        return store.find(ID).orElseThrow().outcomes();
    }

    private List<Object> everything() {
        return List.of(
                store.find(ID),
                store.find(SECRET, TOKEN),
                store.newest(10),
                store.ledger(SECRET),
                store.writesSince(NOW.minusSeconds(60)));
    }
}
