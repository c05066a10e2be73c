package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.github.RateLimitForecast;
import io.github.ccatobs.pat.token.RequiredPermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The estimated cost of a rotation, or of what is left of one.
 *
 * @param repositories how many are to be written
 * @param calls requests to GitHub, when nothing has to be repeated
 * @param points points of all these calls together, as GitHub's limit per minute counts them: a read 1, a write 5, a query none
 * @param time how long it takes at the configured pace after what was spent before, when nothing else uses up GitHub's limits
 * @param end when it is over, when it begins now
 */
public record RotationEstimate(int repositories, int calls, int points, Duration time, Instant end) {

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

    /**
     * Estimates a rotation from its first request on.
     *
     * @param lookedAt how many repositories are looked at before the first write
     * @param written how many of these can be written
     * @param asked how many others are asked whether they still hold the token
     * @param needs what its token is tried for
     * @param pace of the credential that writes, from now on
     * @param paceOfToken of the token, where GitHub does not count it together with the credential
     */
    public static RotationEstimate ofAll(
            int lookedAt,
            int written,
            int asked,
            boolean tokenWrites,
            RequiredPermissions needs,
            RateLimitForecast pace,
            Optional<RateLimitForecast> paceOfToken) {
        int batches = Math.ceilDiv(lookedAt, BATCH) * (tokenWrites ? 1 : 2);
        int probes = !tokenWrites && needs.areOfActions() && lookedAt > 0 ? 1 : 0;
        int checks = CHECKS + needs.reads() + probes;
        int reads = asked + lookedAt;
        var checked = paceOfToken.orElse(pace).reads(checks);
        pace.notBefore(checked.end()).queries(batches).reads(reads);
        var writes = of(written, batches + checks + reads, pace);
        return new RotationEstimate(
                written,
                writes.calls(),
                writes.points() + paceOfToken.map(RateLimitForecast::points).orElse(0),
                writes.time(),
                writes.end());
    }

    /**
     * Estimates what is left of one whose {@code repositories} were looked at: the last question about the token, and the writes,
     * each of which is read back.
     */
    static RotationEstimate ofTheWrites(int repositories, RateLimitForecast pace) {
        return of(repositories, 0, pace);
    }

    private static RotationEstimate of(int repositories, int before, RateLimitForecast pace) {
        pace.changes(1) // the lease
                .reads(LAST_CHECK)
                .changes(1) // the repositories, as pending
                .verifiedWrites(repositories)
                .changes(CHANGES_AT_THE_END);
        int calls = before + LAST_CHECK + CALLS_FOR_EACH * repositories;
        return new RotationEstimate(repositories, calls, pace.points(), pace.time(), pace.end());
    }

    /** How far off it was: {@code planned 62 s, took 64 s}. */
    public String against(Duration took) {
        return "planned " + seconds(time) + " s, took " + seconds(took) + " s";
    }

    /** In whole seconds, or tenths where these are few; less than none, after a clock was set back, counts as none. */
    public static String seconds(Duration duration) {
        double seconds = Math.max(0, duration.toMillis()) / MILLIS;
        return String.format(Locale.ROOT, seconds < FEW_SECONDS ? "%.1f" : "%.0f", seconds);
    }
}
