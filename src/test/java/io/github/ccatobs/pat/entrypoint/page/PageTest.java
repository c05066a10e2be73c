package io.github.ccatobs.pat.entrypoint.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.page.StateSentence.Tone;
import io.github.ccatobs.pat.github.TestSettings;
import io.github.ccatobs.pat.notification.TestInstructions;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationHistory.HistoryEntry;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.TestHeaders;
import io.github.ccatobs.pat.token.TokenVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as text: what it says, and what it never lets through. */
class PageTest {

    static Stream<Object[]> states() {
        return Stream.of(
                new Object[] {
                    SampleOverviews.well(12), Tone.WELL, "GH_PAT is in 12 of 12 repositories. It expires in 53 days."
                },
                new Object[] {
                    SampleOverviews.well(1), Tone.WELL, "GH_PAT is in 1 of 1 repository. It expires in 53 days."
                },
                new Object[] {
                    SampleOverviews.twoMissing(),
                    Tone.ATTENTION,
                    "GH_PAT is in 10 of 12 repositories; it is missing in 2. It expires in 53 days."
                },
                new Object[] {
                    SampleOverviews.couldNotTell(),
                    Tone.UNKNOWN,
                    "GH_PAT is in 8 of 12 repositories; 4 are unreadable, so it may be there too. It expires in 53 days."
                },
                new Object[] {
                    SampleOverviews.expired(),
                    Tone.ATTENTION,
                    "GH_PAT expired 4 days ago, so jobs that use it fail. The expired token is in 12 of 12 repositories."
                },
                new Object[] {
                    SampleOverviews.rotating(),
                    Tone.RUNNING,
                    "A rotation is running: 5 of 12 written, 1 failed. Before this rotation, GH_PAT was in 12 of 12 repositories."
                            + " The token that the last audit saw expires in 53 days."
                },
                new Object[] {
                    SampleOverviews.ended(RotationState.STOPPED),
                    Tone.NOTICE,
                    "GH_PAT is in 12 of 12 repositories. It expires in 53 days."
                            + " The last rotation stopped before its end: 5 of 12 written, 1 failed."
                },
                new Object[] {
                    SampleOverviews.ended(RotationState.REFUSED),
                    Tone.NOTICE,
                    "GH_PAT is in 12 of 12 repositories. It expires in 53 days."
                            + " The last rotation was refused before its first write."
                },
                new Object[] {
                    SampleOverviews.ended(RotationState.REFUSED, RotationState.SUPERSEDED, RotationState.STOPPED),
                    Tone.NOTICE,
                    "GH_PAT is in 12 of 12 repositories. It expires in 53 days."
                            + " The last rotation was refused before its first write."
                            + " A rotation before that stopped before its end: 5 of 12 written, 1 failed."
                },
                new Object[] {
                    SampleOverviews.ended(RotationState.COMPLETE, RotationState.STOPPED),
                    Tone.WELL,
                    "GH_PAT is in 12 of 12 repositories. It expires in 53 days."
                },
                new Object[] {
                    SampleOverviews.noAudit(),
                    Tone.NONE,
                    "No audit of GH_PAT has been made yet, so it is not known where it is."
                },
                new Object[] {
                    SampleOverviews.unreadableStore(),
                    Tone.UNKNOWN,
                    "The store cannot be read, so it is not known where GH_PAT is."
                            + " /var/lib/ccat-pat/state.db is in use by another process"
                });
    }

    @ParameterizedTest
    @MethodSource("states")
    void saysTheStateAsAPersonWould(Overview seen, Tone tone, String sentence) {
        var state = SampleOverviews.page(seen).state();

        assertThat(state.tone()).isEqualTo(tone);
        assertThat(state.text()).isEqualTo(sentence);
        assertThat(Report.html(SampleOverviews.page(seen)))
                .contains("<section class=\"state " + tone + "\"", tone.label(), tone.mark());
        assertThat(Report.html(SampleOverviews.page(seen)).contains("<p>Nothing.</p>"))
                .isEqualTo(tone == Tone.WELL);
    }

