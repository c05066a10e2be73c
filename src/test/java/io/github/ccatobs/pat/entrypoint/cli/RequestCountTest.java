package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests that whole commands make, and that they say beforehand. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class RequestCountTest {

    /** As many as one minute's limits let pass. */
    private static final int SIZE = 60;

    private static final int FIXED_OF_ROTATE = 12;
    private static final String PLANNED = "takes about ([\\d,]+) requests";

    @Inject
    CommandLineInterface commands;

    private CliFixture fixture;

    @BeforeEach
    void settle(@TempDir Path directory) {
        // All tests of commands share it, and a hundred secrets are a page.
        LocalGitHub.gitHub().hasRepository("ccatobs/system-integration").withoutSecret();
        fixture = new CliFixture(commands, directory, SIZE);
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
    }

    @Test
    void statusTakesOneForEachRepository() {
        assertThat(requestsOf(() -> fixture.run("", fixture.onThis("status", "--wait", "1m"))
                        .code()))
                .isBetween(SIZE, SIZE + 3);
    }

    @Test
    void auditTakesAnotherForSecretsOfTheSameName() {
        assertThat(requestsOf(() ->
                        fixture.run("", fixture.onThis("audit", "--wait", "1m")).code()))
                .isBetween(SIZE, 2 * SIZE + 6);
    }

    @Test
    void auditAsksTheOrganisationOnceForAllWhereItMay() {
        fixture.mayRead("organization_secrets");
        LocalGitHub.gitHub()
                .hasOrganization("villages")
                .sharingWith(List.of("villages/elsewhere"), fixture.secret, Instant.EPOCH);
        assertThat(requestsOf(() ->
                        fixture.run("", fixture.onThis("audit", "--wait", "1m")).code()))
                .isBetween(SIZE, SIZE + 6);
    }

    /** Some hold it already, one has lost it, one cannot be written; then it is for one alone, and the others are asked. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsWhatARotationThatGoesOnTakes(boolean hasBatches, @TempDir Path directory) {
        var few = new CliFixture(commands, directory, 7);
        var gitHub = LocalGitHub.gitHub();
        if (!hasBatches) {
            gitHub.onRequest("POST", "/graphql").answers(404, "{\"message\":\"Not Found\"}");
        }
        assertThat(few.rotate(few.newToken, only(few, 1), only(few, 2)).code()).isZero();
        few.repository(2).withoutSecret();
        few.repository(5).archived();

        assertThat(told(few, "--continue-on-error")).isEqualTo(made(few, "--continue-on-error"));
        assertThat(told(few, only(few, 3))).isEqualTo(made(few, only(few, 3)));
        assertThat(told(few, "--all", only(few, 3))).isEqualTo(made(few, "--all", only(few, 3)));
    }

    private static String only(CliFixture of, int index) {
        return "--repo=" + of.names().get(index - 1);
    }

    @AfterEach
    void answersAgain() {
        LocalGitHub.gitHub().clearFaults();
    }

    private static int told(CliFixture of, String... more) {
        var words = Stream.concat(Stream.of("--dry-run"), Stream.of(more)).toArray(String[]::new);
        return told(
                of.run(of.newToken + "\n", of.onThis("rotate", "--token-from", "stdin", words))
                        .out(),
                PLANNED);
    }

    private static int made(CliFixture of, String... more) {
        int earlier = LocalGitHub.gitHub().requests().size();
        assertThat(of.rotate(of.newToken, more).code()).isIn(0, 3);
        return LocalGitHub.gitHub().requests().size() - earlier;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rotateTakesThreeForEachRepositoryAndSaysSo(boolean isWriterSeparate) {
        if (!isWriterSeparate) {
            fixture.withVariable("GITHUB_TOKEN", "");
        }
        int told = told(
                fixture.run(fixture.newToken + "\n", fixture.onThis("rotate", "--token-from", "stdin", "--dry-run"))
                        .out(),
                PLANNED);
        int earlier = LocalGitHub.gitHub().requests().size();
        var rotated = fixture.rotate(fixture.newToken);
        assertThat(rotated.code()).isZero();
        var made = LocalGitHub.gitHub().requests().stream().skip(earlier).toList();
        assertThat(made.size()).isBetween(3 * SIZE, 3 * SIZE + FIXED_OF_ROTATE);
        assertThat(told).as("%s", made).isEqualTo(made.size());
        long before = made.stream()
                .takeWhile(request -> !request.method().equals("PUT"))
                .count();
        // The last of them is asked after the question.
        assertThat(told(rotated.err(), "about ([\\d,]+) more requests")).isEqualTo(made.size() - before + 1);
    }

    private static int told(String plan, String words) {
        var number = Pattern.compile(words).matcher(plan);
        assertThat(number.find()).as(plan).isTrue();
        return Integer.parseInt(number.group(1).replace(",", ""));
    }

    private static int requestsOf(IntSupplier command) {
        int before = LocalGitHub.gitHub().requests().size();
        assertThat(command.getAsInt()).isZero();
        return LocalGitHub.gitHub().requests().size() - before;
    }
}
