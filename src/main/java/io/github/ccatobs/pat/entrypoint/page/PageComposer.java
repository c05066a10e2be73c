package io.github.ccatobs.pat.entrypoint.page;

import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.AuditedRepositories;
import io.github.ccatobs.pat.audit.AuditedRepositories.AuditedRepository;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.ExpiryReminderRule;
import io.github.ccatobs.pat.audit.FindingDiff;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.entrypoint.page.PageView.AuditRow;
import io.github.ccatobs.pat.entrypoint.page.PageView.FindingLine;
import io.github.ccatobs.pat.entrypoint.page.PageView.GateLine;
import io.github.ccatobs.pat.entrypoint.page.PageView.OldTokenPanel;
import io.github.ccatobs.pat.entrypoint.page.PageView.RotationRow;
import io.github.ccatobs.pat.entrypoint.page.PageView.SummaryCount;
import io.github.ccatobs.pat.entrypoint.page.PageView.TableRow;
import io.github.ccatobs.pat.entrypoint.page.PageView.TokenLife;
import io.github.ccatobs.pat.github.ApiUrl;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.retirement.GateOutcome;
import io.github.ccatobs.pat.retirement.GateOutcome.GateResult;
import io.github.ccatobs.pat.retirement.RetirementReport;
import io.github.ccatobs.pat.retirement.RetirementReport.RetirementStatus;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationEstimate;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationHistory.HistoryEntry;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Puts what is known into the texts of the page. */
@ApplicationScoped
public class PageComposer {

    private final GitHubSettings gitHub;
    private final OperatorInstructions instructions;

    PageComposer(GitHubSettings gitHub, OperatorInstructions instructions) {
        this.gitHub = gitHub;
        this.instructions = instructions;
    }

    /** The page of {@code seen} as a file. */
    public PageView compose(Overview seen) {
        return compose(seen, webPages(), false);
    }

    /** The page of {@code seen} as the service shows it, with buttons. */
    PageView composeLive(Overview seen) {
        return compose(seen, webPages(), true);
    }

    /** The same, with links to the pages at {@code web}, when it is known where they are. */
    PageView compose(Overview seen, Optional<String> web, boolean isLive) {
        var repositories = seen.repositories().map(AuditedRepositories::rows).orElse(List.of());
        var rows = new RowComposer(seen, web).rows(repositories);
        Map<RepositoryName, TableRow> byName = new HashMap<>();
        for (int number = 0; number < rows.size(); number++) {
            byName.put(repositories.get(number).name(), rows.get(number));
        }
        var history = history(seen.audits());
        var last = seen.last();
        return new PageView(
                seen.secret().toString(),
                Timestamps.print(seen.now()),
                state(seen),
                seen.underWay()
                        .map(entry -> shown(StateSentence.about(entry.rotation())))
                        .orElse(""),
                last.map(audit -> Timestamps.print(audit.auditedAt())).orElse(""),
                last.map(audit -> lastAudit(audit, seen.now())).orElse(""),
                last.isPresent(),
                seen.underWay()
                        .map(entry -> counts(entry.rotation()))
                        .or(() -> last.map(audit -> counts(audit, seen.hasTokenEnded())))
                        .orElse(List.of()),
                new ToDoComposer(seen, instructions).compose(isLive),
                rows,
                rowsNote(seen),
                rows.isEmpty() ? "" : GraphDrawing.draw(repositories, byName),
                repositories.size() > GraphDrawing.MOST_NAMED
                        ? "Each square is a repository; it leads to its row."
                        : "Arrows lead from a repository to what depends on it. Each leads to its row.",
                history,
                Charts.history(history),
                Charts.ages(ages(repositories, seen.now())),
                life(seen),
                oldToken(seen),
                others(seen, byName.keySet()),
                last.map(AuditRecord::notes).orElse(List.of()).stream()
                        .map(PageComposer::shown)
                        .toList(),
                seen.rotations().stream().map(PageComposer::rotation).toList());
    }

    private Optional<String> webPages() {
        try {
            return Optional.of(ApiUrl.of(gitHub, name -> Optional.ofNullable(System.getenv(name)))
                    .webPages());
        } catch (IllegalArgumentException ignored) {
            return Optional.empty();
        }
    }

    /** Text from outside as it may be shown. */
    static String shown(String text) {
        return TokenRedactor.of(PrintableText.of(text));
    }

    private static StateSentence state(Overview seen) {
        var state = StateSentence.of(seen);
        return new StateSentence(
                state.tone(),
                state.sentences().stream().map(PageComposer::shown).toList(),
                state.before().stream().map(PageComposer::shown).toList());
    }

