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
import io.github.ccatobs.pat.entrypoint.page.PageView.RotationRow;
import io.github.ccatobs.pat.entrypoint.page.PageView.SummaryCount;
import io.github.ccatobs.pat.entrypoint.page.PageView.TableRow;
import io.github.ccatobs.pat.entrypoint.page.PageView.ToDo;
import io.github.ccatobs.pat.entrypoint.page.PageView.TokenLife;
import io.github.ccatobs.pat.github.ApiUrl;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationHistory.HistoryEntry;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    private static final int MOST_NAMED = 3;
    private static final String CONTINUE = "Continue the rotation that stopped";

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
                last.map(audit -> Timestamps.print(audit.auditedAt())).orElse(""),
                last.map(audit -> lastAudit(audit, seen.now())).orElse(""),
                last.isPresent(),
                last.map(PageComposer::counts).orElse(List.of()),
                last.map(audit -> toDo(audit, seen)).orElseGet(() -> beginning(seen, isLive)),
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
                state.sentences().stream().map(PageComposer::shown).toList());
    }

    private static String lastAudit(AuditRecord audit, Instant now) {
        return String.format(
                Locale.ROOT,
                "Audited %s (%s), in %.1f s with %d calls.%s",
                Timestamps.print(audit.auditedAt()),
                StateSentence.ago(audit.auditedAt(), now),
                (double) audit.took().toMillis() / 1000,
                audit.calls(),
                audit.complete() ? "" : " It is incomplete.");
    }

    private static List<SummaryCount> counts(AuditRecord audit) {
        var summary = audit.summary();
        List<SummaryCount> counts = new ArrayList<>(List.of(
                new SummaryCount(summary.present(), "present", "well"),
                new SummaryCount(summary.missing(), "missing", "attention"),
                new SummaryCount(summary.unreadable(), "unreadable", "unknown")));
        if (summary.transferred() > 0) {
            counts.add(new SummaryCount(summary.transferred(), "transferred", "attention"));
        }
        if (audit.accepted() > 0) {
            counts.add(new SummaryCount(audit.accepted(), "accepted", "notice"));
        }
        counts.add(new SummaryCount(
                audit.findings().size(), audit.findings().size() == 1 ? "finding" : "findings", "notice"));
        return counts;
    }

    private static List<ToDo> beginning(Overview seen, boolean isLive) {
        if (seen.storeProblem().isPresent()) {
            return List.of();
        }
        return List.of(
                isLive
                        ? new ToDo("Press Audit now", "until then nothing is known", List.of())
                        : new ToDo("Make the first audit", "until then nothing is known", List.of("ccat pat audit")));
    }

    /** Each step once, with the findings that it ends. */
    private List<ToDo> toDo(AuditRecord audit, Overview seen) {
        Map<String, List<OpenFinding>> byStep = new LinkedHashMap<>();
        audit.findings().stream()
                .filter(finding -> !finding.kind().isInformation())
                .forEach(finding -> byStep.computeIfAbsent(
                                step(finding.kind(), audit.credential()), none -> new ArrayList<>())
                        .add(finding));
        List<ToDo> toDo = new ArrayList<>();
        if (!audit.complete()) {
            toDo.add(new ToDo(
                    "Find out why " + StateSentence.repositories(audit.summary().unreadable()) + " could not be read",
                    firstReason(seen),
                    List.of()));
        }
        byStep.forEach((step, findings) -> toDo.add(new ToDo(
                capital(step),
                why(findings),
                findings.getFirst()
                        .kind()
                        .step()
                        .map(known -> instructions.lines(known, audit.credential()))
                        .orElse(List.of()))));
        seen.stopped().forEach(entry -> toDo.add(afterTheEnd(entry.rotation().head())));
        return toDo;
    }

    /**
     * The label of a version in the vault is not recorded, and the service hands out the current one: a command is named
     * only where it asks for the token.
     */
    private ToDo afterTheEnd(RotationHeader head) {
        if (head.state() == RotationState.REFUSED) {
            return new ToDo(
                    "Mend what the last rotation was refused for, and begin it again",
                    shown(head.reason().orElse("its record does not say why")),
                    List.of());
        }
        String why = shown(head.reason().orElse("it did not reach every repository"));
        if (head.versionId().isPresent()) {
            return new ToDo(CONTINUE + ", with the same --token-from as before", why, List.of());
        }
        return instructions.isCommandLine()
                ? new ToDo(CONTINUE, why, List.of(instructions.resume(head)))
                : new ToDo(CONTINUE + ", with the same token", why, List.of());
    }

    private static String firstReason(Overview seen) {
        return seen.repositories()
                .flatMap(
                        all -> all.rows().stream()
                                .flatMap(row -> row
                                        .state()
                                        .seen()
                                        .whyUnknown()
                                        .map(why -> "e.g. " + row.name() + ": " + shown(why))
                                        .stream())
                                .findFirst())
                .orElse("the table says why for each");
    }

    private static String step(FindingKind kind, CredentialStatus reader) {
        String words = kind.step().map(step -> step.words(reader)).orElseGet(() -> kind.remedy(reader));
        return kind == FindingKind.OVERWRITTEN ? FindingKind.NextStep.ASK_FIRST + words : words;
    }

    private static String why(List<OpenFinding> findings) {
        String counts = findings.stream()
                .collect(Collectors.groupingBy(OpenFinding::kind, LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(kind -> kind.getValue() + " " + kind.getKey().toString().replace('-', ' '))
                .collect(Collectors.joining(", "));
        var names = findings.stream()
                .flatMap(finding -> finding.repository().stream())
                .map(RepositoryName::toString)
                .distinct()
                .toList();
        String more = names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "";
        return names.isEmpty()
                ? counts
                : counts + ": " + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))) + more;
    }

    private static String capital(String text) {
        String shown = shown(text);
        return shown.isEmpty() ? shown : shown.substring(0, 1).toUpperCase(Locale.ROOT) + shown.substring(1);
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
        return switch (token.expiry()) {
            case TokenExpiry.At(Instant end) -> {
                var since = handedOut(seen);
                var reminders = ExpiryReminderRule.reminders(since, end);
                yield new TokenLife(
                        "The token" + whose + (end.isAfter(seen.now()) ? " ends " : " ended ")
                                + Timestamps.print(end) + "; known from the "
                                + token.knownFrom().map(Object::toString).orElse("audit") + "."
                                + (reminders.isEmpty()
                                        ? ""
                                        : reminders.stream()
                                                .map(Timestamps::day)
                                                .collect(Collectors.joining(", ", " Reminders: ", "."))),
                        since.filter(start -> start.isBefore(end))
                                .map(start -> Charts.life(start, end, seen.now(), reminders))
                                .orElse(""));
            }
            case TokenExpiry.Never never ->
                new TokenLife("The token" + whose + " has no end; no reminder is sent.", "");
            case TokenExpiry.Unknown unknown ->
                new TokenLife("It is not known when the token" + whose + " ends: it may end unnoticed.", "");
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
                capital(finding.kind().remedy(reader)),
                finding.confirmed());
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
                head.finishedAt()
                        .map(end -> words(Duration.between(head.startedAt(), end)))
                        .orElse(""),
                summary.updated() + " of " + rotation.outcomes().size() + " written"
                        + (summary.failed() == 0 ? "" : ", " + summary.failed() + " failed")
                        + (summary.pending() == 0 ? "" : ", " + summary.pending() + " not started"),
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
        long seconds = Math.max(0, time.toSeconds());
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
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
                    notes(repository),
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
                            .orElse(repository.accepted().isPresent() ? "none" : "well");
            };
        }

        private static List<String> notes(AuditedRepository repository) {
            List<String> notes = new ArrayList<>();
            var state = repository.state();
            state.seen().whyUnknown().map(PageComposer::shown).ifPresent(notes::add);
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
