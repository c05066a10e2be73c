package io.github.ccatobs.pat.retirement;

import io.github.ccatobs.pat.audit.AuditRequest;
import io.github.ccatobs.pat.audit.OldTokenFollowUp;
import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.retirement.GateOutcome.RetirementObstacle;
import io.github.ccatobs.pat.retirement.RetirementGate.RetirableToken;
import io.github.ccatobs.pat.retirement.RetirementGate.RetirementOrder;
import io.github.ccatobs.pat.retirement.RetirementReport.RetirementStatus;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Follows the version that Secrets Manager had before the current one. Without Secrets Manager the old token is not at hand, so
 * nothing is reported.
 */
@ApplicationScoped
class SecretsManagerOldTokenFollowUp implements OldTokenFollowUp {

    private static final Logger LOG = Logger.getLogger(SecretsManagerOldTokenFollowUp.class);

    /** Between two looks at all repositories for a token that can be revoked and is not yet, or that GitHub did not revoke. */
    private static final long DAYS_BETWEEN_CHECKS = 7;

    /** How long something may need the old token before people are told. */
    private static final Duration WEEK = Duration.ofDays(7);

    /** Audits of the same hour are not exactly a day apart: this part of the grace time may be missing. */
    private static final int TOLERATED_PART = 24;

    private static final int MOST_NAMED = 3;

    private final TokenSettings settings;
    private final SecretReader secrets;
    private final RotationStore store;
    private final RetirementGate gate;
    private final TokenRevocation revocation;
    private final Clock clock;

    SecretsManagerOldTokenFollowUp(
            TokenSettings settings,
            SecretReader secrets,
            RotationStore store,
            RetirementGate gate,
            TokenRevocation revocation,
            Clock clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.store = store;
        this.gate = gate;
        this.revocation = revocation;
        this.clock = clock;
    }

    @Override
    public OldTokenStatus follow(AuditRequest request, Optional<KnownRetirable> known) {
        if (settings.secretId().filter(id -> !id.isBlank()).isEmpty()) {
            return OldTokenStatus.of(new OldTokenState.NothingToDo());
        }
        try {
            var last = store.lastFinished(request.secret());
            return last.isEmpty() || gate.known(request.secret()).verdict() == RetirementStatus.NOT_YET
                    ? OldTokenStatus.of(new OldTokenState.NothingToDo())
                    : judge(request, last.get(), known.filter(it -> isAfter(it.since(), last.get())));
        } catch (FailureException | IllegalArgumentException failure) {
            LOG.infof("could not tell whether the old token can be revoked: %s", FailureException.why(failure));
            return OldTokenStatus.of(new OldTokenState.NotTold());
        }
    }

    private static boolean isAfter(Instant since, RotationHeader last) {
        return last.finishedAt().filter(since::isBefore).isEmpty();
    }

    /** While the current version itself waits for its rotation, the one before it is the one in use. */
    private OldTokenStatus judge(AuditRequest request, RotationHeader last, Optional<KnownRetirable> known) {
        ReceivedToken old = secrets.at(TokenVersion.PREVIOUS).receive();
        if (Fingerprint.of(old.value()).equals(last.fingerprint())) {
            return OldTokenStatus.of(new OldTokenState.NothingToDo());
        }
        var before = gate.previous(request.secret());
        boolean isBefore = before.filter(head -> head.fingerprint().equals(Fingerprint.of(old.value())))
                .isPresent();
        if (before.isPresent() && !isBefore) {
            LOG.info("the version before the current one in Secrets Manager is not the token that a rotation handed out"
                    + " before the current one, so it is not followed");
            return OldTokenStatus.of(new OldTokenState.NotTold());
        }
        boolean isToBeRevoked = !request.isAttended()
                && settings.revokeOld()
                && known.filter(it -> !it.isRefused() || !isBetweenWeeklyChecks(it.since()))
                        .flatMap(it -> before.map(head -> later(it.since(), head.startedAt())))
                        .filter(this::isGraceOver)
                        .isPresent();
        if (!isToBeRevoked
                && known.map(KnownRetirable::since)
                        .filter(this::isBetweenWeeklyChecks)
                        .isPresent()) {
            boolean isRejected = gate.isRejected(old, request.budget());
            return new OldTokenStatus(isRejected ? new OldTokenState.Rejected(false) : new OldTokenState.NotTold(), 1);
        }
        var report = gate.judge(
                new RetirementOrder(request.secret(), request.graph(), request.environment(), request.budget(), false),
                old);
        var state = report.token()
                .filter(token -> isToBeRevoked)
                .map(token -> revoke(token, last))
                .orElseGet(() -> state(report, last, known.isPresent()));
        return new OldTokenStatus(state, report.calls());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private boolean isGraceOver(Instant since) {
        var grace = settings.revokeOldAfter();
        return !since.plus(grace.minus(grace.dividedBy(TOLERATED_PART))).isAfter(clock.instant());
    }

    /** Whether no weekly check is due: {@code since} is not a whole number of weeks ago, to half a day. */
    private boolean isBetweenWeeklyChecks(Instant since) {
        long days = Duration.between(since, clock.instant()).plusHours(12).toDays();
        return days == 0 || days % DAYS_BETWEEN_CHECKS != 0;
    }

    private OldTokenState revoke(RetirableToken token, RotationHeader last) {
        var result = revocation.revoke(token, "an audit");
        LOG.info(result.sentence());
        return switch (result) {
            case RevocationResult.Revoked revoked -> new OldTokenState.Rejected(true);
            case RevocationResult.NotRevoked refused ->
                new OldTokenState.CanBeRevoked(last.id().toString(), Optional.of(refused.sentence()));
            case RevocationResult.Unconfirmed unconfirmed -> new OldTokenState.NotTold();
            case RevocationResult.NotSent notSent -> new OldTokenState.NotTold();
            case RevocationResult.Postponed postponed -> new OldTokenState.NotTold();
        };
    }

    private OldTokenState state(RetirementReport report, RotationHeader last, boolean wasRetirable) {
        return switch (report.verdict()) {
            case SAFE -> new OldTokenState.CanBeRevoked(last.id().toString(), Optional.empty());
            case RETIRED -> new OldTokenState.Rejected(false);
            case REFUSED -> new OldTokenState.NothingToDo();
            case NOT_YET ->
                needed(
                        "something still needs the token before it",
                        report.obstacles().stream()
                                .map(RetirementObstacle::line)
                                .toList(),
                        last);
            case UNKNOWN ->
                wasRetirable
                        ? new OldTokenState.NotTold()
                        : needed("it is not known whether the token before it is still needed", report.unknown(), last);
        };
    }

    private OldTokenState needed(String what, List<String> reasons, RotationHeader last) {
        boolean isForLong = last.finishedAt()
                .filter(at -> !at.plus(WEEK).isAfter(clock.instant()))
                .isPresent();
        if (!isForLong) {
            return new OldTokenState.NothingToDo();
        }
        String more = reasons.size() > MOST_NAMED ? "and " + (reasons.size() - MOST_NAMED) + " more" : "";
        return new OldTokenState.StillNeeded("a week after rotation " + last.id() + " " + what + ": "
                + Stream.concat(
                                reasons.stream().limit(MOST_NAMED),
                                Stream.of(more).filter(text -> !text.isEmpty()))
                        .collect(Collectors.joining("; ")));
    }
}
