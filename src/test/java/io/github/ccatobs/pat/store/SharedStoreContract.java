package io.github.ccatobs.pat.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.rotation.RotationStoreContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The further contract of a store that other processes can reach. */
abstract class SharedStoreContract extends RotationStoreContract {

    /** Where {@link StoreProcess#rotating} finds the same data. */
    protected abstract String[] place();

    @Test
    void exactlyOneOfThreeProcessesRotates() throws IOException {
        try (var one = StoreProcess.rotating(place());
                var two = StoreProcess.rotating(place());
                var three = StoreProcess.rotating(place())) {
            var all = List.of(one, two, three);
            for (StoreProcess process : all) {
                assertThat(process.line()).isEqualTo("open");
            }
            for (StoreProcess process : all) {
                process.letGo();
            }
            var answers = new ArrayList<String>();
            for (StoreProcess process : all) {
                answers.add(process.line());
            }
            assertThat(answers).containsOnlyOnce("proceeds");
            answers.remove("proceeds");
            assertThat(answers)
                    .hasSize(2)
                    .allMatch(answer -> answer.startsWith("another rotation of GH_PAT is running: child, since "));
        }
        assertThat(outcomes()).containsEntry(StoreProcess.repository(0), updated(0));
        assertThat(store.writesSince(NOW)).hasSize(1);
    }
}
