package io.github.ccatobs.pat.entrypoint.page;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.AuditedRepositories;
import io.github.ccatobs.pat.audit.AuditedRepositories.AuditedRepository;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.GrantStatus;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.RepositoryState;
import io.github.ccatobs.pat.audit.TestTokens;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.TestSettings;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.notification.TestInstructions;
import io.github.ccatobs.pat.retirement.GateOutcome;
import io.github.ccatobs.pat.retirement.RetirementReport;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationHistory.HistoryEntry;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the store may say, for tests and for pictures. */
public final class SampleOverviews {

    /** The moment at which everything is looked at. */
    public static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private static final SecretName SECRET = new SecretName("GH_PAT");
    private static final Instant NIGHT = Instant.parse("2026-11-23T03:00:00Z");
    private static final RotationId ROTATION = new RotationId("20260922-101500-k3f9");
    private static final TokenExpiry SOON =
            new TokenExpiry.At(NOW.plus(Duration.ofDays(53)).plusSeconds(60));

    private SampleOverviews() {}

    /** The composer of pages of github.com, on the command line. */
    public static PageComposer composer() {
        return new PageComposer(TestSettings.defaults(), TestInstructions.ofCommand());
    }

    /** The page of {@code seen}. */
    public static PageView page(Overview seen) {
        return composer().compose(seen, Optional.of("https://github.com"), false);
    }