    private static String lastAudit(AuditRecord audit, Instant now) {
        return String.format(
                Locale.ROOT,
                "Audited %s (%s).%s",
                Timestamps.print(audit.auditedAt()),
                StateSentence.ago(audit.auditedAt(), now),
                audit.complete() ? "" : " That audit is incomplete.");
    }

    private static List<SummaryCount> counts(Rotation rotation) {
        var summary = new RotationReport(rotation, Set.of()).summary();
        int all = rotation.outcomes().size();
        return List.of(
                new SummaryCount(summary.updated(), "written", "well"),
                new SummaryCount(summary.failed(), "failed", "attention"),
                new SummaryCount(all - summary.updated() - summary.failed(), "to go", "running"));
    }

    /** The name of a kind of findings; a repository that cannot be reached is unreadable, as its state is called. */
    static String title(String kind) {
        return kind.equals(FindingKind.UNREACHABLE.toString()) ? "unreadable" : kind;
    }

    private static List<SummaryCount> counts(AuditRecord audit, boolean hasTokenEnded) {
        var summary = audit.summary();
        List<SummaryCount> counts = new ArrayList<>(List.of(
                new SummaryCount(summary.present(), "present", hasTokenEnded ? "notice" : "well"),
                new SummaryCount(summary.missing(), "missing", "attention"),
                new SummaryCount(summary.unreadable(), "unreadable", "unknown")));
        if (summary.transferred() > 0) {
            counts.add(new SummaryCount(summary.transferred(), "transferred", "attention"));
        }
        if (audit.accepted() > 0) {
            counts.add(new SummaryCount(audit.accepted(), "accepted", "notice"));
        }
        counts.add(new SummaryCount(
                audit.findings().size(),
                audit.findings().size() == 1 ? "finding in all" : "findings in all",
                "notice"));
        return counts;
    }

    private static String rowsNote(Overview seen) {
        if (seen.last().isEmpty()) {
            return "";
        }
        if (seen.repositories().isEmpty()) {
            return "An earlier version made this audit and did not keep its repositories; the next audit does.";
        }
        var auditedAt = seen.repositories().get().auditedAt();
        return auditedAt.equals(seen.last().get().auditedAt())
                ? ""
                : "These are the repositories of the audit at " + Timestamps.print(auditedAt) + ".";
    }

    /** The oldest first. */
    private static List<AuditRow> history(List<AuditRecord> audits) {
        return IntStream.range(0, audits.size())
                .mapToObj(number -> audits.size() - 1 - number)
                .map(number -> row(
                        audits.get(number),
                        number + 1 < audits.size() ? Optional.of(audits.get(number + 1)) : Optional.empty()))
                .toList();
    }

    private static AuditRow row(AuditRecord audit, Optional<AuditRecord> before) {
        var change = before.map(earlier -> FindingDiff.between(earlier.findings(), audit.findings()));
        var summary = audit.summary();
        return new AuditRow(
                Timestamps.print(audit.auditedAt()),
                audit.complete(),
                summary.present(),
                summary.missing(),
                summary.unreadable(),
                summary.transferred(),
                change.map(it -> it.opened().size()).orElse(0),
                change.map(it -> it.recovered().size()).orElse(0));
    }

    private static List<Long> ages(List<AuditedRepository> repositories, Instant now) {
        return repositories.stream()
                .flatMap(repository -> repository.state().seen() instanceof Observation.Present(Instant at)
                        ? Stream.of(Duration.between(at, now).toDays())
                        : Stream.empty())
                .toList();
    }

    private static TokenLife life(Overview seen) {
        if (seen.last().isEmpty()) {
            return new TokenLife("", "");
        }
        var token = seen.last().get().token();
        String whose = token.login().map(login -> " of " + shown(login)).orElse("");
        String granted = seen.last()
                .get()
                .grant()
                .map(grant -> " " + StateSentence.capital(shown(grant.sentence())) + ".")
                .orElse("");
        return switch (token.expiry()) {
            case TokenExpiry.At(Instant end) -> {
                var since = handedOut(seen);
                var reminders = ExpiryReminderRule.reminders(since, end);
                yield new TokenLife(
                        "The token" + whose + (end.isAfter(seen.gitHubNow()) ? " ends " : " ended ")
                                + Timestamps.print(end) + "; known from the "
                                + token.knownFrom().map(Object::toString).orElse("audit") + "."
                                + (reminders.isEmpty()
                                        ? ""
                                        : reminders.stream()
                                                .map(Timestamps::day)
                                                .collect(Collectors.joining(", ", " Reminders: ", ".")))
                                + granted,
                        since.filter(start -> start.isBefore(end))
                                .map(start -> Charts.life(start, end, seen.gitHubNow(), reminders))
                                .orElse(""));
            }
            case TokenExpiry.Never never ->
                new TokenLife("The token" + whose + " has no end; no reminder is sent." + granted, "");
            case TokenExpiry.Unknown unknown ->
                new TokenLife("It is not known when the token" + whose + " ends: it may end unnoticed." + granted, "");
        };
    }

