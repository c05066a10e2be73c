package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionSlotsTest {

    private final AtomicInteger open = new AtomicInteger();
    private final ConnectionSlots slots = new ConnectionSlots(16, open::set);
    private final List<String> closed = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "8, 7", "9, 7", "16, 14", "256, 224", "1000, 875"})
    void leavesAnEighthToOtherSources(int most, int share) {
        assertThat(new ConnectionSlots(most, ignored -> {}).share()).isEqualTo(share);
    }

    @Test
    void givesTheLongestWaitingSlotOfASourceThatHasItsShareToItsNextConnection() {
        IntStream.range(0, 20).forEach(index -> take("a", "a" + index));

        assertThat(open).hasValue(14);
        assertThat(closed).containsExactly("a0", "a1", "a2", "a3", "a4", "a5");
    }

    @Test
    void leavesSlotsForOthersWhoCloseNobody() {
        IntStream.range(0, 14).forEach(index -> take("a", "a" + index));
        take("b", "b");
        take("c", "c");

        assertThat(closed).isEmpty();
        assertThat(open).hasValue(16);
    }

    @Test
    void takesFromTheSourceThatHoldsMostOnceAllAreTaken() {
        IntStream.range(0, 4).forEach(index -> take("few", "few" + index));
        IntStream.range(0, 12).forEach(index -> take("many", "many" + index));
        take("new", "new");

        assertThat(closed).containsExactly("many0");
        assertThat(open).hasValue(16);
    }

    @Test
    void takesTheLongestWaitingWhereEachSourceHoldsOne() {
        IntStream.range(0, 40).forEach(index -> take("source" + index, "c" + index));

        assertThat(closed)
                .containsExactlyElementsOf(
                        IntStream.range(0, 24).mapToObj(index -> "c" + index).toList());
    }

    @Test
    void neverTakesTheSlotOfARequestThatIsAnswered() {
        IntStream.range(0, 14)
                .forEach(index -> take("a", "a" + index).orElseThrow().keep());

        assertThat(take("a", "one too many")).isEmpty();
        assertThat(take("b", "b")).isPresent();
        assertThat(closed).isEmpty();
    }

    @Test
    void takesNoSlotFromASourceThatHoldsLess() {
        IntStream.range(0, 10)
                .forEach(index -> take("a", "a" + index).orElseThrow().keep());
        IntStream.range(0, 6).forEach(index -> take("b", "b" + index));

        assertThat(take("a", "one more")).isEmpty();
        assertThat(take("c", "c")).isPresent();
        assertThat(closed).containsExactly("b0");
    }

    @Test
    void letsASlotBeTakenAgainAfterItsAnswer() {
        var first = take("a", "first").orElseThrow();
        first.keep();
        IntStream.range(1, 14).forEach(index -> take("a", "a" + index));
        first.offer();
        take("a", "next");
        IntStream.range(1, 14).forEach(index -> take("a", "later" + index));

        assertThat(closed).startsWith("a1").endsWith("first");
    }

    @Test
    void countsASlotThatIsGivenBackMoreThanOnceOnce() {
        var one = take("a", "one").orElseThrow();
        take("a", "two");
        one.release();
        one.offer();
        one.keep();
        one.release();

        assertThat(open).hasValue(1);
    }

    private Optional<ConnectionSlots.Slot> take(String source, String name) {
        return slots.take(new SourceAddress(source), () -> closed.add(name));
    }
}