    static Overview noAudit() {
        return new Overview(
                SECRET,
                NOW,
                Optional.empty(),
                false,
                List.of(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty());
    }

    static Overview unreadableStore() {
        return unreadableStore("/var/lib/ccat-pat/state.db is in use by another process");
    }

    static Overview unreadableStore(String problem) {
        return Overview.unreadable(SECRET, NOW, problem);
    }

    /** All is well in so many repositories. */
    static Overview well(int count) {
        return of(names(count).stream().map(name -> state(name, present())).toList(), List.of(), SOON, List.of(done()));
    }

    /** All is well in repositories whose names are as long as GitHub lets them be. */
    static Overview longNames() {
        return of(
                IntStream.range(0, 10)
                        .mapToObj(number -> RepositoryName.parse("ccatobs/" + "x".repeat(99) + number))
                        .map(name -> state(name, present()))
                        .toList(),
                List.of(),
                SOON,
                List.of(done()));
    }

    /** Twelve repositories, two of which lack the secret and one of which may. */
    static Overview twoMissing() {
        var states = new ArrayList<>(
                names(12).stream().map(name -> state(name, present())).toList());
        states.set(4, state(states.get(4).repository(), new Observation.Absent()));
        states.set(7, state(states.get(7).repository(), new Observation.Absent()));
        return of(
                states,
                List.of(
                        finding(FindingKind.MISSING, states.get(4).repository(), 3, ""),
                        finding(FindingKind.MISSING, states.get(7).repository(), 1, "")),
                SOON,
                List.of(done()));
    }

    /** The same audit, and a rotation that was complete after it. */
    static Overview writtenSinceTheAudit() {
        return endedSinceTheAudit(done().rotation());
    }

    /** The same audit, and a rotation that ended after it without a write. */
    static Overview endedSinceTheAuditWithoutAWrite() {
        Map<RepositoryName, Outcome> none = new LinkedHashMap<>();
        names(12).forEach(name -> none.put(name, new Outcome.Pending(0)));
        return endedSinceTheAudit(
                new Rotation(rotation(RotationState.STOPPED).rotation().head(), none));
    }

    /** The same with one finding more. */
    static Overview with(Overview seen, OpenFinding finding) {
        return with(seen, finding, seen.audits().getFirst().token());
    }

    static Overview with(Overview seen, OpenFinding finding, TokenStatus token) {
        var last = seen.audits().getFirst();
        var audits = new ArrayList<>(seen.audits());
        audits.set(
                0,
                new AuditRecord(
                        last.secret(),
                        last.auditedAt(),
                        last.complete(),
                        last.summary(),
                        last.accepted(),
                        last.took(),
                        last.calls(),
                        token,
                        last.grant(),
                        last.credential(),
                        Stream.concat(last.findings().stream(), Stream.of(finding))
                                .toList(),
                        last.notes()));
        return new Overview(
                seen.secret(),
                seen.now(),
                Optional.empty(),
                false,
                audits,
                seen.repositories(),
                seen.writers(),
                seen.rotations(),
                seen.oldToken());
    }

    /** The same with other rows and other rotations. */
    static Overview like(Overview seen, Optional<AuditedRepositories> repositories, List<HistoryEntry> rotations) {
        return new Overview(
                seen.secret(),
                seen.now(),
                Optional.empty(),
                false,
                seen.audits(),
                repositories,
                seen.writers(),
                rotations,
                seen.oldToken());
    }

    private static Overview endedSinceTheAudit(Rotation done) {
        var seen = twoMissing();
        var head = done.head();
        var later = new RotationHeader(
                new RotationId("20261123-070000-m2p7"),
                head.state(),
                head.secret(),
                head.fingerprint(),
                head.tokenExpiry(),
                head.versionId(),
                NOW.minusSeconds(3600),
                head.startedBy(),
                Optional.of(NOW.minusSeconds(3000)),
                Optional.empty(),
                Optional.empty(),
                false);
        return like(
                seen,
                seen.repositories(),
                List.of(new HistoryEntry(new Rotation(later, done.outcomes()), false), done()));
    }

    /** Four of twelve repositories could not be read. */
    static Overview couldNotTell() {
        var states = new ArrayList<>(
                names(12).stream().map(name -> state(name, present())).toList());
        for (int number = 2; number < 6; number++) {
            states.set(
                    number,
                    state(
                            states.get(number).repository(),
                            new Observation.Unreadable(
                                    Observation.Cause.FORBIDDEN,
                                    "GITHUB_TOKEN lacks \"Secrets: read\" (403: Resource not accessible by personal"
                                            + " access token)")));
        }
        return of(
                states,
                states.stream()
                        .flatMap(state -> state.seen().whyUnknown().stream()
                                .map(why -> finding(FindingKind.UNREACHABLE, state.repository(), 2, why)))
                        .toList(),
                SOON,
                List.of(done()));
    }

    /** The token has ended four days ago. */
    static Overview expired() {
        var end = NOW.minus(Duration.ofDays(4));
        return of(
                names(12).stream().map(name -> state(name, present())).toList(),
                List.of(new OpenFinding(
                        FindingKind.EXPIRED, Optional.empty(), end, "the token expired 2026-11-19T08:00:00Z", true)),
                new TokenExpiry.At(end),
                List.of(done()));
    }

    /** A rotation runs: five of twelve are written, one failed. */
    static Overview rotating() {
        return of(
                names(12).stream().map(name -> state(name, present())).toList(),
                List.of(),
                SOON,
                List.of(rotation(RotationState.RUNNING), done()));
    }

    /** Two repositories lack the secret, and a rotation that writes it runs. */
    static Overview rotatingWhereTwoAreMissing() {
        var seen = twoMissing();
        return like(seen, seen.repositories(), List.of(rotation(RotationState.RUNNING), done()));
    }

    /** The same where the rotation is not about {@code others}. */
    static Overview rotatingWithout(Set<RepositoryName> others) {
        return rotatingWithout(rotatingWhereTwoAreMissing(), others);
    }

    /** The token of the last rotation has expired, and one of another token runs, which is not about {@code others}. */
    static Overview replacingWithout(Set<RepositoryName> others) {
        var end = NOW.minus(Duration.ofDays(4));
        return with(
                rotatingWithout(rotating(), others),
                new OpenFinding(FindingKind.EXPIRED, Optional.empty(), end, "the token expired", true),
                new TokenStatus(
                        Optional.empty(),
                        new TokenExpiry.At(end),
                        Optional.of(TokenStatus.Source.ROTATION),
                        Optional.of(Fingerprint.of(SecretValue.of("last")))));
    }

    private static Overview rotatingWithout(Overview seen, Set<RepositoryName> others) {
        var running = seen.rotations().getFirst().rotation();
        Map<RepositoryName, Outcome> outcomes = new LinkedHashMap<>(running.outcomes());
        outcomes.keySet().removeAll(others);
        return like(
                seen,
                seen.repositories(),
                List.of(new HistoryEntry(new Rotation(running.head(), outcomes), false), done()));
    }

    /** A rotation runs, in which the sixth repository is {@code name} and failed so. */
    static Overview rotatingWhereOneFailed(RepositoryName name, Outcome.Failed failed) {
        var seen = rotating();
        var running = seen.rotations().getFirst().rotation();
        Map<RepositoryName, Outcome> outcomes = new LinkedHashMap<>();
        running.outcomes()
                .forEach((repository, outcome) -> outcomes.put(
                        outcome instanceof Outcome.Failed ? name : repository,
                        outcome instanceof Outcome.Failed ? failed : outcome));
        return like(
                seen,
                seen.repositories(),
                List.of(new HistoryEntry(new Rotation(running.head(), outcomes), false), done()));
    }

    /** A rotation of the token "new" runs; the last audit kept {@code known} and found another in the vault. */
    static Overview rotatingWhereTheVaultHasAnother(Fingerprint known, TokenStatus.Source from) {
        var seen = rotating();
        return with(
                seen,
                new OpenFinding(FindingKind.VAULT_TOKEN_NOT_ROTATED, Optional.empty(), NIGHT, "", true),
                new TokenStatus(Optional.empty(), SOON, Optional.of(from), Optional.of(known)));
    }

    /** The newest rotations of a token in the vault ended so, the newest first; the one before is complete. */
    static Overview ended(RotationState... states) {
        return of(
                names(12).stream().map(name -> state(name, present())).toList(),
                List.of(),
                SOON,
                Stream.concat(Stream.of(states).map(SampleOverviews::rotation), Stream.of(done()))
                        .toList());
    }

    /** The token began with the rotation of its fingerprint, so many days before its end. */
    static Overview knownFor(int days) {
        var end = NOW.plus(Duration.ofDays(2));
        var seen = of(
                names(3).stream().map(name -> state(name, present())).toList(),
                List.of(),
                new TokenExpiry.At(end),
                List.of());
        var begun = done().rotation().head();
        return new Overview(
                seen.secret(),
                seen.now(),
                Optional.empty(),
                false,
                seen.audits(),
                seen.repositories(),
                Map.of(),
                List.of(new HistoryEntry(
                        new Rotation(
                                new RotationHeader(
                                        begun.id(),
                                        begun.state(),
                                        begun.secret(),
                                        begun.fingerprint(),
                                        begun.tokenExpiry(),
                                        begun.versionId(),
                                        end.minus(Duration.ofDays(days)),
                                        begun.startedBy(),
                                        begun.finishedAt(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        false),
                                done().rotation().outcomes()),
                        false)),
                Optional.empty());
    }

    /** A repository with an older token that may have it, and repositories of an earlier audit. */
    static Overview staleButAccepted() {
        var seen = well(3);
        var rows = new ArrayList<>(seen.repositories().orElseThrow().rows());
        rows.set(
                1,
                new AuditedRepository(
                        rows.get(1).state(),
                        Optional.of(new Waiver("it is read only", LocalDate.parse("2027-01-31"))),
                        rows.get(1).dependencies()));
        return like(
                seen,
                Optional.of(new AuditedRepositories(SECRET, NIGHT.minus(Duration.ofDays(1)), rows)),
                seen.rotations());
    }

    /** The same rotation waits for an hour. */
    static Overview waiting() {
        var running = rotation(RotationState.RUNNING).rotation();
        var head = running.head();
        var waiting = new HistoryEntry(
                new Rotation(
                        new RotationHeader(
                                head.id(),
                                RotationState.WAITING,
                                head.secret(),
                                head.fingerprint(),
                                head.tokenExpiry(),
                                head.versionId(),
                                head.startedAt(),
                                head.startedBy(),
                                Optional.empty(),
                                Optional.of(NOW.plus(Duration.ofHours(1))),
                                Optional.of("GitHub limits requests for the next hour"),
                                false),
                        running.outcomes()),
                false);
        return of(
                names(12).stream().map(name -> state(name, present())).toList(),
                List.of(),
                SOON,
                List.of(waiting, done()));
    }

    /** Every text that comes from outside says {@code text}. */
    static Overview saying(String text) {
        var states = new ArrayList<>(
                names(6).stream().map(name -> state(name, present())).toList());
        states.set(
                1, state(states.get(1).repository(), new Observation.Unreadable(Observation.Cause.UNAVAILABLE, text)));
        states.set(
                2, state(states.get(2).repository(), new Observation.Unreadable(Observation.Cause.UNAVAILABLE, text)));
        var failed = rotation(RotationState.STOPPED).rotation();
        var head = failed.head();
        Map<RepositoryName, Outcome> outcomes = new LinkedHashMap<>(failed.outcomes());
        outcomes.replaceAll((name, outcome) -> new Outcome.Failed(NOW, 1, text));
        var stopped = new HistoryEntry(
                new Rotation(
                        new RotationHeader(
                                head.id(),
                                head.state(),
                                head.secret(),
                                head.fingerprint(),
                                head.tokenExpiry(),
                                Optional.empty(),
                                head.startedAt(),
                                text,
                                Optional.of(NOW),
                                Optional.empty(),
                                Optional.of(text),
                                false),
                        outcomes),
                false);
        var seen = of(
                states,
                List.of(
                        finding(FindingKind.UNREACHABLE, states.get(1).repository(), 1, text),
                        new OpenFinding(FindingKind.GRAPH, Optional.empty(), NIGHT, text, true),
                        finding(FindingKind.UNLISTED, RepositoryName.parse("acme/stray"), 1, text)),
                SOON,
                List.of(stopped));
        return new Overview(
                seen.secret(),
                seen.now(),
                Optional.empty(),
                false,
                seen.audits().stream()
                        .map(audit -> new AuditRecord(
                                audit.secret(),
                                audit.auditedAt(),
                                audit.complete(),
                                audit.summary(),
                                1,
                                audit.took(),
                                audit.calls(),
                                new TokenStatus(
                                        Optional.of(text),
                                        audit.token().expiry(),
                                        audit.token().knownFrom(),
                                        Optional.empty()),
                                Optional.of(new GrantStatus(GrantStatus.GrantState.UNKNOWN, text, Optional.empty())),
                                new CredentialStatus(
                                        Optional.of(text), audit.credential().expiry(), Optional.of(text)),
                                audit.findings(),
                                List.of(text)))
                        .toList(),
                seen.repositories()
                        .map(all -> new AuditedRepositories(
                                all.secret(),
                                all.auditedAt(),
                                all.rows().stream()
                                        .map(row -> new AuditedRepository(
                                                row.state(),
                                                Optional.of(new Waiver(text, LocalDate.parse("2027-01-31"))),
                                                row.dependencies()))
                                        .toList())),
                seen.writers(),
                seen.rotations(),
                seen.oldToken());
    }

    private static Overview of(
            List<RepositoryState> states,
            List<OpenFinding> findings,
            TokenExpiry expiry,
            List<HistoryEntry> rotations) {
        var writers = new LinkedHashMap<RepositoryName, RotationId>();
        states.forEach(state -> writers.put(state.repository(), ROTATION));
        return new Overview(
                SECRET,
                NOW,
                Optional.empty(),
                false,
                audits(states, findings, expiry),
                Optional.of(new AuditedRepositories(SECRET, NIGHT, graph(states))),
                writers,
                rotations,
                rotations.stream().findFirst().map(SampleOverviews::oldToken));
    }

    /** A rotation that is not complete is in the way; else only GitHub can tell. */
    private static RetirementReport oldToken(HistoryEntry newest) {
        var last = newest.rotation().head();
        boolean isComplete = last.state() == RotationState.COMPLETE;
        return new RetirementReport(
                SECRET,
                Optional.of(last.fingerprint()),
                Optional.of(Fingerprint.of(SecretValue.of("oldest"))),
                Optional.empty(),
                new TokenExpiry.At(Instant.parse("2026-12-01T00:00:00Z")),
                isComplete ? RetirementReport.RetirementStatus.UNKNOWN : RetirementReport.RetirementStatus.NOT_YET,
                List.of(
                        new GateOutcome(
                                GateOutcome.GatePart.ROTATION,
                                isComplete
                                        ? new GateOutcome.GateResult.Satisfied("rotation " + last.id() + " is complete")
                                        : new GateOutcome.GateResult.Obstructed(
                                                List.of(new GateOutcome.RetirementObstacle(
                                                        "rotation " + last.id() + " is not complete",
                                                        Optional.empty(),
                                                        Optional.empty())))),
                        new GateOutcome(
                                GateOutcome.GatePart.OLD_TOKEN,
                                new GateOutcome.GateResult.Undecided("GitHub was not asked: ccat pat retire asks"))),
                Optional.empty(),
                0);
    }

    /** Each repository depends on the one in the middle before it, and every fifth on one more. */
    private static List<AuditedRepository> graph(List<RepositoryState> states) {
        return IntStream.range(0, states.size())
                .mapToObj(number -> new AuditedRepository(
                        states.get(number),
                        Optional.empty(),
                        number == 0
                                ? Set.of()
                                : number % 5 == 3
                                        ? Set.of(
                                                states.get(number / 2).repository(),
                                                states.get(number - 1).repository())
                                        : Set.of(states.get(number / 2).repository())))
                .toList();
    }

    /** The last of ninety nights is as given; in the nights before, one in seven saw something missing or unreadable. */
    private static List<AuditRecord> audits(
            List<RepositoryState> states, List<OpenFinding> findings, TokenExpiry expiry) {
        return IntStream.range(0, 90)
                .mapToObj(night -> {
                    var moment = NIGHT.minus(Duration.ofDays(night));
                    int all = states.size();
                    int missing = night % 7 == 3 && all > 3 ? 2 : 0;
                    int unreadable = night % 11 == 5 && all > 5 ? 3 : 0;
                    var summary = night == 0
                            ? new Audit(SECRET, moment, states, TestTokens.unknownCredential(), Optional.empty())
                                    .summary()
                            : new Audit.AuditSummary(all - missing - unreadable, missing, unreadable);
                    return new AuditRecord(
                            SECRET,
                            moment,
                            summary.unreadable() == 0,
                            summary,
                            0,
                            Duration.ofMillis(3200),
                            states.size() + 4L,
                            TestTokens.ending(expiry).status(),
                            Optional.empty(),
                            TestTokens.credentialEnding(new TokenExpiry.Never()),
                            night == 0
                                    ? findings
                                    : missing > 0
                                            ? List.of(finding(
                                                    FindingKind.MISSING,
                                                    states.get(2).repository(),
                                                    night,
                                                    ""))
                                            : List.of(),
                            List.of());
                })
                .toList();
    }

    private static OpenFinding finding(FindingKind kind, RepositoryName repository, int days, String detail) {
        return new OpenFinding(kind, Optional.of(repository), NIGHT.minus(Duration.ofDays(days)), detail, true);
    }

    static List<RepositoryName> names(int count) {
        var known = List.of(
                "system-integration",
                "ops-db",
                "ops-db-api",
                "ops-db-ui",
                "telescope-control",
                "data-transfer",
                "pipeline-runner",
                "workflow-manager",
                "archive-sync",
                "grafana-dashboards",
                "docs",
                "deploy-tools");
        return IntStream.range(0, count)
                .mapToObj(number -> RepositoryName.parse(
                        "ccatobs/" + (number < known.size() ? known.get(number) : "repository-" + number)))
                .toList();
    }

    private static RepositoryState state(RepositoryName name, Observation seen) {
        return new RepositoryState(name, seen, Optional.of(false), Optional.empty());
    }

    private static Observation present() {
        return new Observation.Present(Instant.parse("2026-09-22T10:16:00Z"));
    }

    private static HistoryEntry done() {
        return rotation(RotationState.COMPLETE);
    }

    private static HistoryEntry rotation(RotationState state) {
        boolean isDone = state == RotationState.COMPLETE;
        Map<RepositoryName, Outcome> outcomes = new LinkedHashMap<>();
        var names = names(12);
        for (int number = 0; number < names.size(); number++) {
            outcomes.put(
                    names.get(number),
                    isDone || number < 5
                            ? new Outcome.Updated(NOW.minusSeconds(60 - number), 1, true)
                            : number == 5
                                    ? new Outcome.Failed(NOW, 1, "the repository is archived", true)
                                    : new Outcome.Pending(0));
        }
        var started = isDone ? Instant.parse("2026-09-22T10:15:00Z") : NOW.minusSeconds(75);
        return new HistoryEntry(
                new Rotation(
                        new RotationHeader(
                                isDone ? ROTATION : new RotationId("20261123-075845-m2p7"),
                                state,
                                SECRET,
                                Fingerprint.of(SecretValue.of(isDone ? "old" : "new")),
                                SOON,
                                Optional.of("v7"),
                                started,
                                "platform-team",
                                isDone ? Optional.of(started.plusSeconds(41)) : Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false),
                        outcomes),
                false);
    }
}
