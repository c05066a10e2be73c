package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.token.CredentialResolver;
import java.util.Locale;
import java.util.Optional;

/** The kinds of {@link Finding}, the most urgent first, each with its next step. */
public enum FindingKind {
    EXPIRED(true, NextStep.RENEW_TOKEN),
    VAULT_TOKEN_REJECTED(true, NextStep.REPLACE_VAULT_TOKEN),
    VAULT_TOKEN_UNUSABLE(
            true,
            "correct what the vault holds, or ccat.pat.token.json-key; until then nothing can be handed out from there"),
    VAULT_TOKEN_NOT_ROTATED(true, NextStep.HAND_OUT_VAULT_TOKEN),
    CREDENTIAL_EXPIRED(true, NextStep.RENEW_CREDENTIAL),
    TRANSFERRED(
            true,
            "take the repository out of the graph, hand out a new token with ccat pat rotate, and revoke the old one; if only"
                    + " its owner was renamed, write the new name into the graph"),
    MISSING(true, NextStep.WRITE_AGAIN),
    STALE(true, NextStep.WRITE_AGAIN),
    OVERWRITTEN(true, NextStep.WRITE_AGAIN),
    UNREACHABLE(false, "give the credential access to the repository, or take it out of the graph"),
    EXPIRING(false, NextStep.RENEW_TOKEN),
    CREDENTIAL_EXPIRING(false, NextStep.RENEW_CREDENTIAL),
    NOT_GRANTED(
            false,
            "add what is missing to the token on its page in GitHub, where an owner may have to approve it, or correct"
                    + " ccat.pat.token.needs"),
    OLD(
            false,
            "create a new token with ccat pat renew, hand it out with ccat pat rotate, then end the old one with ccat pat retire"),
    ENVIRONMENT_SECRET(false, "delete the secret of the environment, or accept it with ccat.pat.audit.accept"),
    ORGANIZATION_SECRET(
            false, "delete the organisation's secret, or accept it for this repository with ccat.pat.audit.accept"),
    UNLISTED(false, "add the repository to the graph, or delete its secret"),
    EXCEPTION_ENDED(false, "correct the repository, or accept it until a later day with ccat.pat.audit.accept"),
    RETIRABLE(false, NextStep.RETIRE),
    OLD_TOKEN_NEEDED(false, NextStep.INSPECT_OLD_TOKEN),
    OLD_TOKEN_REVOKED(false, "nothing is left to do"),
    GRAPH(false, "correct the graph file"),
    RENAMED(false, "write today's name into the graph"),
    ARCHIVED(false, "take the repository out of the graph, or unarchive it");

    private final boolean urgent;
    private final Optional<NextStep> step;
    private final String advice;

    FindingKind(boolean urgent, NextStep step) {
        this.urgent = urgent;
        this.step = Optional.of(step);
        this.advice = step.command;
    }

    FindingKind(boolean urgent, String advice) {
        this.urgent = urgent;
        this.step = Optional.empty();
        this.advice = advice;
    }

    /** Whether to act now. Not so for an unreachable repository: its state is unknown. */
    public boolean isUrgent() {
        return urgent;
    }

    /** Whether it is informational: it needs no action. */
    public boolean isInformation() {
        return isOfOldToken() || this == GRAPH || this == RENAMED || this == ARCHIVED;
    }

    /** Whether it is about the end of the token. */
    public boolean isTokenEnd() {
        return this == EXPIRED || this == EXPIRING;
    }

    /** Whether it is about the token before the current one, of which one at most is open. */
    public boolean isOfOldToken() {
        return this == RETIRABLE || this == OLD_TOKEN_NEEDED || this == OLD_TOKEN_REVOKED;
    }

    /** The step with a command of its own that ends it; empty where a person has to decide. */
    public Optional<NextStep> step() {
        return step;
    }

    /**
     * The next step, the same wherever the product runs: one step or two for a person, without a full stop; it names the
     * command or the call where there is one.
     *
     * @param reader the credential that the audit read with
     */
    public String remedy(CredentialStatus reader) {
        return step.map(known -> (this == OVERWRITTEN ? NextStep.ASK_FIRST : "") + known.words(reader) + advice)
                .orElse(advice);
    }

    /** A step that ends findings and that a command or a call takes. */
    public enum NextStep {
        RENEW_TOKEN("create a new token and hand it out", ": run ccat pat renew, which says how"),
        REPLACE_VAULT_TOKEN(
                "create a new token, store it where the current token is read from, and hand it out",
                ": run ccat pat renew, which says how"),
        HAND_OUT_VAULT_TOKEN(
                "hand out the vault's current token",
                ": run ccat pat rotate --token-from secretsmanager (exec where ccat.pat.token.exec prints it), or call POST /rotations where the token is in Secrets Manager"),
        WRITE_AGAIN(
                "write the current token to each repository that does not hold it",
                ": run ccat pat rotate (--token-from exec where ccat.pat.token.exec prints it), or call POST /rotations"
                        + " where the token is in Secrets Manager"),
        RETIRE(
                "look once more whether the old token is needed, and revoke it",
                ": run ccat pat retire --token-from secretsmanager:AWSPREVIOUS --revoke"),
        INSPECT_OLD_TOKEN(
                "see all that still needs the old token, and end it",
                ": run ccat pat retire --token-from secretsmanager:AWSPREVIOUS"),
        RENEW_CREDENTIAL(
                "create a new credential for audits and put it where the old one is, in %s; repositories keep their token",
                "");

        /** Comes before the step where another hand wrote the secret. */
        public static final String ASK_FIRST = "find out who wrote it, then ";

        private final String words;
        private final String command;

        NextStep(String words, String command) {
            this.words = words;
            this.command = command;
        }

        /** The step in words, without its command; it names {@code reader} where that is to be replaced. */
        public String words(CredentialStatus reader) {
            return words.formatted(reader.source()
                    .map(source -> source.equals(CredentialResolver.COMMAND_SOURCE)
                            ? "the place from which the command of " + source + " takes it"
                            : source)
                    .orElse("GITHUB_TOKEN, GH_TOKEN, the place from which the command of ccat.pat.github.exec takes it"
                            + " or the secret of ccat.pat.github.secret-id"));
        }
    }

    /** As in JSON: {@code exception-ended}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException when it is not a kind
     */
    public static FindingKind parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
