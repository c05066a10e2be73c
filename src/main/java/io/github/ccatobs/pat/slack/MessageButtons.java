package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.FindingKind.NextStep;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.notification.Notification;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where a person goes from a message, by kind of message. Pure. */
final class MessageButtons {

    /** More repositories than this are reached through their links in the list. */
    private static final int MOST_REPOSITORIES = 3;

    private static final Set<FindingKind> ABOUT_THE_SECRET =
            EnumSet.of(FindingKind.MISSING, FindingKind.STALE, FindingKind.OVERWRITTEN, FindingKind.OLD);

    private static final Set<NextStep> NEED_A_NEW_CREDENTIAL =
            EnumSet.of(NextStep.RENEW_CREDENTIAL, NextStep.REPLACE_VAULT_TOKEN);

    private static final Set<NextStep> ROTATING_MENDS =
            EnumSet.of(NextStep.REPLACE_VAULT_TOKEN, NextStep.HAND_OUT_VAULT_TOKEN);

    private final RepositoryLinks pages;
    private final Runbook runbook;
    private final Optional<LinkButton> run;
    private final Function<Notification.OfAudit, Optional<URI>> forms;

    /** {@code forms} gives GitHub's form for the next token, filled in; empty where it cannot be. */
    MessageButtons(
            RepositoryLinks pages,
            Runbook runbook,
            Optional<LinkButton> run,
            Function<Notification.OfAudit, Optional<URI>> forms) {
        this.forms = forms;
        this.pages = pages;
        this.runbook = runbook;
        this.run = run;
    }

    /** The buttons of {@code notification}, the most useful first; at least one. */
    List<LinkButton> of(Notification notification) {
        return switch (notification) {
            case Notification.FindingsChanged changed ->
                findings(changed, changed.opened(), changed.token().isPresent());
            case Notification.Reminder reminder ->
                findings(reminder, reminder.staying(), reminder.token().isPresent());
            case Notification.TokenExpiring expiring -> renewal(expiring);
            case Notification.TokenExpired expired -> renewal(expired);
            case Notification.AuditFailed failed -> runBefore(runbook.section(Runbook.AUDIT_FAILED));
            case Notification.AuditIncomplete incomplete -> runBefore(runbook.section(Runbook.AUDIT_FAILED));
            case Notification.AuditsWork work -> runBefore(runbook.section(Runbook.MESSAGES));
            case Notification.AllIsWell well -> runBefore(runbook.section(Runbook.MESSAGES));
            case Notification.TokenEndUnknown unknown -> runBefore(runbook.section(Runbook.MESSAGES));
            case Notification.RotationStarted started -> runBefore(runbook.section(Runbook.ROTATE));
            case Notification.RotationWaiting waiting -> runBefore(runbook.section(Runbook.ROTATE));
            case Notification.RotationStopped stopped -> runBefore(runbook.section(Runbook.ROTATION_STOPPED));
            case Notification.RotationRefused refused -> runBefore(runbook.section(Runbook.ROTATION_STOPPED));
            case Notification.RotationComplete complete ->
                Stream.concat(pages.tokens().stream(), runBefore(runbook.section(Runbook.ROTATE)).stream())
                        .toList();
        };
    }

    private List<LinkButton> runBefore(LinkButton section) {
        return Stream.concat(run.stream(), Stream.of(section)).toList();
    }

    private List<LinkButton> renewal(Notification.OfAudit notification) {
        return Stream.concat(newToken(notification).stream(), Stream.of(runbook.section(Runbook.ROTATE)))
                .toList();
    }

    private Optional<LinkButton> newToken(Notification.OfAudit notification) {
        return forms.apply(notification).map(pages::newToken).orElseGet(pages::newToken);
    }

    private List<LinkButton> findings(
            Notification.OfAudit notification, List<OpenFinding> findings, boolean isTokenEnding) {
        var settings = findings.stream()
                .filter(finding -> ABOUT_THE_SECRET.contains(finding.kind()))
                .flatMap(finding -> finding.repository().stream())
                .distinct()
                .limit(MOST_REPOSITORIES)
                .flatMap(repository -> pages.secrets(repository).stream());
        // Another credential than the token is another form, which we cannot fill in.
        boolean isTokenWanted = isTokenEnding || anyOf(Set.of(NextStep.REPLACE_VAULT_TOKEN), findings);
        Optional<LinkButton> form = isTokenWanted
                ? newToken(notification)
                : anyOf(NEED_A_NEW_CREDENTIAL, findings) ? pages.newToken() : Optional.empty();
        boolean isRotation = isTokenEnding || anyOf(ROTATING_MENDS, findings);
        return Stream.of(
                        form.stream(),
                        settings,
                        Stream.of(runbook.section(isRotation ? Runbook.ROTATE : Runbook.MESSAGES)))
                .flatMap(buttons -> buttons)
                .toList();
    }

    private static boolean anyOf(Set<NextStep> steps, List<OpenFinding> findings) {
        return findings.stream()
                .flatMap(finding -> finding.kind().step().stream())
                .anyMatch(steps::contains);
    }
}
