package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.TokenGrant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One fine-grained token's grant by an organisation, compared with the token's needs. */
public sealed interface GrantReview {

    /**
     * GitHub does not tell it to the App.
     *
     * @param why in words, with the page where an owner changes it, without a full stop
     */
    record GrantsHidden(String why) implements GrantReview {}

    /**
     * The organisation has no grant, or several, that may be the token's.
     *
     * @param why in words, without a full stop
     */
    record GrantNotIdentified(String why) implements GrantReview {}

    /**
     * The grant is known.
     *
     * @param organization whose grant it is
     * @param grant as GitHub describes it
     * @param lacking needs that it does not hold, as on GitHub's page, e.g. {@code Secrets: Read and write}
     * @param missed repositories of the organisation that it is not for
     * @param reached how many of the repositories it is for
     */
    record GrantCompared(
            String organization, TokenGrant grant, List<String> lacking, List<RepositoryName> missed, int reached)
            implements GrantReview {

        private static final int MOST_NAMES = 5;

        /** Copies. */
        public GrantCompared {
            lacking = List.copyOf(lacking);
            missed = List.copyOf(missed);
        }

        /** Whether it holds every need in every repository of the organisation. */
        public boolean isEnough() {
            return lacking.isEmpty() && missed.isEmpty();
        }

        /**
         * Says in one line what is not granted; empty when the grant is enough.
         *
         * @param token what to call the token
         */
        public String shortfall(String token) {
            return Stream.of(
                            lacking.isEmpty() ? "" : organization + " does not grant " + token + " " + lackingText(),
                            missed.isEmpty() ? "" : token + " is not for " + missedText())
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("; "));
        }

        /** The needs that it does not hold, in one line. */
        public String lackingText() {
            return String.join(" and ", lacking);
        }

        /** How many repositories it is not for, and the first of them. */
        public String missedText() {
            return Plurals.repositories(missed.size()) + ": "
                    + String.join(
                            ", ",
                            missed.stream()
                                    .limit(MOST_NAMES)
                                    .map(Object::toString)
                                    .toList())
                    + (missed.size() > MOST_NAMES ? ", ..." : "");
        }
    }
}