    @Test
    void isNeverGreenWhenAnAuditIsOverdue() {
        var seen = SampleOverviews.well(3);
        var late = new Overview(
                seen.secret(),
                seen.now().plusSeconds(400_000),
                seen.storeProblem(),
                true,
                seen.audits(),
                seen.repositories(),
                seen.writers(),
                seen.rotations(),
                seen.oldToken());

        var state = SampleOverviews.page(late).state();

        assertThat(state.tone()).isEqualTo(Tone.UNKNOWN);
        assertThat(state.text()).contains("That was 4 days ago: no audit has succeeded since");
    }

    /** Also within texts that are only in a title or an attribute. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "'><svg onload=alert(1)>",
                "{view.secret}",
                "{#for x in view.rows}{x.raw}{/for}",
                "]]><b>bold</b>",
                "</style><b>bold</b>"
            })
    void letsNoMarkupThroughFromAnyText(String text) {
        String clean = Report.html(SampleOverviews.page(SampleOverviews.saying("plain")));
        String html = Report.html(SampleOverviews.page(SampleOverviews.saying(text)));

        assertThat(tags(html)).isEqualTo(tags(clean));
        assertThat(html).contains(SvgMarkup.escaped(text));
    }

    private static List<String> tags(String html) {
        return Pattern.compile("<[^>]*>")
                .matcher(html)
                .results()
                .map(tag -> tag.group().replaceAll("\"[^\"]*\"", ""))
                .toList();
    }

    @Test
    void showsWhatWouldBeObeyedOrHidden() {
        String html = Report.html(SampleOverviews.page(SampleOverviews.saying("a\u202eb\u0007c שלום 🚀")));

        assertThat(html).contains("a\\u{202e}b\\u{7}c שלום 🚀").doesNotContain("\u202e", "\u0007");
    }

    @Test
    void asksForNothingElse() {
        String html = Report.html(SampleOverviews.page(SampleOverviews.twoMissing()));

        assertThat(html)
                .contains("default-src &#39;none&#39;", "script-src &#39;sha256-")
                .doesNotContain("<link", " src=", "@import", "url(http", "fetch(", "unsafe-inline", "<form")
                .doesNotContainPattern(" on[a-z]+=|javascript:| style=");
        assertThat(html.length()).isLessThan(100_000);
    }

    /** In characters, nearly all of which are one byte each. */
    @Test
    void isSmallWithAllThatItLoads() {
        var writer = TestPageWriters.any();
        var session = new PageWriter.PageSession("csrf", "ops", "ci/pat", "50 repositories");

        String page = writer.page(SampleOverviews.well(50), session);

        int all = page.length();
        for (String file : List.of("page.css", "table.js", "live.js")) {
            assertThat(page).contains("/assets/" + file);
            all += writer.asset(file).orElseThrow().text().length();
        }
        assertThat(all).isLessThan(150_000);
        assertThat(page.split("(src|href)=\"/assets/", -1)).hasSize(4);
        assertThat(page).doesNotContain("url(", "<style", " style=").doesNotContainPattern(" on[a-z]+=");
    }

