package io.github.ccatobs.pat.entrypoint.page;

import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.FindingKind.NextStep;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.TokenStatus.Source;
import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.entrypoint.page.PageView.PageButton;
import io.github.ccatobs.pat.entrypoint.page.PageView.ToDo;
import io.github.ccatobs.pat.github.MissingPermission;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what to do, the most urgent first. */
final class ToDoComposer {

    private static final int MOST_NAMED = 3;

    private final Overview seen;
    private final OperatorInstructions instructions;

    ToDoComposer(Overview seen, OperatorInstructions instructions) {
        this.seen = seen;
        this.instructions = instructions;
    }

    /** The steps; {@code isLive} where the page has buttons. */
    List<ToDo> compose(boolean isLive) {
        return seen.last().map(audit -> after(audit, isLive)).orElseGet(() -> beginning(isLive));
    }

    private List<ToDo> beginning(boolean isLive) {
        if (seen.storeProblem().isPresent()) {
            return List.of(
                    new ToDo("Make the store readable", "until then nothing is known; the reason is above", List.of()));
        }
        return List.of(audit("Make the first audit", "until then nothing is known", isLive));
    }

    private ToDo audit(String step, String why, boolean isLive) {
        return audit(step, why, isLive, "Press Audit now");
    }

    private ToDo audit(String step, String why, boolean isLive, String withButton) {
        return isLive
                ? new ToDo(withButton, why, PageButton.AUDIT_NOW)
                : new ToDo(step, why, List.of(instructions.audit()));
    }

    private static boolean needsNewToken(OpenFinding finding) {
        return finding.kind()
                .step()
                .filter(step -> step == NextStep.RENEW_TOKEN || step == NextStep.REPLACE_VAULT_TOKEN)
                .isPresent();
    }

    /** From a new token to an audit that sees it, an action each. */
    private List<ToDo> renewal(List<OpenFinding> findings, boolean isLive) {
        String why = findings.stream()
                .map(finding -> PageComposer.shown(finding.detail()))
                .distinct()
                .collect(Collectors.joining("; "));
        List<ToDo> steps = new ArrayList<>();
        steps.add(
                isLive
                        ? new ToDo(
                                "Create a new token: press Check the token, then New token on GitHub",
                                why,
                                PageButton.CHECK_TOKEN)
                        : new ToDo("Create a new token: this says how", why, List.of(instructions.renew())));
        var lines = instructions.handOutNewToken();
        if (instructions.knowsToken()) {
            steps.add(new ToDo("Store it in the vault: run this, which asks for it", "", List.of(lines.getFirst())));
        }
        instructions
                .placeOfNewToken()
                .map(place -> new ToDo(StateSentence.capital(place), "", List.of()))
                .ifPresent(steps::add);
        if (isLive && instructions.knowsToken()) {
            steps.add(new ToDo("Press Rotate", "it writes the new token to every repository", PageButton.ROTATE));
        } else if (!instructions.knowsToken() || lines.size() > 1) {
            steps.add(new ToDo("Write it to every repository", "", List.of(lines.getLast())));
        }
        steps.add(audit("Make an audit", "until then what is shown is of the old token", isLive));
        return steps;
    }

    /** Which credential needs which right; all repositories lack the same one, or it is not said. */
    private ToDo unreadable(List<OpenFinding> findings, CredentialStatus reader, boolean isLive) {
        var rights = findings.stream()
                .map(finding -> MissingPermission.namedBy(finding.detail()).orElse(""))
                .distinct()
                .toList();
        boolean isKnown = rights.size() == 1 && !rights.getFirst().isEmpty();
        String many = Plurals.repositories(
                findings.stream().map(OpenFinding::repository).distinct().count());
        String step = "Give " + PageComposer.shown(reader.source().orElse("the credential")) + ", with which "
                + (isLive ? "this page reads, " : "audits read, ")
                + (isKnown ? rights.getFirst() + " on " : "access to ") + many;
        String why = why(findings, !isKnown) + "; or take what is not needed out of the dependency graph";
        return audit(step + ", then make an audit", why, isLive, step + ", then press Audit now");
    }

    /** The button of the service's page takes the current version of the vault. */
    private boolean hasButton(OpenFinding finding) {
        return instructions.knowsToken()
                && finding.kind()
                        .step()
                        .filter(step -> step == NextStep.WRITE_AGAIN || step == NextStep.HAND_OUT_VAULT_TOKEN)
                        .isPresent();
    }

    private ToDo step(String step, List<OpenFinding> findings, CredentialStatus reader, boolean isLive) {
        var first = findings.getFirst();
        String words = StateSentence.capital(PageComposer.shown(step));
        if (first.kind() == FindingKind.UNREACHABLE) {
            return unreadable(findings, reader, isLive);
        }
        if (isLive && hasButton(first)) {
            return new ToDo(
                    words + ": press Rotate",
                    why(findings, true)
                            + "; Rotate makes no new token, and leaves repositories that hold the current one as they are",
                    PageButton.ROTATE);
        }
        var lines = first.kind()
                .step()
                .map(known -> instructions.lines(known, reader))
                .orElse(List.of());
        return new ToDo(words, why(findings, true), lines);
    }

