package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TokenSourceOption;
import io.github.ccatobs.pat.token.TokenVersion;
import io.github.ccatobs.pat.token.TokenVersionWriter;
import java.util.List;
import java.util.Optional;

/**
 * The label AWSCURRENT after a rotation of a token that carries another label: one that waits as AWSPENDING becomes the
 * current version when every repository of the graph holds it, and not before. For any other, e.g. AWSPREVIOUS, a person
 * moves the label: the same command again would otherwise hand out another token.
 */
sealed interface TokenPromotion {

    /** There is no label to move: the token is the current version, or not in Secrets Manager. */
    record NothingToMove() implements TokenPromotion {}

    /** The token waits, but this run leaves repositories out. */
    record LaterRun() implements TokenPromotion {}

    /** The token waits, and becomes current in the place of {@code before}. */
    record WhenComplete(TokenVersionWriter versions, String version, Optional<String> before)
            implements TokenPromotion {}

    /** A person may make the token current. */
    record ByHand(TokenVersionWriter versions, OperatorInstructions instructions, String version)
            implements TokenPromotion {}

    /** The promotion of {@code token}, which the options name; asks which version is current before anything is written. */
    static TokenPromotion of(
            TokenOptions options, ReceivedToken token, TokenVersionWriter versions, OperatorInstructions instructions) {
        var stage = options.tokenFrom()
                .map(TokenSourceOption::parse)
                .filter(TokenSourceOption.FromSecretsManager.class::isInstance)
                .map(from -> ((TokenSourceOption.FromSecretsManager) from).version())
                .filter(label -> !label.equals(TokenVersion.CURRENT));
        if (stage.isEmpty() || token.versionId().isEmpty()) {
            return new NothingToMove();
        }
        if (!stage.get().equals(TokenVersion.PENDING)) {
            return new ByHand(versions, instructions, token.versionId().get());
        }
        return options.graph().isPartial()
                ? new LaterRun()
                : new WhenComplete(versions, token.versionId().get(), versions.current());
    }

    /** A line of the plan; none when no label moves. */
    default List<String> plan() {
        return switch (this) {
            case NothingToMove nothing -> List.of();
            case LaterRun later -> List.of("Then:         AWSCURRENT stays, since --repo leaves repositories out");
            case WhenComplete complete ->
                List.of("Then:         this version becomes AWSCURRENT, once every repository holds it");
            case ByHand person -> List.of("Then:         AWSCURRENT stays");
        };
    }

    /** Whether a complete rotation moves a label. */
    default boolean isDue() {
        return this instanceof WhenComplete;
    }

    /**
     * Moves the label after a complete rotation.
     *
     * @return what was done, or is to be done by a person, a line each
     * @throws FailureException when the label was not moved; the same command again does it
     */
    default List<String> complete() {
        return switch (this) {
            case NothingToMove nothing -> List.of();
            case LaterRun later -> List.of("AWSCURRENT was not moved: run this for all repositories.");
            case WhenComplete(var versions, var version, var before) -> {
                versions.promote(version, before);
                yield List.of("Version " + version + " is AWSCURRENT now.");
            }
            case ByHand(var versions, var instructions, var version) -> advice(versions, instructions, version);
        };
    }

    private static List<String> advice(TokenVersionWriter versions, OperatorInstructions instructions, String version) {
        try {
            var current = versions.current().filter(other -> !other.equals(version));
            return current.map(other -> List.of(
                            "AWSCURRENT is still another token, which the next rotation would hand out. To make this one"
                                    + " current:",
                            "  " + instructions.makeCurrent(version, other)))
                    .orElse(List.of());
        } catch (FailureException e) {
            return List.of("It is not known whether this token is AWSCURRENT: " + e.why());
        }
    }
}