    @Test
    void saysWhatIsWrongWhereAndWhatToDo() {
        var page = SampleOverviews.page(SampleOverviews.twoMissing());

        assertThat(page.toDo()).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo("Write the current token to each repository that does not hold it");
            assertThat(step.why()).isEqualTo("2 missing: ccatobs/telescope-control, ccatobs/workflow-manager");
            assertThat(step.commands()).containsExactly("ccat pat rotate");
        });
        assertThat(page.rows().get(4)).satisfies(row -> {
            assertThat(row.name()).isEqualTo("ccatobs/telescope-control");
            assertThat(row.mark() + " " + row.state()).isEqualTo("✗ missing");
            assertThat(row.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.since() + ", " + finding.days()).isEqualTo("2026-11-20T03:00:00Z, 3 days ago");
            });
            assertThat(row.rotation()).isEqualTo("20260922-101500-k3f9");
        });
    }

    /** Its label in the vault is not recorded: a command would hand out the current version, which may be another token. */
    @Test
    void namesNoCommandThatCouldHandOutAnotherToken() {
        assertThat(SampleOverviews.page(SampleOverviews.ended(RotationState.REFUSED, RotationState.STOPPED))
                        .toDo())
                .satisfiesExactly(
                        refused -> {
                            assertThat(refused.step())
                                    .isEqualTo("Fix the reason why the last rotation was refused, and start it again");
                            assertThat(refused.commands()).isEmpty();
                        },
                        stopped -> {
                            assertThat(stopped.step())
                                    .isEqualTo(
                                            "Once its cause is gone, continue the rotation that stopped, with the same --token-from as"
                                                    + " before");
                            assertThat(stopped.commands()).isEmpty();
                        });

        var typed = SampleOverviews.saying("plain");
        assertThat(SampleOverviews.page(typed).toDo().getLast().commands()).containsExactly("ccat pat rotate");
        var service =
                new PageComposer(TestSettings.defaults(), TestInstructions.ofService("token.secret-id", "ci/pat"));
        assertThat(service.composeLive(typed).toDo().getLast()).satisfies(stopped -> {
            assertThat(stopped.step())
                    .isEqualTo("Once its cause is gone, continue the rotation that stopped, with the same token");
            assertThat(stopped.commands()).isEmpty();
        });
    }

    /** A service has a button and an address, and no option of a command. */
    @Test
    void saysOnTheServicesPageHowARotationOfTheVaultsTokenContinues() {
        var service =
                new PageComposer(TestSettings.defaults(), TestInstructions.ofService("token.secret-id", "ci/pat"));
        var seen = SampleOverviews.ended(RotationState.STOPPED);
        var head = seen.rotations().getFirst().rotation().head();
        var current = SampleOverviews.with(
                seen,
                new OpenFinding(FindingKind.GRAPH, Optional.empty(), SampleOverviews.NOW, "", true),
                new TokenStatus(
                        Optional.empty(),
                        head.tokenExpiry(),
                        Optional.of(TokenStatus.Source.VAULT),
                        Optional.of(head.fingerprint())));

        assertThat(service.composeLive(current).toDo().getLast().step())
                .isEqualTo("Once its cause is gone, continue the rotation that stopped: press Rotate");
        assertThat(service.composeLive(seen).toDo().getLast()).satisfies(stopped -> {
            assertThat(stopped.step())
                    .isEqualTo(
                            "Once its cause is gone, continue the rotation that stopped: call POST /rotations with the stage that its version"
                                    + " has in Secrets Manager");
            assertThat(stopped.why())
                    .endsWith("; version " + head.versionId().orElseThrow() + "; Rotate hands out AWSCURRENT");
        });
    }

    @Test
    void continuesARotationOfATokenThatWaitsWithTheStageItWasBegunWith() {
        var seen = ended(head -> TestHeaders.begunWith(TokenVersion.PENDING, head));
        var service =
                new PageComposer(TestSettings.defaults(), TestInstructions.ofService("token.secret-id", "ci/pat"));
        assertThat(service.composeLive(seen).toDo().getLast()).satisfies(stopped -> {
            assertThat(stopped.step())
                    .isEqualTo("Once its cause is gone, continue the rotation that stopped: run this");
            assertThat(stopped.why()).endsWith("; Rotate hands out AWSCURRENT");
            assertThat(stopped.commands())
                    .singleElement()
                    .asString()
                    .contains("{\"stage\":\"AWSPENDING\"}", "/rotations");
        });
        var command =
                new PageComposer(TestSettings.defaults(), TestInstructions.ofCommand("token.secret-id", "ci/pat"));
        assertThat(command.compose(seen).toDo().getLast().commands())
                .containsExactly(
                        "CCAT_PAT_TOKEN_SECRET_ID=ci/pat ccat pat rotate --token-from secretsmanager:AWSPENDING");
    }

    @Test
    void replacesATokenThatAnotherOwnerHolds() {
        var seen = ended(TestHeaders::withAnotherOwner);
        assertThat(SampleOverviews.page(seen).toDo().getLast()).satisfies(stopped -> {
            assertThat(stopped.step())
                    .startsWith("Another owner holds this token, so do not continue with it: take that repository out")
                    .contains(
                            "create another token, hand that one out, and revoke this one; or, if only that owner was renamed");
            assertThat(stopped.commands()).containsExactly("ccat pat rotate");
        });
    }

    private static Overview ended(UnaryOperator<RotationHeader> change) {
        var seen = SampleOverviews.ended(RotationState.STOPPED);
        var first = seen.rotations().getFirst();
        var changed = new HistoryEntry(
                new Rotation(
                        change.apply(first.rotation().head()), first.rotation().outcomes()),
                false);
        return SampleOverviews.like(
                seen,
                seen.repositories(),
                Stream.concat(Stream.of(changed), seen.rotations().stream().skip(1))
                        .toList());
    }

    @Test
    void beginsWithTheButtonOnTheLivePage() {
        assertThat(SampleOverviews.composer()
                        .composeLive(SampleOverviews.noAudit())
                        .toDo())
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.step()).isEqualTo("Press Audit now");
                    assertThat(step.commands()).isEmpty();
                });
        assertThat(SampleOverviews.page(SampleOverviews.noAudit()).toDo())
                .singleElement()
                .satisfies(step -> assertThat(step.commands()).containsExactly("ccat pat audit"));
    }

    @Test
    void showsNoAcceptedRepositoryAsWell() {
        var rows = SampleOverviews.page(SampleOverviews.staleButAccepted()).rows();

        assertThat(rows.stream().map(row -> row.mark() + " " + row.tone()))
                .containsExactly("✓ well", "– none", "✓ well");
    }

    @Test
    void drawsTheLifeOfATokenOnlyFromABeginningThatIsKnown() {
        assertThat(SampleOverviews.page(SampleOverviews.knownFor(60)).token()).satisfies(token -> {
            assertThat(token.chart()).contains("handed out 2026-09-26");
            assertThat(token.sentence()).endsWith(". Reminders: 2026-11-11, 2026-11-18, 2026-11-22, 2026-11-24.");
        });
        assertThat(SampleOverviews.page(SampleOverviews.knownFor(2)).token().sentence())
                .endsWith("; known from the vault. Reminders: 2026-11-24.");
        var seen = SampleOverviews.knownFor(60);
        var unknown = new Overview(
                seen.secret(),
                seen.now(),
                seen.storeProblem(),
                false,
                seen.audits(),
                seen.repositories(),
                seen.writers(),
                List.of(),
                seen.oldToken());
        assertThat(SampleOverviews.page(unknown).token().chart()).isEmpty();
    }

    @Test
    void drawsEachRepositoryOnceAndLeadsToItsRow() {
        for (int count : new int[] {1, 12, 120, 121, 5000}) {
            var page = SampleOverviews.page(SampleOverviews.well(count));

            assertThat(page.graph().split("<a href=\"#r", -1)).hasSize(count + 1);
            assertThat(page.graph()).contains("href=\"#r" + (count - 1) + "\"");
        }
    }

    @Test
    void saysUntilWhenARotationWaits() {
        var state = SampleOverviews.page(SampleOverviews.waiting()).state();

        assertThat(state.tone()).isEqualTo(Tone.RUNNING);
        assertThat(state.text()).startsWith("A rotation waits until 2026-11-23T09:00:00Z: 5 of 12 written, 1 failed.");
    }

    @Test
    void showsNothingGreenOfATokenThatHasEnded() {
        var page = SampleOverviews.page(SampleOverviews.expired());

        assertThat(page.rows())
                .allSatisfy(row -> assertThat(row.mark() + row.tone()).isEqualTo("!notice"));
        assertThat(page.counts()).extracting(count -> count.tone()).doesNotContain("well");
        assertThat(page.toDo())
                .extracting(step -> step.step() + ": " + String.join(", ", step.commands()))
                .containsExactly(
                        "Create a new token: this says how: ccat pat renew",
                        "Write it to every repository: ccat pat rotate",
                        "Make an audit: ccat pat audit");
        assertThat(page.toDo().getFirst().why()).isEqualTo("the token expired 2026-11-19T08:00:00Z");
    }

    @Test
    void saysWhyRepositoriesCouldNotBeReadOrWritten() {
        assertThat(SampleOverviews.page(SampleOverviews.couldNotTell()).toDo())
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.step())
                            .isEqualTo(
                                    "Give GITHUB_TOKEN, with which audits read, Secrets: read on 4 repositories, then make an audit");
                    assertThat(step.commands()).containsExactly("ccat pat audit");
                    assertThat(step.why())
                            .isEqualTo(
                                    "4 unreadable: ccatobs/ops-db-api, ccatobs/ops-db-ui, ccatobs/telescope-control and 1"
                                            + " more; or take what is not needed out of the dependency graph");
                });
        assertThat(SampleOverviews.page(SampleOverviews.rotating()).toDo())
                .satisfiesExactly(
                        step -> {
                            assertThat(step.step())
                                    .isEqualTo(
                                            "Unarchive 1 repository on GitHub, or take it out of the dependency graph");
                            assertThat(step.why())
                                    .isEqualTo("ccatobs/data-transfer: the repository is archived; do so now or after"
                                            + " the rotation; another one with the same token writes what is left");
                        },
                        after -> assertThat(after.step()).isEqualTo("Let the rotation end, then make an audit"));
        var other = new Outcome.Failed(Instant.EPOCH, 1, "the archived key of its owner is invalid");
        assertThat(SampleOverviews.page(SampleOverviews.rotatingWhereOneFailed(
                                RepositoryName.parse("ccatobs/archived-data"), other))
                        .toDo()
                        .getFirst()
                        .step())
                .isEqualTo("Fix what prevents the rotation from writing 1 repository");
    }

    /** Two numbers of repositories side by side would contradict each other. */
    @Test
    void leadsWithTheRotationUnderWayAndItsFailures() {
        var page = SampleOverviews.page(SampleOverviews.rotatingWhereTwoAreMissing());

        assertThat(page.state().sentences()).containsExactly("A rotation is running: 5 of 12 written, 1 failed.");
        assertThat(page.state().before().getFirst())
                .isEqualTo("Before this rotation, GH_PAT was in 10 of 12 repositories; it was missing in 2.");
        assertThat(page.counts())
                .extracting(count -> count.number() + " " + count.name() + " " + count.tone())
                .containsExactly("5 written well", "1 failed attention", "6 to go running");
        assertThat(page.isRotating()).isTrue();
        assertThat(page.nextButton()).isEmpty();
        assertThat(SampleOverviews.page(SampleOverviews.waiting()).isRotating()).isFalse();
    }

    /** The advice stands above, once: a row has its cause, and its advice only where no step is about it. */
    @Test
    void repeatsNoAdviceInRows() {
        String html = Report.html(SampleOverviews.page(SampleOverviews.twoMissing()));

        assertThat(html)
                .contains("<b>missing</b> noticed 2026-11-20T03:00:00Z (3 days ago).")
                .doesNotContain("POST /rotations");
        assertThat(Report.html(SampleOverviews.page(SampleOverviews.couldNotTell())))
                .contains("<b>unreadable</b> noticed ")
                .doesNotContain("<b>unreachable</b>", "give the credential");
    }

    /** Nobody need act on what the rotation under way does anyway. */
    @Test
    void asksForNothingThatTheRotationUnderWayDoes() {
        var seen = SampleOverviews.rotatingWhereTwoAreMissing();

        assertThat(SampleOverviews.page(seen).state().tone()).isEqualTo(Tone.RUNNING);
        assertThat(SampleOverviews.composer().composeLive(seen).toDo())
                .extracting(step -> step.step())
                .containsExactly(
                        "Unarchive 1 repository on GitHub, or take it out of the dependency graph",
                        "Let the rotation end, then press Audit now");
    }

    /** A rotation may be of some repositories only, and may fail in others. */
    @Test
    void keepsAskingForWhatTheRotationUnderWayDoesNotDo() {
        var names = SampleOverviews.names(12);
        var missing = names.get(4);
        var untouched = SampleOverviews.rotatingWithout(Set.of(missing));

        assertThat(SampleOverviews.page(untouched).state().tone()).isEqualTo(Tone.ATTENTION);
        assertThat(SampleOverviews.composer().composeLive(untouched).toDo())
                .filteredOn(step -> step.why().contains(missing.toString()))
                .singleElement()
                .satisfies(step -> assertThat(step.why()).startsWith("1 missing: "));

        var failed = SampleOverviews.with(
                SampleOverviews.rotating(),
                new OpenFinding(FindingKind.MISSING, Optional.of(names.get(5)), SampleOverviews.NOW, "", true));
        assertThat(SampleOverviews.page(failed).state().tone()).isEqualTo(Tone.ATTENTION);
        assertThat(SampleOverviews.composer().composeLive(failed).toDo())
                .as("how to let it be written is said once")
                .filteredOn(step -> step.why().contains(names.get(5).toString()))
                .hasSize(1);
        assertThat(SampleOverviews.page(SampleOverviews.rotatingWithout(Set.copyOf(names)))
                        .state()
                        .tone())
                .as("its repositories are not known yet")
                .isEqualTo(Tone.RUNNING);
    }

    /** One of a few repositories leaves the old token in the others. */
    @Test
    void asksForANewTokenUnlessTheRotationUnderWayHandsItOutEverywhere() {
        var everywhere = SampleOverviews.page(SampleOverviews.replacingWithout(Set.of()));
        var partly = SampleOverviews.page(SampleOverviews.replacingWithout(
                Set.of(SampleOverviews.names(12).getLast())));

        assertThat(everywhere.state().tone()).isEqualTo(Tone.RUNNING);
        assertThat(everywhere.toDo()).noneMatch(step -> step.step().startsWith("Create a new token"));
        assertThat(partly.state().tone()).isEqualTo(Tone.ATTENTION);
        assertThat(partly.toDo()).anyMatch(step -> step.step().startsWith("Create a new token"));
    }

    @ParameterizedTest(name = "the audit knew {0} from {1}: {2}")
    @CsvSource({"new, VAULT, RUNNING", "other, VAULT, ATTENTION", "last, ROTATION, RUNNING", "new, ROTATION, ATTENTION"
    })
    void asksToHandOutTheTokenOfTheVaultUnlessTheRotationUnderWayDoes(
            String known, TokenStatus.Source from, Tone tone) {
        var seen = SampleOverviews.rotatingWhereTheVaultHasAnother(Fingerprint.of(SecretValue.of(known)), from);

        assertThat(SampleOverviews.page(seen).state().tone()).isEqualTo(tone);
        assertThat(SampleOverviews.composer().composeLive(seen).toDo())
                .filteredOn(step -> step.step().startsWith("Hand out the vault's current token"))
                .hasSize(tone == Tone.ATTENTION ? 1 : 0);
    }

    @Test
    void saysOnceHowATokenIsReplacedAndWhichButtonHandsItOut() {
        var seen = SampleOverviews.with(
                SampleOverviews.expired(),
                new OpenFinding(
                        FindingKind.VAULT_TOKEN_REJECTED,
                        Optional.empty(),
                        SampleOverviews.NOW,
                        "GitHub rejects it",
                        true));
        var service =
                new PageComposer(TestSettings.defaults(), TestInstructions.ofService("token.secret-id", "ci/pat"));

        var live = service.composeLive(seen);
        assertThat(live.toDo())
                .extracting(step -> step.step())
                .containsExactly(
                        "Create a new token: press Check the token, then New token on GitHub",
                        "Store it in the vault: run this, which asks for it",
                        "Press Rotate",
                        "Press Audit now");
        assertThat(live.toDo().getFirst().why()).isEqualTo("the token expired 2026-11-19T08:00:00Z; GitHub rejects it");
        assertThat(live.toDo().get(1).commands()).singleElement().asString().contains("ccat pat store-token");
        assertThat(live.nextButton()).isEqualTo("Check the token");
        assertThat(service.compose(seen).toDo())
                .extracting(step -> step.commands().getFirst())
                .satisfiesExactly(
                        renew -> assertThat(renew).endsWith("ccat pat renew"),
                        store -> assertThat(store).endsWith("ccat pat store-token"),
                        rotate -> assertThat(rotate).contains("/rotations"),
                        audit -> assertThat(audit).endsWith("ccat pat audit"));
        var printed =
                new PageComposer(TestSettings.defaults(), TestInstructions.ofService("token.exec", "pass show gh-pat"));
        assertThat(printed.composeLive(seen).toDo())
                .extracting(step -> step.step())
                .containsSubsequence(
                        "Store it where the command of ccat.pat.token.exec finds it", "Write it to every repository");
    }

    @Test
    void saysWhatToDoWhereTheEndIsUnknownAndNothingElseIsWrong() {
        var seen = SampleOverviews.with(
                SampleOverviews.well(3),
                new OpenFinding(FindingKind.GRAPH, Optional.empty(), SampleOverviews.NOW, "odd", true),
                TokenStatus.unknown());
        assertThat(SampleOverviews.page(seen).state().tone()).isEqualTo(Tone.NOTICE);
        assertThat(SampleOverviews.page(seen).toDo()).singleElement().satisfies(step -> assertThat(step.step())
                .startsWith("Name the secret that holds the token"));
        var vault = new PageComposer(TestSettings.defaults(), TestInstructions.ofService("token.secret-id", "ci/pat"));
        assertThat(vault.compose(seen).toDo()).singleElement().satisfies(step -> assertThat(step.step())
                .startsWith("Let audits learn when the token expires"));
    }

    @Test
    void saysInTheFirstWordsWhatIsWrongWithTheVault() {
        var seen = SampleOverviews.with(
                SampleOverviews.well(3),
                new OpenFinding(
                        FindingKind.VAULT_TOKEN_NOT_ROTATED, Optional.empty(), SampleOverviews.NOW, "another", true));

        assertThat(SampleOverviews.page(seen).state().tone()).isEqualTo(Tone.ATTENTION);
        assertThat(SampleOverviews.page(seen).state().text())
                .isEqualTo("GH_PAT is in 3 of 3 repositories. It expires in 53 days."
                        + " The vault has another token, which was not handed out yet.");

        var unusable = SampleOverviews.page(SampleOverviews.with(
                SampleOverviews.well(3),
                new OpenFinding(
                        FindingKind.VAULT_TOKEN_UNUSABLE, Optional.empty(), SampleOverviews.NOW, "it is JSON", true)));
        assertThat(unusable.state().text()).endsWith(" What the vault holds is no token.");
        assertThat(unusable.toDo()).singleElement().satisfies(step -> {
            assertThat(step.step()).startsWith("Correct what the vault holds, or ccat.pat.token.json-key");
            assertThat(step.commands()).isEmpty();
        });
    }

    @Test
    void saysThatARotationHasWrittenSinceTheAudit() {
        var page = SampleOverviews.page(SampleOverviews.writtenSinceTheAudit());

        assertThat(page.state().tone()).isEqualTo(Tone.ATTENTION);
        assertThat(page.state().text())
                .startsWith("GH_PAT is in 10 of 12 repositories; it is missing in 2.")
                .endsWith("The audit was before the last rotation, which wrote 12 of 12 repositories.");
        assertThat(page.toDo().getFirst().step()).isEqualTo("Make an audit");
        assertThat(page.toDo().getFirst().commands()).containsExactly("ccat pat audit");

        assertThat(SampleOverviews.page(SampleOverviews.endedSinceTheAuditWithoutAWrite())
                        .state()
                        .text())
                .doesNotContain("The audit was before");
    }

    @Test
    void namesTheButtonOfTheServiceThatHandsOutTheCurrentToken() {
        var service =
                new PageComposer(TestSettings.defaults(), TestInstructions.ofService("token.secret-id", "ci/pat"));

        assertThat(service.composeLive(SampleOverviews.twoMissing()).toDo())
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.step())
                            .isEqualTo(
                                    "Write the current token to each repository that does not hold it: press Rotate");
                    assertThat(step.why()).contains("Rotate makes no new token");
                    assertThat(step.commands()).isEmpty();
                });
        assertThat(service.compose(SampleOverviews.twoMissing())
                        .toDo()
                        .getFirst()
                        .commands())
                .isNotEmpty();
    }

    @Test
    void saysWhatTheStoreTellsOfTheTokenBefore() {
        assertThat(SampleOverviews.page(SampleOverviews.well(3)).oldToken()).satisfies(old -> {
            assertThat(old.sentence())
                    .isEqualTo("Do not revoke it yet: only GitHub knows whether something still needs it."
                            + " It ends 2026-12-01T00:00:00Z.");
            assertThat(old.lines()).extracting(line -> line.mark()).containsExactly("✓", "?");
            assertThat(old.command()).isEqualTo("ccat pat retire");
        });
        assertThat(SampleOverviews.page(SampleOverviews.rotating()).oldToken()).satisfies(old -> {
            assertThat(old.sentence())
                    .isEqualTo("Do not revoke it yet: it is still needed, or may be. It ends 2026-12-01T00:00:00Z.");
            assertThat(old.lines().getFirst().text()).isEqualTo("rotation 20261123-075845-m2p7 is not complete");
            assertThat(old.command()).isEmpty();
        });
        assertThat(SampleOverviews.page(SampleOverviews.noAudit()).oldToken().sentence())
                .isEmpty();
        assertThat(Report.markdown(SampleOverviews.page(SampleOverviews.well(3))))
                .contains("## The old token\n\nDo not revoke");
    }

    /** A cell that begins like a formula would be computed. */
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)"})
    void startsNoFormulaInASpreadsheet(String text) {
        String csv = Report.csv(SampleOverviews.page(SampleOverviews.saying(text + "\"")));

        assertThat(csv).contains(",\"'" + text + "\"\"; ").doesNotContain(",\"" + text);
    }

    @Test
    void leavesNoMarkupInMarkdown() {
        String markdown = Report.markdown(SampleOverviews.page(SampleOverviews.saying("<b>|*x*[a](javascript:b)`")));

        assertThat(markdown)
                .contains("\\<b\\>\\|\\*x\\*\\[a\\]\\(javascript\\:b\\)\\`")
                .doesNotContain("<b>", "javascript:b");
        assertThat(Report.markdown(SampleOverviews.page(SampleOverviews.saying("@ccatobs/all #12"))))
                .contains("@&#8203;ccatobs/all #&#8203;12")
                .doesNotContain("@ccatobs", "#12");
        assertThat(Report.markdown(
                        SampleOverviews.page(SampleOverviews.saying("https://evil.example www.evil.example"))))
                .contains("https\\://evil\\.example www\\.evil\\.example")
                .doesNotContain("https://evil", "evil.example");
        assertThat(Report.markdown(
                        SampleOverviews.page(SampleOverviews.unreadableStore("<b>[a](https://evil.example) @all"))))
                .contains("\\<b\\>\\[a\\]")
                .doesNotContain("<b>", "https://evil", "@all");
    }

    @Test
    void saysInMarkdownWhatThePageSaysOfItsOwnLimits() {
        String earlier = Report.markdown(SampleOverviews.page(SampleOverviews.staleButAccepted()));
        assertThat(earlier)
                .contains(
                        "## Repositories\n\nThese are the repositories of the audit at 2026-11-22T03:00:00Z.\n\n| Rep");

        assertThat(Report.markdown(SampleOverviews.page(SampleOverviews.saying("plain"))))
                .contains("## Not looked at\n\n- plain\n")
                .containsPattern("## Token\n\n.*\\. Plain\\\\?\\.\n")
                .doesNotContain("not confirmed");
        var seen = SampleOverviews.twoMissing();
        var last = seen.audits().getFirst();
        var unconfirmed = new Overview(
                seen.secret(),
                seen.now(),
                seen.storeProblem(),
                false,
                List.of(new AuditRecord(
                        last.secret(),
                        last.auditedAt(),
                        last.complete(),
                        last.summary(),
                        last.accepted(),
                        last.took(),
                        last.calls(),
                        last.token(),
                        last.grant(),
                        last.credential(),
                        last.findings().stream()
                                .map(found -> new OpenFinding(
                                        found.kind(), found.repository(), found.since(), found.detail(), false))
                                .toList(),
                        last.notes())),
                seen.repositories(),
                seen.writers(),
                seen.rotations(),
                seen.oldToken());
        assertThat(Report.markdown(SampleOverviews.page(unconfirmed)).split("not confirmed by the last audit", -1))
                .hasSize(3);
    }

    @Test
    void fitsNamesOfAnyLength() {
        assertThat(SvgMarkup.fit("x".repeat(100), 24)).hasSize(24).contains("…");
        assertThat(SvgMarkup.fit("ops-db", 24)).isEqualTo("ops-db");
    }
}