    private OldTokenPanel oldToken(Overview seen) {
        return seen.oldToken()
                .filter(report -> report.old().isPresent())
                .filter(report -> report.verdict() != RetirementStatus.REFUSED)
                .map(report -> new OldTokenPanel(
                        oldTokenSentence(report, seen.gitHubNow()),
                        report.outcomes().stream().flatMap(PageComposer::lines).toList(),
                        report.verdict() == RetirementStatus.NOT_YET ? "" : instructions.judgeOldToken()))
                .orElse(new OldTokenPanel("", List.of(), ""));
    }

    private static String oldTokenSentence(RetirementReport report, Instant now) {
        String end = report.expiry()
                .end()
                .map(at -> (at.isAfter(now) ? " It ends " : " It ended ") + Timestamps.print(at) + ".")
                .orElse("");
        return switch (report.verdict()) {
            case NOT_YET -> "Do not revoke it yet: it is still needed, or may be." + end;
            case SAFE -> "Nothing needs it: it can be revoked." + end;
            case RETIRED -> "It is retired already.";
            case UNKNOWN, REFUSED -> "Do not revoke it yet: only GitHub knows whether something still needs it." + end;
        };
    }

    private static Stream<GateLine> lines(GateOutcome outcome) {
        return switch (outcome.result()) {
            case GateResult.Satisfied(var reason) -> Stream.of(new GateLine("✓", "well", shown(reason)));
            case GateResult.Informed(var reason) -> Stream.of(new GateLine("•", "none", shown(reason)));
            case GateResult.Undecided(var reason) -> Stream.of(new GateLine("?", "unknown", shown(reason)));
            case GateResult.NotRetirable(var reason) -> Stream.of(new GateLine("✗", "attention", shown(reason)));
            case GateResult.Obstructed(var obstacles) ->
                obstacles.stream().map(obstacle -> new GateLine("✗", "attention", shown(obstacle.line())));
        };
    }

    /** When the rotation of today's token began. */
    private static Optional<Instant> handedOut(Overview seen) {
        var fingerprint = seen.last().flatMap(audit -> audit.token().fingerprint());
        return seen.rotations().stream()
                .map(entry -> entry.rotation().head())
                .filter(head ->
                        fingerprint.map(head.fingerprint()::equals).orElse(head.state() == RotationState.COMPLETE))
                .map(RotationHeader::startedAt)
                .findFirst();
    }

    private static List<FindingLine> others(Overview seen, Set<RepositoryName> inTable) {
        return seen.last().stream()
                .flatMap(audit -> audit.findings().stream()
                        .filter(finding ->
                                finding.repository().filter(inTable::contains).isEmpty())
                        .map(finding -> line(finding, audit.credential(), seen.now())))
                .toList();
    }

    static FindingLine line(OpenFinding finding, CredentialStatus reader, Instant now) {
        return new FindingLine(
                finding.kind().toString().replace('-', ' '),
                finding.repository().map(Object::toString).orElse(""),
                Timestamps.print(finding.since()),
                StateSentence.ago(finding.since(), now),
                shown(finding.detail()),
                StateSentence.capital(shown(finding.kind().remedy(reader))),
                finding.confirmed(),
                finding.kind().isInformation());
    }

    private static RotationRow rotation(HistoryEntry entry) {
        var rotation = entry.rotation();
        var head = rotation.head();
        var report = new RotationReport(rotation, Set.of());
        var summary = report.summary();
        return new RotationRow(
                head.id().toString(),
                entry.interrupted() ? "interrupted" : head.state().name().toLowerCase(Locale.ROOT),
                mark(head.state()),
                tone(head.state()),
                Timestamps.print(head.startedAt()),
                shown(head.startedBy()),
                rotation.workTook()
                        .map(took -> (rotation.hasEarlierRun() ? "last run " : "") + words(took))
                        .orElse(""),
                summary.updated() + " of " + rotation.outcomes().size() + " written"
                        + (summary.failed() == 0 ? "" : ", " + summary.failed() + " failed")
                        + (summary.pending() == 0
                                ? ""
                                : ", " + summary.pending() + " " + RotationReport.pendingWord(head.state())),
                shown(head.reason().orElse(""))
                        + head.waitUntil()
                                .map(until -> " (waits until " + Timestamps.print(until) + ")")
                                .orElse(""),
                rotation.outcomes().entrySet().stream()
                        .flatMap(outcome -> outcome.getValue() instanceof Outcome.Failed failed
                                ? Stream.of(outcome.getKey() + ": " + shown(failed.reason()))
                                : Stream.empty())
                        .toList());
    }

