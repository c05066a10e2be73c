package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.token.TokenVersion;
import io.github.ccatobs.pat.token.TokenVersionPlan;
import java.util.List;
import java.util.stream.Stream;

/** Prints {@code store-token}: what is about to be stored, the version that was, and what happens next. */
public final class StoredTokenText {

    private StoredTokenText() {}

    /** The lines above the question. */
    public static List<String> plan(TokenVersionPlan plan, Fingerprint fingerprint) {
        return Stream.of(
                        Stream.of(
                                "Fingerprint:  " + fingerprint,
                                "Stored in:    " + plan.secret(),
                                "Label:        " + plan.stage() + effect(plan)),
                        plan.change().map("Content:      JSON; "::concat).stream())
                .flatMap(lines -> lines)
                .toList();
    }

    private static String effect(TokenVersionPlan plan) {
        if (plan.isFirst()) {
            return "; it is the first version, which is AWSCURRENT";
        }
        return plan.stage().equals(TokenVersion.PENDING)
                ? ", where it only waits; AWSCURRENT stays"
                : "; the version there becomes AWSPREVIOUS";
    }

    /**
     * The result, and what happens next.
     *
     * @param beginsByItself whether a rotation of it is known to begin without a command
     * @param next the command that begins one
     */
    public static List<String> stored(TokenVersionPlan plan, String version, boolean beginsByItself, String next) {
        String done = plan.held().isPresent() ? "Nothing was stored: it is already" : "Stored as";
        return Stream.concat(
                        Stream.of(done + " version " + version + " (" + plan.stage() + ") of " + plan.secret() + "."),
                        beginsByItself
                                ? Stream.of("A rotation begins by itself within a minute.")
                                : Stream.of(before(plan.stage()), "  " + next))
                .toList();
    }

    private static String before(TokenVersion.Staged stage) {
        return stage.equals(TokenVersion.PENDING)
                ? "To hand it out, and to make it AWSCURRENT when every repository has it:"
                : "Where the Terraform module rotates on a new version, a rotation begins by itself within a minute;"
                        + " elsewhere begin it:";
    }

    /**
     * The document of {@code store-token --json}.
     *
     * @param secret the secret on GitHub
     * @param stored whether this call stored it, or it was there
     * @param beginsByItself whether a rotation of it is known to begin without a command
     * @param next the command that begins one
     */
    public record StoredTokenJson(
            String secret,
            String fingerprint,
            String versionId,
            String stage,
            boolean stored,
            boolean beginsByItself,
            String next) {

        /** The same as the lines. */
        public static StoredTokenJson of(
                SecretName secret,
                Fingerprint fingerprint,
                TokenVersionPlan plan,
                String version,
                boolean beginsByItself,
                String next) {
            return new StoredTokenJson(
                    secret.toString(),
                    fingerprint.toString(),
                    version,
                    plan.stage().stage(),
                    plan.held().isEmpty(),
                    beginsByItself,
                    next);
        }
    }
}
