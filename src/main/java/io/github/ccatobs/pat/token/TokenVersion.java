package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.QuotedText;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which version of the token a vault should give. */
public sealed interface TokenVersion {

    /** The default version. */
    Staged CURRENT = new Staged("AWSCURRENT");

    /** The version that waits until every repository holds it. */
    Staged PENDING = new Staged("AWSPENDING");

    /** The version that was the default one before. */
    Staged PREVIOUS = new Staged("AWSPREVIOUS");

    /** The label that {@code version} is asked for by; empty when that is its number. */
    static Optional<Staged> label(TokenVersion version) {
        return version instanceof Staged staged ? Optional.of(staged) : Optional.empty();
    }

    /**
     * The version that carries a label today.
     *
     * @param stage e.g. {@code AWSCURRENT} or {@code AWSPREVIOUS}: at most 256 letters, digits and {@code _+=.@/-}
     */
    record Staged(String stage) implements TokenVersion {

        private static final Pattern RULE = Pattern.compile("[A-Za-z0-9_+=.@/-]{1,256}");

        /**
         * Checks the label.
         *
         * @throws IllegalArgumentException naming what came and what was expected
         */
        public Staged {
            if (!RULE.matcher(stage).matches()) {
                throw new IllegalArgumentException("the stage is " + QuotedText.of(stage)
                        + ": expected a label of Secrets Manager such as AWSCURRENT or AWSPENDING");
            }
        }

        @Override
        public String toString() {
            return stage;
        }
    }

    /**
     * One version for ever.
     *
     * @param id 32 to 64 letters, digits and {@code -}, as Secrets Manager gives them
     */
    record Numbered(String id) implements TokenVersion {

        private static final Pattern RULE = Pattern.compile("[A-Za-z0-9-]{32,64}");

        /**
         * Checks the id.
         *
         * @throws IllegalArgumentException naming what came and what was expected
         */
        public Numbered {
            if (!RULE.matcher(id).matches()) {
                throw new IllegalArgumentException("the version is " + QuotedText.of(id)
                        + ": expected 32 to 64 letters, digits and '-', as Secrets Manager gives them");
            }
        }

        @Override
        public String toString() {
            return "version " + id;
        }
    }
}
