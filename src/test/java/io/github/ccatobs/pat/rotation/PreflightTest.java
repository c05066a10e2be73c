package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The look at every repository before the first write, with and without batches of them. */
@QuarkusTest
class PreflightTest {

    private static final String QUERY = "/graphql";
    private static final String KEYS = "/repos/.*/actions/secrets/public-key";
    private static final String ACTIONS = "/repos/.*/actions/runs";
    private static final String ALONE = "/repos/[^/]+/[^/]+";

    @Test
    void asksForAllAtOnceAndForTheKeyOfEach() {
        try (var town = RotationFixture.of(100)) {
            town.rotateWithWriter(town.request());

            assertThat(town.gitHub.count("POST", QUERY))
                    .as("as writer and as token")
                    .isEqualTo(2);
            assertThat(town.gitHub.count("GET", KEYS)).isEqualTo(100);
            assertThat(town.gitHub.count("GET", ACTIONS)).isEqualTo(1);
            assertThat(town.gitHub.count("GET", ALONE)).isZero();
            assertThat(town.holding(RotationFixture.NEW)).hasSize(100);
        }
    }

    @ParameterizedTest
    @CsvSource({"404", "502"})
    void asksForEachWithoutAGraphQlApi(int status) {
        try (var town = RotationFixture.of(4)) {
            town.gitHub.onRequest("POST", QUERY).answers(status, "{\"message\":\"Not Found\"}");

            town.rotateWithWriter(town.request());

            assertThat(town.gitHub.count("GET", ALONE)).isEqualTo(4);
            assertThat(town.gitHub.count("GET", ACTIONS)).isEqualTo(4);
            assertThat(town.holding(RotationFixture.NEW)).hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void saysTheSameOfAnUnreachableRepositoryWithAndWithoutBatches(boolean batches) {
        refuses(batches, town -> town.repository(2).gone(), "there is no such repository, or the token may not see it");
        refuses(
                batches,
                town -> town.repository(2).hiddenFrom(RotationFixture.NEW),
                "there is no such repository, or the token may not see it");
        refuses(
                batches,
                town -> town.repository(2).archived(),
                "it is archived: take it out of the graph, or unarchive it on GitHub");
        refuses(
                batches,
                town -> town.repository(2).renamedTo("mallory/x"),
                "it belongs to mallory today, as mallory/x, and not to acme: nothing is written there;"
                        + " take it out of the graph");
    }

    @Test
    void refusesARoleThatIsTooLowBeforeTheFirstWrite() {
        refuses(
                true,
                town -> town.repository(2).lettingOnlyRead("writer"),
                "the token has the role Read there: to write secrets its account needs the role Write, Maintain or Admin");
    }

    @Test
    void triesEachRepositoryWhenTheTokenMayNotReadTheActionsOfOne() {
        try (var town = RotationFixture.of(3)) {
            town.repository(1).openToThePublic();
            town.gitHub.hasToken(RotationFixture.NEW).fineGrained("secrets=write");

            var refused =
                    catchThrowableOfType(RotationRefusedException.class, () -> town.rotateWithWriter(town.request()));

            assertThat(refused.obstacles()).containsOnlyKeys(town.name(2), town.name(3));
            assertThat(refused.obstacles().get(town.name(2))).contains("lacks Actions: read on acme/r002");
            assertThat(town.writes()).isZero();
        }
    }

    @Test
    void triesOneByItselfThatOnlyTheWriterSees() {
        try (var town = RotationFixture.of(3)) {
            town.gitHub
                    .hasToken(RotationFixture.NEW)
                    .fineGrained("actions=read", "secrets=write")
                    .onlySees("acme/r001", "acme/r003");

            var refused =
                    catchThrowableOfType(RotationRefusedException.class, () -> town.rotateWithWriter(town.request()));

            assertThat(refused.obstacles())
                    .isEqualTo(Map.of(town.name(2), "there is no such repository, or the token may not see it"));
        }
    }

    @Test
    void asksForThoseByThemselvesThatABatchLeavesOut() {
        try (var town = RotationFixture.of(3)) {
            town.gitHub
                    .onRequest("POST", QUERY)
                    .answers(
                            200,
                            "{\"data\":{\"r0\":null,\"r1\":null,\"r2\":null},\"errors\":[{\"type\":\"NOT_FOUND\","
                                    + "\"path\":[\"r0\"],\"message\":\"Could not resolve\"}]}");

            town.rotateWithWriter(town.request());

            assertThat(town.gitHub.count("GET", ALONE)).isEqualTo(3);
            assertThat(town.holding(RotationFixture.NEW)).hasSize(3);
        }
    }

    private static void refuses(boolean batches, Consumer<RotationFixture> change, String reason) {
        try (var town = RotationFixture.of(3)) {
            if (!batches) {
                town.gitHub.onRequest("POST", QUERY).answers(405, "{\"message\":\"no\"}");
            }
            change.accept(town);

            var refused =
                    catchThrowableOfType(RotationRefusedException.class, () -> town.rotateWithWriter(town.request()));

            assertThat(refused.obstacles()).isEqualTo(Map.of(town.name(2), reason));
            assertThat(town.writes()).isZero();
        }
    }
}