    /** Each step once, with the findings that it ends. */
    private List<ToDo> after(AuditRecord audit, boolean isLive) {
        var open = audit.findings().stream()
                .filter(finding -> !finding.kind().isInformation() && !seen.isUnderWay(finding))
                .filter(finding -> !(writesAgain(finding) && seen.hasFailed(finding)))
                .toList();
        var renewals = open.stream().filter(ToDoComposer::needsNewToken).toList();
        boolean isTokenBad =
                renewals.stream().anyMatch(finding -> finding.kind().isUrgent());
        Map<String, List<OpenFinding>> byStep = new LinkedHashMap<>();
        open.stream()
                .filter(finding -> !needsNewToken(finding) && !(isTokenBad && writesAgain(finding)))
                .forEach(finding -> byStep.computeIfAbsent(
                                step(finding.kind(), audit.credential()), none -> new ArrayList<>())
                        .add(finding));
        List<ToDo> toDo = new ArrayList<>(failed());
        if (seen.underWay().isPresent()) {
            toDo.add(afterRotation(isLive, !toDo.isEmpty() && instructions.knowsToken()));
        }
        seen.endedSinceAudit()
                .ifPresent(
                        entry -> toDo.add(audit("Make an audit", "a rotation has ended since the last audit", isLive)));
        if (!audit.complete() && !hasUnreachable(audit)) {
            toDo.add(new ToDo(
                    "Find out why " + Plurals.repositories(audit.summary().unreadable()) + " could not be read",
                    firstReason().orElse("the table says why for each"),
                    List.of()));
        }
        var renewal = renewals.isEmpty() ? List.<ToDo>of() : renewal(renewals, isLive);
        toDo.addAll(isTokenBad ? renewal : List.of());
        toDo.addAll(merged(byStep.entrySet().stream()
                .map(step -> step(step.getKey(), step.getValue(), audit.credential(), isLive))
                .toList()));
        toDo.addAll(isTokenBad ? List.of() : renewal);
        if (audit.token().isUnknown() && renewals.isEmpty() && byStep.isEmpty()) {
            toDo.add(unknownEnd(audit, isLive));
        }
        seen.stopped().forEach(entry -> toDo.add(afterTheEnd(entry.rotation(), isLive)));
        return toDo;
    }

    /** Nobody is reminded of an end that is not known. */
    private ToDo unknownEnd(AuditRecord audit, boolean isLive) {
        String step = instructions.namesTokenSource()
                ? "Let audits learn when the token expires"
                : "Name the secret that holds the token with ccat.pat.token.secret-id or the command that prints it with"
                        + " ccat.pat.token.exec, or rotate once";
        String why = audit.notes().stream().findFirst().map(PageComposer::shown).orElse("it may expire unnoticed");
        return audit(step + ", then make an audit", why, isLive, step + ", then press Audit now");
    }

    /** Whether a new token, once it is handed out, ends the finding too. */
    private static boolean writesAgain(OpenFinding finding) {
        return finding.kind() == FindingKind.MISSING || finding.kind() == FindingKind.STALE;
    }

    private ToDo afterRotation(boolean isLive, boolean isRepeated) {
        return audit(
                "Let the rotation end, then make an audit",
                "the table shows what was before it",
                isLive,
                isRepeated
                        ? "Let the rotation end, press Rotate for what failed, then Audit now"
                        : "Let the rotation end, then press Audit now");
    }

    /** Steps that are taken with the same commands are one, in the words of the one that says more. */
    private static List<ToDo> merged(List<ToDo> steps) {
        Map<List<String>, ToDo> merged = new LinkedHashMap<>();
        for (ToDo step : steps) {
            merged.merge(
                    step.commands().isEmpty() ? List.of(step.step()) : step.commands(),
                    step,
                    (one, other) -> new ToDo(
                            one.step().length() < other.step().length() ? other.step() : one.step(),
                            one.why() + "; " + other.why(),
                            one.commands(),
                            one.button().or(other::button)));
        }
        return List.copyOf(merged.values());
    }

    /** Whether findings say what to do about the repositories that could not be read. */
    private static boolean hasUnreachable(AuditRecord audit) {
        return audit.findings().stream().anyMatch(finding -> finding.kind() == FindingKind.UNREACHABLE);
    }

