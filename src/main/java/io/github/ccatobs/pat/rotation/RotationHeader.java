package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A rotation without its repositories.
 *
 * @param id its name
 * @param state where it stands
 * @param secret which secret it writes
 * @param fingerprint which token it hands out
 * @param tokenExpiry when the token ends, as GitHub said when it was handed out; unknown of rotations that an older
 *     version recorded
 * @param versionId the token's version in the place it came from, when that has versions
 * @param startedAt when its first run began
 * @param startedBy who or what began it
 * @param finishedAt when its last run ended, when none runs or waits
 * @param waitUntil when it may resume, while it waits
 * @param reason why it stopped, waits or was refused; cut to 2,000 characters
 * @param continueOnError whether repositories that cannot be written are skipped
 * @param plan what was said, before its first write, that its last run takes; with those that continue it by themselves, it is
 *     one run. Empty of one without a write, and of those that an older version recorded
 * @param gitHubStartedAt when its first run began, by GitHub's clock; unknown before that and of rotations that an older
 *     version recorded
 */
public record RotationHeader(
        RotationId id,
        RotationState state,
        SecretName secret,
        Fingerprint fingerprint,
        TokenExpiry tokenExpiry,
        Optional<String> versionId,
        Instant startedAt,
        String startedBy,
        Optional<Instant> finishedAt,
        Optional<Instant> waitUntil,
        Optional<String> reason,
        boolean continueOnError,
        Optional<RotationEstimate> plan,
        Optional<Instant> gitHubStartedAt) {

    /** Cuts a reason that is too long to keep. */
    public RotationHeader {
        reason = reason.map(ReasonText::fit);
    }

    /** A rotation without a plan, of which only our own clock is known. */
    public RotationHeader(
            RotationId id,
            RotationState state,
            SecretName secret,
            Fingerprint fingerprint,
            TokenExpiry tokenExpiry,
            Optional<String> versionId,
            Instant startedAt,
            String startedBy,
            Optional<Instant> finishedAt,
            Optional<Instant> waitUntil,
            Optional<String> reason,
            boolean continueOnError) {
        this(
                id,
                state,
                secret,
                fingerprint,
                tokenExpiry,
                versionId,
                startedAt,
                startedBy,
                finishedAt,
                waitUntil,
                reason,
                continueOnError,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The same rotation under way, without a plan yet; {@code version} is where its token came from this time, when that has
     * versions.
     */
    RotationHeader running(Optional<String> version, boolean passingOver) {
        return new RotationHeader(
                id,
                RotationState.RUNNING,
                secret,
                fingerprint,
                tokenExpiry,
                version.or(() -> versionId),
                startedAt,
                startedBy,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                passingOver,
                Optional.empty(),
                gitHubStartedAt);
    }

    /** The same rotation, which began at {@code moment} by GitHub's clock if that is known. */
    RotationHeader withGitHubStart(Optional<Instant> moment) {
        return new RotationHeader(
                id,
                state,
                secret,
                fingerprint,
                tokenExpiry,
                versionId,
                startedAt,
                startedBy,
                finishedAt,
                waitUntil,
                reason,
                continueOnError,
                plan,
                moment.or(() -> gitHubStartedAt));
    }

    /** The same rotation, whose token ends as {@code seen} says; what is unknown this time stays as it was known. */
    public RotationHeader withTokenExpiry(TokenExpiry seen) {
        return new RotationHeader(
                id,
                state,
                secret,
                fingerprint,
                seen instanceof TokenExpiry.Unknown ? tokenExpiry : seen,
                versionId,
                startedAt,
                startedBy,
                finishedAt,
                waitUntil,
                reason,
                continueOnError,
                plan,
                gitHubStartedAt);
    }

    /** The same rotation with the plan {@code newPlan}; its own when that is empty. */
    public RotationHeader withPlan(Optional<RotationEstimate> newPlan) {
        return new RotationHeader(
                id,
                state,
                secret,
                fingerprint,
                tokenExpiry,
                versionId,
                startedAt,
                startedBy,
                finishedAt,
                waitUntil,
                reason,
                continueOnError,
                newPlan.or(() -> plan),
                gitHubStartedAt);
    }

    /**
     * How long its last run took, from where the plan begins; empty without a plan, until it has ended, and when it was
     * superseded, which does not tell when its run ended.
     */
    public Optional<Duration> took() {
        return plan.filter(known -> state != RotationState.SUPERSEDED)
                .flatMap(known -> finishedAt.map(end -> Duration.between(known.start(), end)))
                .filter(time -> !time.isNegative());
    }

    /** The same rotation, which may resume at {@code until}. */
    RotationHeader waiting(Instant until, String why) {
        return with(RotationState.WAITING, Optional.empty(), Optional.of(until), Optional.of(why));
    }

    /** The same rotation, ended at {@code now}. */
    RotationHeader ended(RotationState as, Instant now, Optional<String> why) {
        return with(as, Optional.of(now), Optional.empty(), why);
    }

    /** The same rotation, whose run has ended without a record of that. */
    RotationHeader interrupted(RotationState as, String why) {
        return with(as, Optional.empty(), Optional.empty(), Optional.of(why));
    }

    private RotationHeader with(
            RotationState as, Optional<Instant> end, Optional<Instant> until, Optional<String> why) {
        return new RotationHeader(
                id,
                as,
                secret,
                fingerprint,
                tokenExpiry,
                versionId,
                startedAt,
                startedBy,
                end,
                until,
                why,
                continueOnError,
                plan,
                gitHubStartedAt);
    }
}
