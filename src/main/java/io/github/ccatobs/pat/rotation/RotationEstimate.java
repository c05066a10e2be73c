package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.github.RateLimitForecast;
import io.github.ccatobs.pat.github.SentRequests;
import io.github.ccatobs.pat.token.RequiredPermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The estimated cost of a rotation, or of what is left of one.
 *
 * @param repositories how many are to be written
 * @param calls requests to GitHub, when nothing has to be repeated
 * @param points points of all these calls together, as GitHub's limit per minute counts them: a read 1, a write 5, a query none
 * @param time how long it takes at the configured pace after what was spent before, when nothing else uses up GitHub's limits
 * @param end when it is over, when it begins now
 * @param waits how much of the time is waited, by the limit that asks for it; not kept with the rotation
 */
public record RotationEstimate(
        int repositories, int calls, int points, Duration time, Instant end, Map<String, Duration> waits) {

    /** The write, and the look whether it shows. */
    private static final int CALLS_FOR_EACH = 2;

    /** Whose token it is, and whether it sees the orchestrator. */
    private static final int CHECKS = 2;

    /** Whose token it is, once more under the lease. */
    private static final int LAST_CHECK = 1;

    /** The last outcome, as verified; the end of the rotation; the lease that is given back. */
    private static final int CHANGES_AT_THE_END = 3;

    private static final double MILLIS = 1000;
    private static final int FEW_SECONDS = 10;

    /** Repositories that one query of the GraphQL API describes. */
    private static final int BATCH = 100;

    /** Copies, keeping the order. */
    public RotationEstimate {
        waits = Collections.unmodifiableMap(new LinkedHashMap<>(waits));
    }

    /** One of which it is not known what it waits for. */
    public RotationEstimate(int repositories, int calls, int points, Duration time, Instant end) {
        this(repositories, calls, points, time, end, Map.of());
    }

    /**
     * Estimates a rotation from its first request on.
     *
     * @param lookedAt how many repositories are looked at before the first write
     * @param written how many of these can be written
     * @param asked how many others are asked whether they still hold the token
     * @param tokenWrites whether the token writes itself, so that no other credential is asked first
     * @param needs what its token is tried for
     * @param pace of the credential that writes, from now on
     * @param paceOfToken of the token, where GitHub does not count it together with the credential
     */
    public static RotationEstimate beforehand(
            int lookedAt,
            int written,
            int asked,
            boolean tokenWrites,
            RequiredPermissions needs,
            RateLimitForecast pace,
            Optional<RateLimitForecast> paceOfToken) {
        int checks = CHECKS + needs.reads() + probes(lookedAt, tokenWrites, needs);
        var before = new SentRequests(batches(lookedAt) * (tokenWrites ? 1L : 2L), checks + asked + (long) lookedAt);
        return afterLook(before, checks, written, 0, pace, paceOfToken);
    }

    /**
     * Estimates a rotation whose checks and looks were just made, from its first request on.
     *
     * @param before what they sent
     * @param checks how many of these try the token
     * @param written how many repositories are left to write
     * @param askedAfterwards how many others are asked after the last write whether they hold the token
     * @param pace of the credential that writes, from now on
     * @param paceOfToken of the token, where GitHub does not count it together with the credential
     */
    static RotationEstimate afterLook(
            SentRequests before,
            int checks,
            int written,
            int askedAfterwards,
            RateLimitForecast pace,
            Optional<RateLimitForecast> paceOfToken) {
        int tries = Math.toIntExact(Math.min(checks, before.others()));
        int queries = Math.toIntExact(before.queries());
        int looks = Math.toIntExact(before.others()) - tries;
        var checked = paceOfToken.orElse(pace).reads(tries);
        pace.notBefore(checked.end()).queries(queries).reads(looks);
        var writes = of(written, askedAfterwards, queries + tries + looks, pace);
        return new RotationEstimate(
                written,
                writes.calls(),
                writes.points() + paceOfToken.map(RateLimitForecast::points).orElse(0),
                writes.time(),
                writes.end(),
                writes.waits());
    }

    /**
     * The requests that the checks of a token send when it is tried for {@code needs}, and {@code lookedAt} repositories are to be
     * written.
     */
    static SentRequests ofChecks(int lookedAt, boolean tokenWrites, RequiredPermissions needs) {
        return new SentRequests(
                tokenWrites ? 0 : batches(lookedAt),
                CHECKS + needs.reads() + (long) probes(lookedAt, tokenWrites, needs));
    }

    private static int batches(int lookedAt) {
        return Math.ceilDiv(lookedAt, BATCH);
    }

    private static int probes(int lookedAt, boolean tokenWrites, RequiredPermissions needs) {
        return !tokenWrites && needs.areOfActions() && lookedAt > 0 ? 1 : 0;
    }

    /**
     * Estimates what is left of one whose {@code repositories} were looked at: the last question about the token, the writes,
     * each of which is read back, and the question to {@code askedAfterwards} others whether they hold the token.
     */
    static RotationEstimate ofTheWrites(int repositories, int askedAfterwards, RateLimitForecast pace) {
        return of(repositories, askedAfterwards, 0, pace);
    }

    private static RotationEstimate of(int repositories, int askedAfterwards, int before, RateLimitForecast pace) {
        pace.changes(1) // the lease
                .reads(LAST_CHECK)
                .changes(1) // the repositories, as pending
                .verifiedWrites(repositories)
                .reads(askedAfterwards)
                .changes(CHANGES_AT_THE_END);
        int calls = before + LAST_CHECK + CALLS_FOR_EACH * repositories + askedAfterwards;
        return new RotationEstimate(repositories, calls, pace.points(), pace.time(), pace.end(), pace.waits());
    }

    /** The same, when it begins at {@code moment}. */
    public RotationEstimate from(Instant moment) {
        return new RotationEstimate(repositories, calls, points, time, moment.plus(time), waits);
    }

    /** When it begins. */
    public Instant start() {
        return end.minus(time);
    }

    /** How far off it was: {@code planned 62 s, took 64 s}; in hundredths where tenths would hide it. */
    public String against(Duration took) {
        return "planned " + seconds(time, 2) + " s, took " + seconds(took, 2) + " s";
    }

    /** In whole seconds, or tenths where these are few; less than none, after a clock was set back, counts as none. */
    public static String seconds(Duration duration) {
        return seconds(duration, 1);
    }

    private static String seconds(Duration duration, int digits) {
        double seconds = Math.max(0, duration.toMillis()) / MILLIS;
        return String.format(Locale.ROOT, "%." + (seconds < FEW_SECONDS ? digits : 0) + "f", seconds);
    }
}
