package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.FailureKind;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * GitHub, or the way to it, refused. Each kind asks for another reaction: a rejected
 * credential stops everything, a limit asks to wait, an unavailable server asks to try again, the others concern one
 * repository.
 *
 * <p>The message names the call and says why in our own words; of an answer's body it holds at most the short message
 * that GitHub gives with a refusal, cleaned ({@link SanitizedErrorMessage}). It never holds a credential, and has no cause, whose
 * message might.
 */
public abstract sealed class GitHubException extends FailureException {

    private static final long serialVersionUID = 1L;

    private final String why;

    private GitHubException(GitHubRequest request, String why, FailureKind kind) {
        super(kind, request + ": " + why);
        this.why = why;
    }

    /** The message without the call. */
    @Override
    public String why() {
        return why;
    }

    /** 401: the credential is wrong, expired or revoked. No further call is made with it. */
    public static final class CredentialRejectedException extends GitHubException {
        private static final long serialVersionUID = 1L;

        CredentialRejectedException(GitHubRequest request, String why) {
            super(request, why, new FailureKind.Refused(FailureKind.FailureSource.GITHUB));
        }
    }

    /** 403 or 451: GitHub knows who asks and refuses, for a {@link ForbiddenReason}. Repeating it does not help. */
    public static final class ForbiddenException extends GitHubException {
        private static final long serialVersionUID = 1L;
        private final ForbiddenReason reason;
        private final transient Optional<URI> remedy;
        private final transient OptionalInt maximumDays;

        ForbiddenException(GitHubRequest request, String why, ForbiddenReason reason, Optional<URI> remedy) {
            this(request, why, reason, remedy, OptionalInt.empty());
        }

        ForbiddenException(
                GitHubRequest request,
                String why,
                ForbiddenReason reason,
                Optional<URI> remedy,
                OptionalInt maximumDays) {
            super(request, why, new FailureKind.Refused(FailureKind.FailureSource.GITHUB));
            this.reason = reason;
            this.remedy = remedy;
            this.maximumDays = maximumDays;
        }

        /** Why it was refused. */
        public ForbiddenReason reason() {
            return reason;
        }

        /** GitHub's own page on which a person can lift the refusal, when GitHub named one. */
        public Optional<URI> remedy() {
            return remedy;
        }

        /** The longest life in days that the owner's policy allows a token, when GitHub refused this one for that. */
        public OptionalInt maximumDays() {
            return maximumDays;
        }
    }

    /** Why GitHub refuses a call. */
    public enum ForbiddenReason {
        /** The organisation wants the credential authorised for SAML single sign-on. */
        SINGLE_SIGN_ON,
        /** The repository is archived and takes no writes. */
        ARCHIVED,
        /** GitHub blocked or disabled the repository. */
        BLOCKED,
        /** A policy of the organisation excludes this kind of token or its lifetime. */
        POLICY,
        /** The credential lacks a scope or permission. */
        PERMISSION
    }

    /** 404: there is no such thing, or the credential may not see it; GitHub does not say which. */
    public static final class NotFoundException extends GitHubException {
        private static final long serialVersionUID = 1L;

        private final transient Optional<String> explanation;

        NotFoundException(GitHubRequest request, String why) {
            this(request, why, Optional.empty());
        }

        NotFoundException(GitHubRequest request, String why, Optional<String> explanation) {
            super(request, why, new FailureKind.Gone(FailureKind.FailureSource.GITHUB));
            this.explanation = explanation;
        }

        /** Why a GitHub App does not see it, and what to do; empty of a token, of which no more is known. */
        public Optional<String> explanation() {
            return explanation;
        }
    }

    /**
     * A write was redirected, because the repository belongs to another owner today. Nothing was written: who moves a
     * repository does not get what was meant for its former owner.
     */
    public static final class RepositoryTransferredException extends GitHubException {
        private static final long serialVersionUID = 1L;

        RepositoryTransferredException(GitHubRequest request, RepositoryName asked, RepositoryName today) {
            super(request, why(asked, today), new FailureKind.Refused(FailureKind.FailureSource.GITHUB));
        }

        /** The same in words for every place that finds it out, without a full stop. */
        public static String why(RepositoryName asked, RepositoryName today) {
            return ownership(asked, today)
                    + ": nothing is written there; take it out of the graph, or write today's name into it if only its owner was"
                    + " renamed";
        }

        /** Whose it is and was, the beginning of a sentence. */
        public static String ownership(RepositoryName asked, RepositoryName today) {
            return "it belongs to %s today, as %s, and not to %s".formatted(today.owner(), today, asked.owner());
        }
    }

    /** 403 or 429: a rate limit that ends later than this call may wait. */
    public static final class RateLimitedException extends GitHubException {
        private static final long serialVersionUID = 1L;
        private final Instant until;

        RateLimitedException(GitHubRequest request, String why, Instant until) {
            super(request, why, new FailureKind.LimitedUntil(until));
            this.until = until;
        }

        /** When the call may be made again, by our own clock. */
        public Instant until() {
            return until;
        }
    }

    /** Any other 4xx: GitHub does not accept the call as we made it. */
    public static final class GitHubValidationException extends GitHubException {
        private static final long serialVersionUID = 1L;
        private final int status;

        GitHubValidationException(GitHubRequest request, String why, int status) {
            super(request, why, new FailureKind.Refused(FailureKind.FailureSource.GITHUB));
            this.status = status;
        }

        /** The HTTP status, 422 for a value sealed with a key that is no longer current. */
        public int status() {
            return status;
        }
    }

    /** No usable answer: no connection, a time-out, a 5xx, an answer that cannot be read, or a redirect elsewhere. */
    public static final class GitHubUnavailableException extends GitHubException {
        private static final long serialVersionUID = 1L;
        private final boolean isPermanent;
        private final boolean isUnanswered;

        GitHubUnavailableException(GitHubRequest request, String why) {
            this(request, why, false);
        }

        /** {@code isPermanent} when to send the call again is useless until a person has changed something. */
        GitHubUnavailableException(GitHubRequest request, String why, boolean isPermanent) {
            this(request, why, isPermanent, false);
        }

        private GitHubUnavailableException(
                GitHubRequest request, String why, boolean isPermanent, boolean isUnanswered) {
            super(request, why, new FailureKind.Unavailable(FailureKind.FailureSource.GITHUB));
            this.isPermanent = isPermanent;
            this.isUnanswered = isUnanswered;
        }

        /** {@code request} was sent, and no whole answer came in time. */
        static GitHubUnavailableException unanswered(GitHubRequest request, String why, boolean isPermanent) {
            return new GitHubUnavailableException(request, why, isPermanent, true);
        }

        boolean isPermanent() {
            return isPermanent;
        }

        /** Whether no whole answer came, rather than one that cannot be used. */
        boolean isUnanswered() {
            return isUnanswered;
        }
    }
}
