package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.token.TokenVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
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
 * @param gitHubFinishedAt when its last run ended, by GitHub's clock; unknown as the same by ours, and where GitHub was not asked
 * @param stage the label by which the token's version was asked for; empty where that has none, and of rotations that an older
 *     version recorded
 * @param needsNewToken whether a repository was transferred to another owner with the token in it, so that another token must
 *     take its place
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
        Optional<Instant> gitHubStartedAt,
        Optional<Instant> gitHubFinishedAt,
        Optional<TokenVersion.Staged> stage,
        boolean needsNewToken) {

    /** The order in which rotations began, by GitHub's clock as far as that is known, else by that of the machine they ran on. */
    public static final Comparator<RotationHeader> BY_START = Comparator.comparing(RotationHeader::start);

    /** The same for when their last runs ended; one that has not ended counts by its start. */
    public static final Comparator<RotationHeader> BY_END = Comparator.comparing(RotationHeader::end);

    /** The order in which rotations are listed: the one that began last by the clocks of the machines that they ran on comes first. */
    public static final Comparator<RotationHeader> NEWEST_FIRST =
            Comparator.comparing(RotationHeader::startedAt).reversed();

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
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** When its first run began, by GitHub's clock as far as that is known. */
    Instant start() {
        return gitHubStartedAt.orElse(startedAt);
    }

    /**
     * When its last run ended, by GitHub's clock as far as that is known; where only the start is, the clocks count as apart as
     * they were then. One that has not ended counts by its start.
     */
    Instant end() {
        return gitHubFinishedAt.orElseGet(() -> finishedAt
                .map(end -> end.plus(Duration.between(startedAt, start())))
                .orElseGet(this::start));
    }

    /**
     * The same rotation under way, without a plan yet; {@code version} is where its token came from this time, when that has
     * versions, and {@code label} how that was asked for, when by a label.
     */
    RotationHeader running(Optional<String> version, Optional<TokenVersion.Staged> label, boolean passingOver) {
        var builder = with(RotationState.RUNNING, Optional.empty(), Optional.empty(), Optional.empty());
        builder.versionId = version.or(() -> versionId);
        builder.stage = label.or(() -> stage);
        builder.continueOnError = passingOver;
        builder.plan = Optional.empty();
        return builder.build();
    }

    /** The same rotation, which began at {@code moment} by GitHub's clock if that is known. */
    RotationHeader withGitHubStart(Optional<Instant> moment) {
        var builder = new Builder(this);
        builder.gitHubStartedAt = moment.or(() -> gitHubStartedAt);
        return builder.build();
    }

    /** The same rotation, whose token ends as {@code seen} says; what is unknown this time stays as it was known. */
    public RotationHeader withTokenExpiry(TokenExpiry seen) {
        var builder = new Builder(this);
        builder.tokenExpiry = seen instanceof TokenExpiry.Unknown ? tokenExpiry : seen;
        return builder.build();
    }

    /** The same rotation with the plan {@code newPlan}; its own when that is empty. */
    public RotationHeader withPlan(Optional<RotationEstimate> newPlan) {
        var builder = new Builder(this);
        builder.plan = newPlan.or(() -> plan);
        return builder.build();
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

    /** The same rotation, whose token another owner holds. */
    RotationHeader needingNewToken() {
        var builder = new Builder(this);
        builder.needsNewToken = true;
        return builder.build();
    }

    /** The same rotation, which may resume at {@code until}. */
    RotationHeader waiting(Instant until, String why) {
        return with(RotationState.WAITING, Optional.empty(), Optional.of(until), Optional.of(why))
                .build();
    }

    /** The same rotation, ended at {@code now}, which is {@code gitHubNow} by GitHub's clock if that is known. */
    RotationHeader ended(RotationState as, Instant now, Optional<Instant> gitHubNow, Optional<String> why) {
        var builder = with(as, Optional.of(now), Optional.empty(), why);
        builder.gitHubFinishedAt = gitHubNow;
        return builder.build();
    }

    /** The same rotation, whose run has ended without a record of that. */
    RotationHeader interrupted(RotationState as, String why) {
        return with(as, Optional.empty(), Optional.empty(), Optional.of(why)).build();
    }

    private Builder with(RotationState as, Optional<Instant> end, Optional<Instant> until, Optional<String> why) {
        var builder = new Builder(this);
        builder.state = as;
        builder.finishedAt = end;
        builder.gitHubFinishedAt = Optional.empty();
        builder.waitUntil = until;
        builder.reason = why;
        return builder;
    }

    /** Makes a header that differs from another one. */
    private static final class Builder {

        private final RotationHeader of;
        private RotationState state;
        private TokenExpiry tokenExpiry;
        private Optional<String> versionId;
        private Optional<Instant> finishedAt;
        private Optional<Instant> waitUntil;
        private Optional<String> reason;
        private boolean continueOnError;
        private Optional<RotationEstimate> plan;
        private Optional<Instant> gitHubStartedAt;
        private Optional<Instant> gitHubFinishedAt;
        private Optional<TokenVersion.Staged> stage;
        private boolean needsNewToken;

        Builder(RotationHeader of) {
            this.of = of;
            state = of.state;
            tokenExpiry = of.tokenExpiry;
            versionId = of.versionId;
            finishedAt = of.finishedAt;
            waitUntil = of.waitUntil;
            reason = of.reason;
            continueOnError = of.continueOnError;
            plan = of.plan;
            gitHubStartedAt = of.gitHubStartedAt;
            gitHubFinishedAt = of.gitHubFinishedAt;
            stage = of.stage;
            needsNewToken = of.needsNewToken;
        }

        RotationHeader build() {
            return new RotationHeader(
                    of.id,
                    state,
                    of.secret,
                    of.fingerprint,
                    tokenExpiry,
                    versionId,
                    of.startedAt,
                    of.startedBy,
                    finishedAt,
                    waitUntil,
                    reason,
                    continueOnError,
                    plan,
                    gitHubStartedAt,
                    gitHubFinishedAt,
                    stage,
                    needsNewToken);
        }
    }
}
