package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.domain.ShellWords;
import io.github.ccatobs.pat.entrypoint.cli.terminal.ControllingTerminal;
import io.github.ccatobs.pat.entrypoint.cli.terminal.ScriptedAnswer;
import io.github.ccatobs.pat.github.ApplicationClock;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code rotate}, {@code rotations} and the dry run, as a user calls them. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class RotateCommandTest {

    private static final String REFUSED = "{\"message\":\"Must have admin rights to Repository.\"}";

    @Inject
    CommandLineInterface commands;

    @Inject
    RotationStore store;

    @Inject
    Clock clock;

    private Path directory;

    @BeforeEach
    void inside(@TempDir Path empty) {
        directory = empty;
    }

    @AfterEach
    void clearFaults() {
        LocalGitHub.gitHub().clearFaults();
    }

    @Test
    void namesInEveryCommandWhatGitHubNoLongerHoldsAndWritesItAgain() throws Exception {
        var fixture = fixture(4);
        assertThat(fixture.rotate(fixture.newToken).code()).isZero();
        fixture.repository(3).withoutSecret();
        String lost = "1 of 4 no longer held it: deleted\n";

        for (String command : List.of("check", "rotate")) {
            String[] dry = command.equals("rotate") ? new String[] {"--dry-run"} : new String[0];
            var shown = fixture.run(fixture.newToken + "\n", fixture.onThis(command, "--token-from", "stdin", dry));
            assertThat(shown.out())
                    .contains("1 of 4 repositories would get " + fixture.secret)
                    .contains(lost);
        }
        var again = fixture.rotate(fixture.newToken);
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains(lost, fixture.names().get(2) + ": the secret was deleted");
        assertThat(again.out())
                .startsWith(lost + "  " + fixture.names().get(2) + ": the secret was deleted\n")
                .contains("1 updated, 3 up to date");
        assertThat(fixture.holding(fixture.newToken)).isEqualTo(fixture.names());

        fixture.repository(4).withoutSecret();
        var rows = json(fixture.rotate(fixture.newToken, "--json")).get("repositories");
        assertThat(rows.findValuesAsText("lost")).containsExactly("the secret was deleted");
        assertThat(rows.get(3).get("lost").asText()).isEqualTo("the secret was deleted");
    }

    @Test
    void writesEveryRepositoryAndTheSecondTimeNone() {
        var fixture = fixture(6);

        var first = fixture.rotate(fixture.newToken);
        assertThat(first.err()).contains("it belongs to bot", "Repositories: 6 to write, 0 already hold the token");
        assertThat(first.out())
                .matches("Time: planned [0-9.]+ s, took [0-9.]+ s\nRotation \\S+ of " + fixture.secret
                        + " is complete: 6 updated, 0 up to date, 0 failed, 0 not started\\.\n");
        assertThat(first.code()).isZero();
        assertThat(fixture.holding(fixture.newToken)).isEqualTo(fixture.names());

        int writes = fixture.writes();
        var second = fixture.rotate(fixture.newToken);
        assertThat(second.out()).contains("is complete: 0 updated, 6 up to date, 0 failed, 0 not started.");
        assertThat(second.code()).isZero();
        assertThat(fixture.writes()).isEqualTo(writes);
    }

    @Test
    void stopsAtTheFourthWriteAndSaysExactlyWhatGitHubHolds() {
        var fixture = fixture(9);
        String fourth = fixture.names().get(3);
        LocalGitHub.gitHub().onRequest("PUT", "/repos/" + fourth + "/.*").nth(1).answers(403, REFUSED);

        var first = fixture.rotate(fixture.newToken, "--yes");
        List<String> held = fixture.holding(fixture.newToken);
        assertThat(first.code()).isEqualTo(3);
        assertThat(held).contains("ccatobs/system-integration").doesNotContain(fourth);
        var lines = first.out().lines().toList();
        int updated = lines.indexOf("Updated in this run:");
        int failed = lines.indexOf("Failed:");
        int old = lines.indexOf("Still holding the old token:");
        int again = lines.indexOf(
                "Once its cause is gone, run this again; with the same token it writes only what is left:");
        assertThat(lines.subList(updated + 1, failed)).isEqualTo(indented(held));
        assertThat(lines.subList(failed + 1, old))
                .containsExactly("  " + fourth + ": the new token lacks Secrets: write on " + fourth
                        + " (403: Must have admin rights to Repository.)");
        assertThat(lines.subList(old + 1, again)).isEqualTo(indented(fixture.holding(fixture.oldToken)));
        assertThat(lines.get(again + 1))
                .isEqualTo("  ccat pat rotate --graph " + fixture.graph() + " --secret " + fixture.secret
                        + " --token-from stdin --yes");

        int writes = fixture.writes();
        var second = fixture.rotate(fixture.newToken);
        assertThat(second.code()).isZero();
        assertThat(second.out())
                .contains("is complete: %d updated, %d up to date, 0 failed, 0 not started."
                        .formatted(9 - held.size(), held.size()));
        assertThat(fixture.holding(fixture.newToken)).isEqualTo(fixture.names());
        assertThat(fixture.writes()).isEqualTo(writes + 9 - held.size());

        assertThat(fixture.rotate(fixture.newToken).code()).isZero();
        assertThat(fixture.writes()).isEqualTo(writes + 9 - held.size());
    }

    @Test
    void refusesATruncatedClassicToken() {
        var fixture = fixture(2);
        refused(fixture, fixture.rotate("ghp_" + "a".repeat(20)), "the token looks truncated");
    }

    @Test
    void refusesAClassicTokenWithoutTheWorkflowScope() {
        var fixture = fixture(2);
        String token = "x".repeat(40);
        LocalGitHub.gitHub().hasToken(token).of("bot").withScopes("repo");
        refused(fixture, fixture.rotate(token, "--force"), "workflow");
    }

    @Test
    void refusesATokenThatExpiresTomorrow() {
        var fixture = fixture(2);
        String token = fixture.token("Short");
        LocalGitHub.gitHub()
                .hasToken(token)
                .of("bot")
                .fineGrained("secrets=write", "actions=read")
                .expiringAt(ApplicationClock.now().plus(Duration.ofDays(1)));
        refused(fixture, fixture.rotate(token, "--continue-on-error", "--force"), "expires");
    }

    @Test
    void refusesATokenThatCannotSeeARepositoryAndNamesIt() {
        var fixture = fixture(4);
        fixture.repository(3).hiddenFrom(fixture.newToken);
        var ran = fixture.rotate(fixture.newToken);
        refused(
                fixture,
                ran,
                fixture.names().get(2) + ": there is no such repository, or the new token may not see it");
        assertThat(ran.err()).endsWith("or skip them with --continue-on-error.\n");
    }

    @Test
    void passesOverWhatItCannotReachWhenToldTo() {
        var fixture = fixture(4);
        fixture.repository(3).hiddenFrom(fixture.newToken);
        var ran = fixture.rotate(fixture.newToken, "--continue-on-error");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.out()).contains("3 updated, 0 up to date, 1 failed, 0 not started");
        assertThat(fixture.holding(fixture.oldToken))
                .containsExactly(fixture.names().get(2));

        var again = fixture.rotate(fixture.newToken, "--continue-on-error");
        assertThat(again.code()).isEqualTo(3);
        assertThat(again.out()).contains("0 updated, 3 up to date, 1 failed, 0 not started");

        var part = fixture.rotate(fixture.newToken, "--repo", fixture.names().getFirst(), "--yes");
        assertThat(part.code()).isEqualTo(3);
        assertThat(part.out())
                .contains("To continue, run this again with the same token:\n  ccat pat rotate --graph ", " --yes\n")
                .doesNotContain("--repo");
    }

    @Test
    void refusesWhenThereIsNothingButRepositoriesItCannotReach() {
        var fixture = fixture(3);
        String hidden = fixture.names().get(1);
        fixture.repository(2).hiddenFrom(fixture.newToken);
        refused(fixture, fixture.rotate(fixture.newToken, "--continue-on-error", "--repo", hidden), hidden + ": ");
    }

    @Test
    void needsYesWhereThereIsNoTerminalAndContactsNothingBefore() {
        var fixture = fixture(2);
        int requests = LocalGitHub.gitHub().requests().size();
        var ran = fixture.run(fixture.newToken + "\n", fixture.onThis("rotate", "--token-from", "stdin"));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--yes is needed where nobody can be asked: there is no terminal to ask on");
        assertThat(ran.out()).isEmpty();
        assertThat(LocalGitHub.gitHub().requests()).hasSize(requests);
    }

    @Test
    void asksOnTheControllingTerminalAfterThePreflightThoughTheTokenIsPipedIn() {
        var fixture = fixture(3);
        var person = ScriptedAnswer.saying(" Yes ");
        var ran = fixture.answering(person)
                .run(fixture.newToken + "\n", fixture.onThis("rotate", "--token-from", "stdin"));
        assertThat(ran.code()).isZero();
        assertThat(person.read()).singleElement().satisfies(asked -> assertThat(asked)
                .contains(
                        "Token:        fine-grained personal access token of bot",
                        ", fingerprint "
                                + Fingerprint.of(SecretValue.of(fixture.newToken))
                                        .toString()
                                        .substring(0, 8)
                                + "...\n",
                        "Repositories: 3 to write, 0 already hold the token\n  "
                                + fixture.names().get(0) + "\n  "
                                + fixture.names().get(1) + "\n  "
                                + fixture.names().get(2) + "\nCost: ",
                        "Quota:        the new token: ")
                .endsWith("\nWrite " + fixture.secret + " to 3 repositories? [y/N] "));
        assertThat(fixture.holding(fixture.newToken)).isEqualTo(fixture.names());

        int writes = fixture.writes();
        assertThat(fixture.run(fixture.newToken + "\n", fixture.onThis("rotate", "--token-from", "stdin"))
                        .code())
                .isZero();
        assertThat(person.read()).hasSize(1);
        assertThat(fixture.writes()).isEqualTo(writes);
    }

    @Test
    void writesNothingUnlessThePersonAgrees() {
        var fixture = fixture(2);
        for (var person : List.of(
                ScriptedAnswer.saying(""),
                ScriptedAnswer.saying("n"),
                ScriptedAnswer.saying("yes please"),
                ScriptedAnswer.whoLeaves())) {
            var ran = fixture.answering(person)
                    .run(fixture.newToken + "\n", fixture.onThis("rotate", "--token-from", "stdin"));
            refused(fixture, ran, "declined; nothing was written");
        }
    }

    /** A revocation of the token needs the lease too: so GitHub is asked once more under it, before the first write. */
    @Test
    void writesNoTokenThatWasRevokedWhileThePersonWasAsked() {
        var fixture = fixture(2);
        var ran = fixture.answering(new ControllingTerminal() {
                    @Override
                    public boolean exists() {
                        return true;
                    }

                    @Override
                    public Optional<String> ask(String text) {
                        LocalGitHub.gitHub().hasToken(fixture.newToken).revoked();
                        return Optional.of("y");
                    }
                })
                .run(fixture.newToken + "\n", fixture.onThis("rotate", "--token-from", "stdin"));
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(5);
        assertThat(ran.err()).contains("the new token was rejected by GitHub (401)");
        assertThat(fixture.holding(fixture.newToken)).isEmpty();
    }

    @Test
    void asksOnlyTheQuestionWhenThePlanIsOnTheTerminalAlready() {
        var fixture = fixture(14).onATerminal();
        String loud = fixture.names().get(4).replace("villages/", "VILLAGES/"); // one owner, as GitHub sees it
        fixture.write(fixture.names().stream()
                .map(name -> "  " + (name.equalsIgnoreCase(loud) ? loud : name) + ":\n")
                .collect(Collectors.joining("", "repos:\n", "")));
        var person = ScriptedAnswer.saying("n");
        var ran = fixture.answering(person)
                .run(fixture.newToken + "\n", fixture.onThis("rotate", "--token-from", "stdin"));
        assertThat(person.read()).containsExactly("Write " + fixture.secret + " to 14 repositories? [y/N] ");
        assertThat(ran.err())
                .contains("  1 of ccatobs, 13 of villages; the first 10:\n  ccatobs/system-integration\n")
                .contains("  " + fixture.names().get(9) + "\n  ... and 4 more\n")
                .doesNotContain(fixture.names().get(10));
    }

    @Test
    void refusesBeforeItAsks() {
        var fixture = fixture(3);
        fixture.repository(2).archived();
        var person = ScriptedAnswer.saying("y");
        var ran = fixture.answering(person)
                .run(fixture.newToken + "\n", fixture.onThis("rotate", "--token-from", "stdin"));
        refused(fixture, ran, fixture.names().get(1) + ": it is archived");
        assertThat(person.read()).isEmpty();
    }

    @Test
    void saysThatAnotherRotationRunsBeforeTheTokenIsReadAndInTheQuestion() {
        var fixture = fixture(2);
        var person = ScriptedAnswer.saying("n");
        var lease = store.acquire(new SecretName(fixture.secret), "ada@laptop", clock.instant(), Duration.ofMinutes(5));
        try {
            String held = "another rotation of " + fixture.secret + " is running: ada@laptop, since ";
            var empty = fixture.run("\n", fixture.onThis("rotate", "--token-from", "stdin", "--yes"));
            assertThat(empty.err()).startsWith("warning: " + held).contains("no token given");
            var unchecked = fixture.run("\n", fixture.onThis("check", "--token-from", "stdin"));
            assertThat(unchecked.err()).startsWith("warning: " + held).contains("no token given");
            fixture.answering(person).run(fixture.newToken, fixture.onThis("rotate", "--token-from", "stdin"));
            assertThat(person.read().getFirst()).contains("\nRunning:      " + held);
            var checked = fixture.run(fixture.newToken, fixture.onThis("check", "--token-from", "stdin"));
            assertThat(checked.code()).isEqualTo(4);
            assertThat(checked.out()).contains("rotate would refuse: " + held);
        } finally {
            store.release(lease);
        }
    }

    /** The same verdict and exit code, and all that is wrong at once, also in a document. */
    @ParameterizedTest
    @CsvSource({
        "fine, '', 0",
        "broad, '', 4",
        "broad, --force, 0",
        "endless, '', 4",
        "endless, --force, 0",
        "narrow, --force, 4",
        "unknown, --force, 4",
        "archived, '', 4",
        "archived, --force, 4",
        "archived, --continue-on-error, 3",
        "broad+archived, '', 4",
        "narrow+archived, --continue-on-error, 4"
    })
    void checkAndTheDryRunEndAsRotateDoes(String kind, String option, int code) throws Exception {
        var fixture = fixture(3);
        boolean archived = kind.endsWith("archived");
        if (archived) {
            fixture.repository(2).archived();
        }
        String token = token(fixture, kind);
        String[] more = option.isEmpty() ? new String[0] : new String[] {option};

        var checked = fixture.run(token, fixture.onThis("check", "--token-from", "stdin", more));
        var document = json(fixture.run(
                token,
                fixture.onThis(
                        "check",
                        "--token-from",
                        "stdin",
                        Stream.concat(Stream.of(more), Stream.of("--json")).toArray(String[]::new))));
        var rehearsed = fixture.rotate(
                token, Stream.concat(Stream.of("--dry-run"), Stream.of(more)).toArray(String[]::new));
        assertThat(fixture.writes()).isZero();
        var rotated = fixture.rotate(token, more);

        assertThat(List.of(checked.code(), rehearsed.code(), rotated.code())).containsOnly(code);
        assertThat(document.has("refusals")).isEqualTo(code == 4);
        if (archived) {
            assertThat(checked.out()).contains(fixture.names().get(1) + ": it is archived");
            assertThat(rehearsed.out()).contains(fixture.names().get(1) + ": it is archived");
            assertThat(rotated.err() + rotated.out()).contains(fixture.names().get(1) + ": it is archived");
        }
        if (kind.startsWith("broad")) {
            assertThat(checked.out()).contains("! scopes", "admin:org");
            assertThat(rotated.err()).contains("! scopes", "admin:org");
        }
    }

    private static String token(CliFixture fixture, String kind) {
        if (kind.equals("unknown")) {
            return fixture.token("Strange");
        }
        if (kind.startsWith("fine") || kind.startsWith("archived")) {
            return fixture.newToken;
        }
        String value = "%-40s".formatted(fixture.secret.replace("_", "")).replace(' ', 'x');
        var token = LocalGitHub.gitHub().hasToken(value).of("bot");
        if (!kind.equals("endless")) {
            token.expiringAt(ApplicationClock.now().plus(Duration.ofDays(60)));
        }
        switch (kind.replace("+archived", "")) {
            case "broad" -> token.withScopes("repo", "workflow", "admin:org");
            case "narrow" -> token.withScopes("repo");
            default -> token.withScopes("repo", "workflow");
        }
        return value;
    }

    @Test
    void looksWithTheConfiguredCredentialThoughGitHubDoesNotKnowTheToken() {
        var fixture = fixture(3);
        fixture.repository(2).archived();
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
        var checked = fixture.run(fixture.token("Strange"), fixture.onThis("check", "--token-from", "stdin"));
        assertThat(checked.code()).isEqualTo(4);
        assertThat(checked.out())
                .contains("GitHub does not know this token", fixture.names().get(1) + ": it is archived");
        refused(
                fixture,
                fixture.rotate(fixture.token("Strange")),
                fixture.names().get(1) + ": it is archived");
    }

    @Test
    void writesNothingWhenARepositoryBelongsToAnotherOwner() throws Exception {
        var fixture = fixture(4);
        String name = fixture.names().get(2);
        String today = "mallory-" + fixture.secret.toLowerCase(Locale.ROOT).replace('_', '-') + "/taken";
        fixture.repository(3).renamedTo(today);
        String reason = name + ": it belongs to " + today.substring(0, today.indexOf('/')) + " today, as " + today
                + ", and not to villages: nothing is written there; take it out of the graph, or write today's name into"
                + " it if only its owner was renamed";

        var rotated = fixture.rotate(fixture.newToken, "--yes");
        refused(fixture, rotated, reason);
        assertThat(fixture.rotate(fixture.newToken, "--dry-run"))
                .extracting(CliFixture.Ran::code, ran -> ran.out().contains("  ✗ " + reason))
                .containsExactly(4, true);
        var checked = fixture.run(fixture.newToken, fixture.onThis("check", "--token-from", "stdin"));
        assertThat(checked)
                .extracting(CliFixture.Ran::code, ran -> ran.out().contains("  ✗ " + reason))
                .containsExactly(4, true);
        assertThat(fixture.writes()).isZero();

        var skipping = fixture.rotate(fixture.newToken, "--yes", "--continue-on-error");
        assertThat(skipping.code()).isEqualTo(3);
        assertThat(skipping.err()).contains("3 to write, 0 already hold the token, 1 cannot be written and is skipped");
        assertThat(fixture.holding(fixture.newToken)).hasSize(3).doesNotContain(name);

        fixture.withVariable("GITHUB_TOKEN", fixture.newToken);
        var status =
                fixture.run("", "status", "--graph", fixture.graph().toString(), "--secret", fixture.secret, "--json");
        assertThat(status.code()).isEqualTo(1);
        assertThat(json(status).get("repositories").get(2).toString())
                .isEqualTo("{\"repository\":\"" + name + "\",\"state\":\"transferred\",\"transferredTo\":\"" + today
                        + "\"}");
        assertThat(json(status).get("summary").toString())
                .isEqualTo("{\"present\":3,\"missing\":0,\"unreadable\":0,\"transferred\":1}");
        var audit = fixture.run("", "audit", "--graph", fixture.graph().toString(), "--secret", fixture.secret);
        assertThat(audit.code()).isEqualTo(1);
        assertThat(audit.out()).contains("✗ transferred", "  transferred " + reason);
    }

    /** What it does then, to say that nothing was written and end the process, cannot be done within a test. */
    @Test
    void handlesASignalWhileItWaitsForTheToken() throws Exception {
        var fixture = fixture(2);
        var handler = new AtomicReference<Object>();
        var typed = new ByteArrayInputStream((fixture.newToken + "\n").getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read() {
                handler.compareAndSet(null, handlerOfTerm());
                return super.read();
            }

            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                handler.compareAndSet(null, handlerOfTerm());
                return super.read(bytes, offset, length);
            }
        };
        var ran = fixture.run(typed, fixture.onThis("rotate", "--token-from", "stdin", "--yes"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(handler.get()).hasToString("the handler of a signal");
        assertThat(handlerOfTerm().toString()).isNotEqualTo("the handler of a signal");
    }

    private static Object handlerOfTerm() {
        try {
            var type = Class.forName("sun.misc.Signal");
            var handlers = Class.forName("sun.misc.SignalHandler");
            var handle = type.getMethod("handle", type, handlers);
            Object term = type.getConstructor(String.class).newInstance("TERM");
            Object now = handle.invoke(null, term, handlers.getField("SIG_IGN").get(null));
            handle.invoke(null, term, now);
            return now;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same token again would stay with that owner: another one is wanted, by the report and by the next run. */
    @Test
    void asksForAnotherTokenWhenARepositoryIsTransferredWithThisOneInIt() throws Exception {
        var fixture = fixture(2);
        String name = fixture.names().get(1);
        String stranger = "mallory-" + fixture.secret.toLowerCase(Locale.ROOT).replace('_', '-') + "/taken";
        LocalGitHub.gitHub()
                .onRequest("GET", "/repos/" + name + "/actions/secrets")
                .nth(1)
                .comesAfter(() -> fixture.repository(2).renamedTo(stranger));
        String advice =
                "Another owner holds this token, so do not continue with it: take that repository out of the graph,"
                        + " create another token, hand that one out, and revoke this one; or, if only that owner was renamed, write"
                        + " its new name into the graph: then --force or ccat.pat.rotation.force accepts this token.";
        try {
            var stopped = fixture.rotate(fixture.newToken, "--yes");
            assertThat(stopped.code()).isEqualTo(3);
            assertThat(stopped.out())
                    .contains("and holds it", advice + " Once you have another one, run:\n  ccat pat rotate")
                    .doesNotContain("same token");
            var again = fixture.rotate(fixture.newToken, "--yes", "--json");
            assertThat(again.code()).isEqualTo(4);
            assertThat(json(again).get("advice").asText() + ".").isEqualTo(advice);
            assertThat(again.err())
                    .contains(name + ": it belongs to mallory-", advice)
                    .doesNotContain("rerun");
            var rehearsed = fixture.rotate(fixture.newToken, "--dry-run");
            assertThat(rehearsed.code()).isEqualTo(4);
            assertThat(rehearsed.out()).contains(advice);
            var checked = fixture.run(fixture.newToken, fixture.onThis("check", "--token-from", "stdin", "--json"));
            assertThat(checked.code()).isEqualTo(4);
            assertThat(json(checked).get("advice").asText() + ".").isEqualTo(advice);
        } finally {
            LocalGitHub.gitHub().clearFaults();
        }
        doubtsTheTokenOfAnotherOwnerAlsoWithoutItsRepository(fixture, name);
    }

    @Test
    void asksForAnotherTokenWhenARepositoryWasTransferredSinceTheRotation() {
        var fixture = fixture(2);
        String name = fixture.names().get(1);
        assertThat(fixture.rotate(fixture.newToken, "--yes").code()).isZero();
        fixture.repository(2)
                .renamedTo("mallory-" + fixture.secret.toLowerCase(Locale.ROOT).replace('_', '-') + "/taken");

        assertThat(List.of(
                        fixture.run(fixture.newToken, fixture.onThis("check", "--token-from", "stdin")),
                        fixture.rotate(fixture.newToken, "--dry-run", "--continue-on-error")))
                .allSatisfy(ran -> {
                    assertThat(ran.code()).isEqualTo(4);
                    assertThat(ran.out())
                            .containsOnlyOnce("rotate would refuse: another owner holds this token.")
                            .containsOnlyOnce("create another token")
                            .doesNotContain("skip");
                });
        var again = fixture.rotate(fixture.newToken, "--yes", "--continue-on-error");
        assertThat(again.code()).isEqualTo(4);
        assertThat(again.err()).contains("another owner holds this token; nothing was written", "create another token");
        doubtsTheTokenOfAnotherOwnerAlsoWithoutItsRepository(fixture, name);
    }

    private static void doubtsTheTokenOfAnotherOwnerAlsoWithoutItsRepository(CliFixture fixture, String name) {
        fixture.write("repos:\n  " + fixture.names().getFirst() + ":\n");
        int writes = fixture.writes();
        var doubted = fixture.rotate(fixture.newToken, "--yes");
        assertThat(doubted.code()).as(name).isEqualTo(4);
        assertThat(doubted.err())
                .contains("! current token", "another owner holds it", "--force accepts it", "create another token");
        var rehearsed = fixture.rotate(fixture.newToken, "--dry-run", "--json");
        assertThat(rehearsed.code()).isEqualTo(4);
        assertThat(rehearsed.out()).contains("\"advice\" : \"Another owner holds this token");
        assertThat(fixture.writes()).isEqualTo(writes);
        assertThat(fixture.rotate(fixture.newToken, "--yes", "--force").code()).isZero();
    }

    @Test
    void writesARenamedRepositoryAndOneThatIsListedTwiceOnce() throws Exception {
        var fixture = fixture(3);
        String old = fixture.names().get(1);
        fixture.repository(2).renamedTo(old + "-today");
        fixture.write("repos:\n  " + old + ":\n  " + fixture.names().get(2) + ":\n  " + old + "-today:\n");
        String warning = "warning: " + old + " and " + old + "-today are one repository today, which counts once: take "
                + old + " out of the graph";

        var rehearsed = fixture.rotate(fixture.newToken, "--dry-run");
        assertThat(rehearsed.out()).contains("3 of 3 repositories would get").contains("  ! " + old + ": the same");
        assertThat(rehearsed.err()).contains(warning);

        var rotated = fixture.rotate(fixture.newToken, "--yes", "--json");
        assertThat(rotated.code()).isZero();
        assertThat(rotated.err()).contains(warning);
        assertThat(json(rotated).get("summary").get("updated").asInt()).isEqualTo(3);
        assertThat(fixture.repository(2).history(fixture.secret)).hasSize(2);
        assertThat(fixture.writes()).isEqualTo(3);

        assertThat(fixture.rotate(fixture.newToken, "--yes").out()).contains("0 updated, 3 up to date");
        assertThat(fixture.writes()).isEqualTo(3);
    }

    @Test
    void takesATokenOfAnUnknownKindOnlyWhenForced() {
        var fixture = fixture(2);
        String token = "an-unknown-kind-" + fixture.secret;
        LocalGitHub.gitHub().hasToken(token).of("bot").withScopes("repo", "workflow");
        refused(fixture, fixture.rotate(token), "--force accepts it");
        assertThat(fixture.rotate(token, "--force").code()).isZero();
        assertThat(fixture.holding(token)).isEqualTo(fixture.names());
    }

    @Test
    void writesWithTheConfiguredCredentialWhenThereIsOne() {
        var fixture = fixture(3);
        String writer = fixture.token("Writer");
        LocalGitHub.gitHub().hasToken(writer).of("writer").fineGrained("secrets=write", "actions=read");
        LocalGitHub.gitHub().hasToken(fixture.newToken).of("reader").fineGrained("actions=read", "secrets=read");
        fixture.withVariable("GITHUB_TOKEN", writer);

        var ran = fixture.rotate(fixture.newToken);
        assertThat(ran.err()).contains("GITHUB_TOKEN is not the token being replaced");
        assertThat(ran.code()).isZero();
        assertThat(fixture.holding(fixture.newToken)).isEqualTo(fixture.names());
    }

    @Test
    void warnsWhenTheWriterIsTheTokenBeingReplaced() {
        var fixture = fixture(2);
        assertThat(fixture.rotate(fixture.newToken).code()).isZero();
        String next = fixture.token("Next");
        LocalGitHub.gitHub().hasToken(next).of("bot").fineGrained("secrets=write");
        fixture.withVariable("GITHUB_TOKEN", fixture.newToken);

        int writes = fixture.writes();
        assertThat(fixture.rotate(next).err())
                .as("also when the token is refused anyway")
                .contains("✗ Actions", "! writer         GITHUB_TOKEN is itself the token being replaced");
        LocalGitHub.gitHub().hasToken(next).fineGrained("secrets=write", "actions=read");
        var ran = fixture.rotate(next);
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("GITHUB_TOKEN is itself the token being replaced");
        assertThat(fixture.writes()).isEqualTo(writes);
        assertThat(fixture.rotate(next, "--force").code()).isZero();
        assertThat(fixture.holding(next)).isEqualTo(fixture.names());
    }

    @Test
    void endsWith4AndNamesTheHolderWhileAnotherRotationRuns() {
        var fixture = fixture(2);
        var lease = store.acquire(new SecretName(fixture.secret), "ada@laptop", clock.instant(), Duration.ofMinutes(5));
        try {
            var ran = fixture.rotate(fixture.newToken);
            refused(fixture, ran, "another rotation of " + fixture.secret + " is running: ada@laptop, since ");
        } finally {
            store.release(lease);
        }
        assertThat(fixture.rotate(fixture.newToken).code()).isZero();
    }

    @Test
    void printsOneDocumentForMachines() throws Exception {
        var fixture = fixture(3);
        LocalGitHub.gitHub()
                .onRequest("PUT", "/repos/" + fixture.names().get(0) + "/.*")
                .nth(1)
                .answers(403, REFUSED);
        var document = json(fixture.rotate(fixture.newToken, "--json"));

        assertThat(document.get("state").asText()).isEqualTo("stopped");
        assertThat(document.get("secret").asText()).isEqualTo(fixture.secret);
        assertThat(document.get("fingerprint").asText())
                .isEqualTo(Fingerprint.of(SecretValue.of(fixture.newToken)).toString());
        assertThat(document.get("summary").toString())
                .isEqualTo("{\"updated\":0,\"already\":0,\"failed\":1,\"pending\":2}");
        assertThat(document.get("repositories").get(0).get("outcome").asText()).isEqualTo("failed");
        assertThat(document.get("repositories").get(1).toString())
                .isEqualTo(
                        "{\"repository\":\"" + fixture.names().get(1) + "\",\"outcome\":\"pending\",\"attempts\":0}");
        assertThat(document.has("waitUntil")).isFalse();

        String id = document.get("id").asText();
        assertThat(json(fixture.run("", "rotations", id, "--json"))).isEqualTo(document);
    }

    @Test
    void printsARefusalAsADocumentToo() throws Exception {
        var fixture = fixture(2);
        fixture.repository(2).archived();
        var document = json(fixture.rotate(fixture.newToken, "--json"));
        assertThat(document.get("state").asText()).isEqualTo("refused");
        assertThat(document.get("repositories").get(1).get("reason").asText()).startsWith("it is archived");
        assertThat(fixture.writes()).isZero();
    }

    @Test
    void listsRotationsTheNewestFirst() {
        var fixture = fixture(2);
        var first = fixture.rotate(fixture.newToken);
        // Rotations are told apart by the second in which they began.
        ApplicationClock.move(Duration.ofSeconds(1));
        String next = fixture.token("Next");
        LocalGitHub.gitHub()
                .hasToken(next)
                .of("bot")
                .fineGrained("secrets=write", "actions=read")
                .expiringAt(ApplicationClock.now().plus(Duration.ofDays(60)));
        fixture.rotate(next, "--json");

        var listed = fixture.run("", "rotations");
        List<String> ours = listed.out()
                .lines()
                .filter(line -> line.contains("  " + fixture.secret + "  "))
                .toList();
        assertThat(ours).hasSize(2).allMatch(line -> line.contains("  complete  "));
        String id = first.out().replaceFirst("(?s).*Rotation (\\S+) of .*", "$1");
        assertThat(ours.getLast()).startsWith(id + "  ");
        assertThat(fixture.run("", "rotations", id).out().lines())
                .hasSize(4)
                .satisfies(lines -> assertThat(lines.get(1))
                        .matches("Time: planned [0-9.]+ s, took [0-9.]+ s")
                        .isIn(first.out().lines().toList()))
                .last()
                .asString()
                .matches("  " + fixture.names().get(1) + ": updated \\S+Z, verified");
    }

    @Test
    void saysThatThereIsNoSuchRotation() {
        var ran = fixture(1).run("", "rotations", "20200101-000000-aaaa");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("there is no rotation 20200101-000000-aaaa");
        assertThat(fixture(1).run("", "rotations", "../etc").err()).contains("expected e.g. 20261123-084512-k3f9");
    }

    @Test
    void rehearsesWithoutATokenAndWritesNothing() throws Exception {
        var fixture = fixture(3);
        fixture.withVariable("GH_TOKEN", fixture.oldToken);
        var ran = fixture.run(
                "", "rotate", "--dry-run", "--graph", fixture.graph().toString(), "--secret", fixture.secret);
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains(
                        "3 of 3 repositories would get " + fixture.secret + ":",
                        "  ✓ " + fixture.names().get(1),
                        "requests left until",
                        "Nothing was written.")
                .containsPattern("\nA rotation takes about 16 requests \\(26 points\\) and about \\d+ s: begun now, it"
                        + " would end at 20");
        fixture.repository(2).archived();
        var document = json(fixture.run(
                "", "rotate", "--dry-run", "--json", "--graph", fixture.graph().toString()));
        assertThat(document.get("repositories").get(1).get("writable").asBoolean())
                .isFalse();
        assertThat(document.get("calls").asInt()).isEqualTo(13);
        assertThat(document.get("points").asInt()).isEqualTo(19);
        assertThat(Instant.parse(document.get("end").asText())).isAfter(Instant.EPOCH);
        assertThat(fixture.writes()).isZero();
    }

    @Test
    void saysWhatARehearsalWaitsFor() {
        var fixture = fixture(2);
        LocalGitHub.gitHub()
                .onRequest("GET", "/repos/" + fixture.names().get(1) + "/.*")
                .nth(1)
                .answers(429, Map.of("retry-after", "2"), "{\"message\":\"slow down\"}");
        var ran = fixture.rotate(fixture.newToken, "--dry-run");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).containsPattern("Waiting until \\S+Z: GitHub asked for it \\(the new token\\)\n");
    }

    @Test
    void rehearsesWithATokenThatIsNamed() {
        var fixture = fixture(3);
        var ran = fixture.rotate(fixture.newToken, "--dry-run");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("it belongs to bot");
        assertThat(ran.out()).contains("3 of 3 repositories would get", "Nothing was written.");
        assertThat(fixture.writes()).isZero();
        assertThat(store.newest(100)).noneMatch(head -> head.secret().toString().equals(fixture.secret));
    }

    @Test
    void needsACredentialToRehearseWithoutAToken() {
        var fixture = fixture(1);
        var ran = fixture.run(
                "", "rotate", "--dry-run", "--graph", fixture.graph().toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("set GITHUB_TOKEN or GH_TOKEN, or name a token with --token-from");
    }

    @Test
    void readsTheGraphBeforeItAsksForTheToken() {
        var fixture = fixture(2).write("repos: [a, b\n");
        int requests = LocalGitHub.gitHub().requests().size();
        var ran = fixture.run("", fixture.onThis("rotate", "--token-from", "stdin", "--yes"));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(".yml:2:1: ").doesNotContain("no token given");
        assertThat(LocalGitHub.gitHub().requests()).hasSize(requests);
    }

    @Test
    void refusesAGraphWithAnotherOwnerBeforeItAsksForTheTokenOrGitHub() {
        var fixture = fixture(2).write("repos:\n  system-integration:\n  evil/ops-db:\n");
        int requests = LocalGitHub.gitHub().requests().size();
        fixture.answering(ScriptedAnswer.saying("y"));
        for (String command : List.of("rotate", "check")) {
            var ran = fixture.run("", fixture.onThis(command, "--token-from", "stdin"));
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.err())
                    .contains(fixture.graph() + ":3:3: evil/ops-db belongs to evil, but ccat.pat.owners allows ccatobs,"
                            + " villages only");
        }
        for (String command : List.of("status", "audit")) {
            fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
            var ran = fixture.run("", command, "--graph", fixture.graph().toString());
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.err()).contains(":3:3: evil/ops-db belongs to evil");
        }
        assertThat(LocalGitHub.gitHub().requests()).hasSize(requests);
    }

    @Test
    void doesNotRepeatATokenPastedWhereItDoesNotBelong() {
        var fixture = fixture(1);
        for (String[] words : List.of(
                new String[] {"rotate", fixture.newToken},
                new String[] {"rotate", "--token-from", fixture.newToken},
                new String[] {"rotate", "--token", fixture.newToken},
                new String[] {"rotate", "--graph", fixture.newToken},
                new String[] {"rotate", "--graph", "github:" + fixture.newToken},
                new String[] {"rotate", "--secret", fixture.newToken.replace('_', '-')},
                new String[] {"rotations", fixture.newToken},
                new String[] {fixture.newToken})) {
            var ran = fixture.run(fixture.newToken, words);
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.err()).doesNotContain(fixture.newToken.substring(20));
        }
    }

    @Test
    void stopsWhenTheTokenIsRevokedOnTheWay() {
        var fixture = fixture(8);
        LocalGitHub.gitHub()
                .onRequest("PUT", "/repos/" + fixture.names().get(3) + "/.*")
                .nth(1)
                .comesAfter(
                        () -> LocalGitHub.gitHub().hasToken(fixture.newToken).revoked());
        var ran = fixture.rotate(fixture.newToken);
        assertThat(ran.code()).isEqualTo(3);
        assertThat(reported(ran, "Updated in this run:")).isSubsetOf(fixture.holding(fixture.newToken));
        assertThat(ran.out()).contains("stopped (");
    }

    private CliFixture fixture(int size) {
        return new CliFixture(commands, directory, size);
    }

    private static void refused(CliFixture fixture, CliFixture.Ran ran, String reason) {
        assertThat(ran.err()).contains(reason);
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.out()).isEmpty();
        assertThat(fixture.writes()).isZero();
    }

    private static List<String> indented(List<String> names) {
        return names.stream().map(name -> "  " + name).toList();
    }

    private static List<String> reported(CliFixture.Ran ran, String heading) {
        Stream<String> after =
                ran.out().lines().dropWhile(line -> !line.equals(heading)).skip(1);
        return after.takeWhile(line -> line.startsWith("  ")).map(String::strip).toList();
    }

    private static JsonNode json(CliFixture.Ran ran) throws Exception {
        return new ObjectMapper().readTree(ran.out());
    }

    @Test
    void knowsATokenThatWasPutBackForTheCurrentOne() {
        var fixture = fixture(2);
        assertThat(fixture.rotate(fixture.newToken).code()).isZero();
        // Rotations are told apart by the second in which they began.
        ApplicationClock.move(Duration.ofSeconds(1));
        assertThat(fixture.rotate(fixture.oldToken).code()).isZero();
        assertThat(fixture.rotate(fixture.newToken).code()).isZero();

        fixture.withVariable("GITHUB_TOKEN", fixture.newToken);
        var replacing = fixture.run(fixture.oldToken + "\n", fixture.onThis("check", "--token-from", "stdin"));
        assertThat(replacing.out())
                .contains("it is not the current token", "GITHUB_TOKEN is itself the token being replaced");

        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
        var same = fixture.run(fixture.newToken + "\n", fixture.onThis("check", "--token-from", "stdin"));
        assertThat(same.out())
                .contains("it is already the current token", "GITHUB_TOKEN is not the token being replaced");
    }

    /** The token is in a file, as a password manager's; it stands in no argument. */
    @Test
    void takesTheTokenThatACommandPrints() throws Exception {
        var fixture = fixture(2);
        Path file = Files.writeString(directory.resolve("gh pat"), fixture.newToken + "\n");
        String command = "exec:sh -c 'cat \"$0\" >&2; cat \"$0\"' " + ShellWords.quote(file.toString());
        var ran = fixture.run("", fixture.onThis("rotate", "--token-from", command, "--yes"));
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("'sh': [a secret]\n");
        assertThat(fixture.holding(fixture.newToken)).isEqualTo(fixture.names());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            exec:no-such-program | 2 | the command 'no-such-program' of --token-from cannot be started
            exec:                | 2 | --token-from cannot be run: it names no command
            exec                 | 2 | --token-from exec: ccat.pat.token.exec is not set
            exec:false           | 5 | the command 'false' of --token-from failed with exit code 1
            exec:true            | 4 | the command 'true' of --token-from printed nothing
            exec:seq 2           | 4 | the command 'seq' of --token-from printed more than one line
            exec:yes             | 4 | the command 'yes' of --token-from printed more than 48 KB
            exec:printf 'a\\000b' | 4 | character 2 of the token is a control character
            """)
    void saysWhyACommandGaveNoToken(String source, int code, String why) {
        var fixture = fixture(2);
        var ran = fixture.run("", fixture.onThis("rotate", "--token-from", source, "--yes"));
        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.err()).contains(why);
        assertThat(fixture.writes()).isZero();
    }
}