    /** The repositories that the rotation under way could not write. */
    private List<ToDo> failed() {
        Map<RepositoryName, Outcome.Failed> failures = new LinkedHashMap<>();
        seen.underWay().ifPresent(entry -> entry.rotation().outcomes().forEach((repository, outcome) -> {
            if (outcome instanceof Outcome.Failed failed) {
                failures.put(repository, failed);
            }
        }));
        if (failures.isEmpty()) {
            return List.of();
        }
        boolean isArchived = failures.values().stream().allMatch(Outcome.Failed::isArchived);
        var first = failures.entrySet().iterator().next();
        String many = Plurals.repositories(failures.size());
        return List.of(new ToDo(
                isArchived
                        ? "Unarchive " + many + " on GitHub, or take " + (failures.size() == 1 ? "it" : "them")
                                + " out of the dependency graph"
                        : "Fix what prevents the rotation from writing " + many,
                first.getKey() + ": " + PageComposer.shown(first.getValue().reason())
                        + more(failures.size(), 1)
                        + (isArchived
                                ? "; do so now or after the rotation; another one with the same token writes what is left"
                                : ""),
                List.of()));
    }

    /** Names no command where an older version recorded no label of the version in the vault. */
    private ToDo afterTheEnd(Rotation rotation, boolean isLive) {
        var head = rotation.head();
        if (head.state() == RotationState.REFUSED) {
            return new ToDo(
                    "Fix the reason why the last rotation was refused, and start it again",
                    PageComposer.shown(head.reason().orElse("its record does not say why")),
                    List.of());
        }
        String why = PageComposer.shown(head.reason().orElse("it did not reach every repository"));
        String step = (rotation.hasCauseToRemove() ? "Once its cause is gone, continue" : "Continue")
                + " the rotation that stopped";
        if (head.needsNewToken()) {
            return new ToDo(instructions.replaceToken(), why, instructions.handOutNewTokenAtOnce());
        }
        if (head.versionId().isPresent() && isLive && !instructions.isCommandLine()) {
            return continueWithVaultToken(head, step, why);
        }
        if (head.versionId().isPresent()) {
            return head.stage().isPresent() && instructions.comesFromVault(head)
                    ? new ToDo(step, why, List.of(instructions.resume(head)))
                    : new ToDo(step + ", with the same --token-from as before", why, List.of());
        }
        return instructions.isCommandLine()
                ? new ToDo(step, why, List.of(instructions.resume(head)))
                : new ToDo(step + ", with the same token", why, List.of());
    }

    /** The service rotates to the current version unless the call names another stage. */
    private ToDo continueWithVaultToken(RotationHeader head, String step, String why) {
        boolean isCurrent = seen.last().map(AuditRecord::token).stream()
                .anyMatch(token -> token.knownFrom().equals(Optional.of(Source.VAULT))
                        && token.fingerprint().equals(Optional.of(head.fingerprint())));
        if (isCurrent) {
            return new ToDo(step + ": press Rotate", why, PageButton.ROTATE);
        }
        return instructions.isOfAnotherStage(head)
                ? new ToDo(
                        step + ": run this", why + "; Rotate hands out AWSCURRENT", List.of(instructions.resume(head)))
                : new ToDo(
                        step + ": call POST /rotations with the stage that its version has in Secrets Manager",
                        why + "; version " + PageComposer.shown(head.versionId().orElse(""))
                                + "; Rotate hands out AWSCURRENT",
                        List.of());
    }

    private Optional<String> firstReason() {
        return seen.repositories().stream()
                .flatMap(all -> all.rows().stream())
                .flatMap(
                        row -> row
                                .state()
                                .seen()
                                .whyUnknown()
                                .map(why -> "e.g. " + row.name() + ": " + PageComposer.shown(why))
                                .stream())
                .findFirst();
    }

    private static String step(FindingKind kind, CredentialStatus reader) {
        String words = kind.step().map(step -> step.words(reader)).orElseGet(() -> kind.remedy(reader));
        return kind == FindingKind.OVERWRITTEN ? NextStep.ASK_FIRST + words : words;
    }

    /** A finding about no repository is said by its own words, those about repositories by their number and names. */
    private String why(List<OpenFinding> findings, boolean isExplained) {
        var names = findings.stream()
                .flatMap(finding -> finding.repository().stream())
                .map(RepositoryName::toString)
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return findings.stream()
                    .map(OpenFinding::detail)
                    .filter(detail -> !detail.isEmpty())
                    .findFirst()
                    .map(PageComposer::shown)
                    .orElseGet(() -> counts(findings));
        }
        boolean isUnreachable =
                isExplained && findings.stream().anyMatch(finding -> finding.kind() == FindingKind.UNREACHABLE);
        return counts(findings) + ": " + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
                + more(names.size(), MOST_NAMED)
                + (isUnreachable ? firstReason().map("; "::concat).orElse("") : "");
    }

    private static String counts(List<OpenFinding> findings) {
        return findings.stream()
                .collect(Collectors.groupingBy(OpenFinding::kind, LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(kind -> kind.getValue() + " "
                        + PageComposer.title(kind.getKey().toString().replace('-', ' ')))
                .collect(Collectors.joining(", "));
    }

    private static String more(int all, int named) {
        return all > named ? " and " + (all - named) + " more" : "";
    }
}
