package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The look at every repository before the first write, with and without batches of them. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class PreflightTest {

    private static final String QUERY = "/graphql";
    private static final String KEYS = "/repos/.*/actions/secrets/public-key";
    private static final String ACTIONS = "/repos/.*/actions/runs";
    private static final String ALONE = "/repos/[^/]+/[^/]+";

    @Test
    void asksForAllAtOnceAndForTheKeyOfEach() {
        try (var fixture = RotationFixture.of(100)) {
            fixture.rotateWithWriter(fixture.request());

            assertThat(fixture.gitHub.count("POST", QUERY))
                    .as("as writer and as token")
                    .isEqualTo(2);
            assertThat(fixture.gitHub.count("GET", KEYS)).isEqualTo(100);
            assertThat(fixture.gitHub.count("GET", ACTIONS)).isEqualTo(1);
            assertThat(fixture.gitHub.count("GET", ALONE)).isZero();
            assertThat(fixture.holding(RotationFixture.NEW)).hasSize(100);
        }
    }

    @ParameterizedTest
    @CsvSource({"404", "502"})
    void asksForEachWithoutAGraphQlApi(int status) {
        try (var fixture = RotationFixture.of(4)) {
            fixture.gitHub.onRequest("POST", QUERY).answers(status, "{\"message\":\"Not Found\"}");

            fixture.rotateWithWriter(fixture.request());

            assertThat(fixture.gitHub.count("GET", ALONE)).isEqualTo(4);
            assertThat(fixture.gitHub.count("GET", ACTIONS)).isEqualTo(4);
            assertThat(fixture.holding(RotationFixture.NEW)).hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void saysTheSameOfAnUnreachableRepositoryWithAndWithoutBatches(boolean batches) {
        refuses(
                batches,
                fixture -> fixture.repository(2).gone(),
                "there is no such repository, or the token may not see it");
        refuses(
                batches,
                fixture -> fixture.repository(2).hiddenFrom(RotationFixture.NEW),
                "there is no such repository, or the token may not see it");
        refuses(
                batches,
                fixture -> fixture.repository(2).archived(),
                "it is archived: take it out of the graph, or unarchive it on GitHub");
        refuses(
                batches,
                fixture -> fixture.repository(2).renamedTo("mallory/x"),
                "it belongs to mallory today, as mallory/x, and not to acme: nothing is written there;"
                        + " take it out of the graph, or write today's name into it if only its owner was renamed");
    }

    @Test
    void refusesARoleThatIsTooLowBeforeTheFirstWrite() {
        refuses(
                true,
                fixture -> fixture.repository(2).lettingOnlyRead("writer"),
                "the token has the role Read there: to write secrets its account needs the role Write, Maintain or Admin");
    }

    @Test
    void triesEachRepositoryWhenTheTokenMayNotReadTheActionsOfOne() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.repository(1).openToThePublic();
            fixture.gitHub.hasToken(RotationFixture.NEW).fineGrained("secrets=write");

            var refused = catchThrowableOfType(
                    RotationRefusedException.class, () -> fixture.rotateWithWriter(fixture.request()));

            assertThat(refused.obstacles()).containsOnlyKeys(fixture.name(2), fixture.name(3));
            assertThat(refused.obstacles().get(fixture.name(2))).contains("lacks Actions: read on acme/r002");
            assertThat(fixture.writes()).isZero();
        }
    }

    @Test
    void triesOneByItselfThatOnlyTheWriterSees() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.gitHub
                    .hasToken(RotationFixture.NEW)
                    .fineGrained("actions=read", "secrets=write")
                    .onlySees("acme/r001", "acme/r003");

            var refused = catchThrowableOfType(
                    RotationRefusedException.class, () -> fixture.rotateWithWriter(fixture.request()));

            assertThat(refused.obstacles())
                    .isEqualTo(Map.of(fixture.name(2), "there is no such repository, or the token may not see it"));
        }
    }

    @Test
    void asksForThoseByThemselvesThatABatchLeavesOut() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.gitHub
                    .onRequest("POST", QUERY)
                    .answers(
                            200,
                            "{\"data\":{\"r0\":null,\"r1\":null,\"r2\":null},\"errors\":[{\"type\":\"NOT_FOUND\","
                                    + "\"path\":[\"r0\"],\"message\":\"Could not resolve\"}]}");

            fixture.rotateWithWriter(fixture.request());

            assertThat(fixture.gitHub.count("GET", ALONE)).isEqualTo(3);
            assertThat(fixture.holding(RotationFixture.NEW)).hasSize(3);
        }
    }

    /** A transfer shows in one of GitHub's interfaces before the other. */
    @Test
    void refusesATransferThatOnlyARedirectOfTheKeyShows() {
        try (var fixture = RotationFixture.of(2)) {
            fixture.repository(2).renamedTo("mallory/x");
            String node = "{\"nameWithOwner\":\"acme/%s\",\"isArchived\":false,\"isDisabled\":false,\"isLocked\":false,"
                    + "\"isPrivate\":true,\"viewerPermission\":\"ADMIN\"}";
            fixture.gitHub
                    .onRequest("POST", QUERY)
                    .answers(
                            200,
                            "{\"data\":{\"r0\":" + node.formatted("r001") + ",\"r1\":" + node.formatted("r002") + "}}");

            var refused = catchThrowableOfType(RotationRefusedException.class, () -> fixture.rotate(fixture.request()));

            assertThat(refused.obstacles()).containsOnlyKeys(fixture.name(2));
            assertThat(refused.obstacles().get(fixture.name(2)))
                    .contains("it belongs to mallory today, as mallory/x, and not to acme");
            assertThat(fixture.writes()).isZero();
        }
    }

    @Test
    void refusesATransferOfARepositoryThatHoldsTheTokenAlsoWhereOnlyABatchShowsIt() {
        try (var fixture = RotationFixture.of(3)) {
            fixture.gitHub.onRequest("PUT", "/repos/acme/r003/.*").times(1).answers(403, "{\"message\":\"no\"}");
            fixture.rotate(fixture.request());
            int before = fixture.writes();
            String node = "{\"nameWithOwner\":\"%s\",\"isArchived\":false,\"isDisabled\":false,\"isLocked\":false,"
                    + "\"isPrivate\":true,\"viewerPermission\":\"ADMIN\"}";
            fixture.gitHub
                    .onRequest("POST", QUERY)
                    .answers(
                            200,
                            "{\"data\":{\"r0\":" + node.formatted("acme/r001") + ",\"r1\":"
                                    + node.formatted("mallory/x") + ",\"r2\":" + node.formatted("acme/r003") + "}}");

            var refused = catchThrowableOfType(RotationRefusedException.class, () -> fixture.rotate(fixture.request()));

            assertThat(refused.obstacles())
                    .isEqualTo(
                            Map.of(
                                    fixture.name(2),
                                    "it belongs to mallory today, as mallory/x, and not to acme: nothing is written there;"
                                            + " take it out of the graph, or write today's name into it if only its owner was renamed"));
            assertThat(fixture.writes()).isEqualTo(before);
        }
    }

    private static void refuses(boolean batches, Consumer<RotationFixture> change, String reason) {
        try (var fixture = RotationFixture.of(3)) {
            if (!batches) {
                fixture.gitHub.onRequest("POST", QUERY).answers(405, "{\"message\":\"no\"}");
            }
            change.accept(fixture);

            var refused = catchThrowableOfType(
                    RotationRefusedException.class, () -> fixture.rotateWithWriter(fixture.request()));

            assertThat(refused.obstacles()).isEqualTo(Map.of(fixture.name(2), reason));
            assertThat(fixture.writes()).isZero();
        }
    }
}