    private static String mark(RotationState state) {
        return switch (state) {
            case RUNNING -> "▶";
            case WAITING -> "⏸";
            case COMPLETE -> "✓";
            case STOPPED, REFUSED -> "✗";
            case SUPERSEDED -> "–";
        };
    }

    private static String tone(RotationState state) {
        return switch (state) {
            case RUNNING, WAITING -> "notice";
            case COMPLETE -> "well";
            case STOPPED, REFUSED -> "attention";
            case SUPERSEDED -> "none";
        };
    }

    private static String words(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 120
                ? RotationEstimate.seconds(time) + " s"
                : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    /** Makes the rows of the table. */
    private static final class RowComposer {

        private final Overview seen;
        private final Optional<String> web;
        private final Map<RepositoryName, List<FindingLine>> findings;
        private final Map<RepositoryName, Boolean> urgent = new HashMap<>();

        RowComposer(Overview seen, Optional<String> web) {
            this.seen = seen;
            this.web = web;
            this.findings = new HashMap<>();
            seen.last().ifPresent(audit -> audit.findings()
                    .forEach(finding -> finding.repository().ifPresent(name -> {
                        findings.computeIfAbsent(name, none -> new ArrayList<>())
                                .add(line(finding, audit.credential(), seen.now()));
                        if (!finding.kind().isInformation()) {
                            urgent.merge(name, finding.kind().isUrgent(), Boolean::logicalOr);
                        }
                    })));
        }

        List<TableRow> rows(List<AuditedRepository> repositories) {
            List<TableRow> rows = new ArrayList<>();
            for (AuditedRepository repository : repositories) {
                rows.add(row("r" + rows.size(), repository));
            }
            return rows;
        }

        private TableRow row(String id, AuditedRepository repository) {
            var state = repository.state();
            var name = state.repository();
            var updatedAt = state.seen() instanceof Observation.Present(Instant at)
                    ? Optional.of(at)
                    : Optional.<Instant>empty();
            String tone = tone(repository);
            return new TableRow(
                    id,
                    name.toString(),
                    word(state.seen()),
                    switch (tone) {
                        case "well" -> "✓";
                        case "unknown" -> "?";
                        case "notice" -> "!";
                        case "none" -> "–";
                        default -> "✗";
                    },
                    List.of("attention", "unknown", "notice", "none", "well").indexOf(tone),
                    tone,
                    updatedAt.map(Timestamps::print).orElse(""),
                    updatedAt
                            .map(at -> Long.toString(
                                    Math.max(0, Duration.between(at, seen.now()).toDays())))
                            .orElse(""),
                    Optional.ofNullable(seen.writers().get(name))
                            .map(Object::toString)
                            .orElse(""),
                    findings.getOrDefault(name, List.of()),
                    notes(repository, findings.getOrDefault(name, List.of())),
                    web.map(base -> base + "/" + name).orElse(""));
        }

        private static String word(Observation seen) {
            return switch (seen) {
                case Observation.Present present -> "present";
                case Observation.Absent absent -> "missing";
                case Observation.Unreadable unreadable -> "unreadable";
                case Observation.TransferredAway transferred -> "transferred";
            };
        }

        private String tone(AuditedRepository repository) {
            var found = Optional.ofNullable(urgent.get(repository.name()));
            return switch (repository.state().seen()) {
                case Observation.Unreadable unreadable -> "unknown";
                case Observation.TransferredAway transferred -> "attention";
                case Observation.Absent absent ->
                    repository.accepted().isPresent() && found.isEmpty() ? "none" : "attention";
                case Observation.Present present ->
                    found.map(isUrgent -> isUrgent ? "attention" : "notice")
                            .orElse(
                                    repository.accepted().isPresent()
                                            ? "none"
                                            : seen.hasTokenEnded() ? "notice" : "well");
            };
        }

        private static List<String> notes(AuditedRepository repository, List<FindingLine> findings) {
            List<String> notes = new ArrayList<>();
            var state = repository.state();
            state.seen()
                    .whyUnknown()
                    .map(PageComposer::shown)
                    .filter(why -> findings.stream()
                            .noneMatch(finding -> finding.detail().contains(why)))
                    .ifPresent(notes::add);
            if (state.seen() instanceof Observation.TransferredAway(RepositoryName today)) {
                notes.add("it is " + today + " today");
            }
            state.archived().filter(is -> is).ifPresent(is -> notes.add("archived"));
            state.renamedTo().ifPresent(today -> notes.add("renamed to " + today));
            repository.accepted().ifPresent(waiver -> notes.add(shown(waiver.toString())));
            return notes;
        }
    }
}
