package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * GitHub, or the way to it, said no. The kinds are told apart because each asks for something else: a rejected
 * credential stops everything, a limit asks to wait, an unavailable server asks to try again, the others concern one
 * repository.
 *
 * <p>The message names the call and says why in our own words; of an answer's body it holds at most the short message
 * that GitHub gives with a refusal, cleaned ({@link GitHubWords}). It never holds a credential, and has no cause, whose
 * message might.
 */
public abstract sealed class GitHubException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String why;

    private GitHubException(Call call, String why) {
        super(call + ": " + why);
        this.why = why;
    }

    /** The message without the call. */
    public String why() {
        return why;
    }

    /** 401: the credential is wrong, expired or revoked. No further call is made with it. */
    public static final class CredentialRejected extends GitHubException {
        private static final long serialVersionUID = 1L;

        CredentialRejected(Call call, String why) {
            super(call, why);
        }
    }

    /** 403 or 451: GitHub knows who asks and refuses, for a {@link Reason}. Repeating it does not help. */
    public static final class Forbidden extends GitHubException {
        private static final long serialVersionUID = 1L;
        private final Reason reason;
        private final transient Optional<URI> remedy;

        Forbidden(Call call, String why, Reason reason, Optional<URI> remedy) {
            super(call, why);
            this.reason = reason;
            this.remedy = remedy;
        }

        /** Why it was refused. */
        public Reason reason() {
            return reason;
        }

        /** GitHub's own page on which a person can lift the refusal, when GitHub named one. */
        public Optional<URI> remedy() {
            return remedy;
        }
    }

    /** Why GitHub refuses a call. */
    public enum Reason {
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
    public static final class NotFound extends GitHubException {
        private static final long serialVersionUID = 1L;

        NotFound(Call call, String why) {
            super(call, why);
        }
    }

    /**
     * A write was redirected, because the repository belongs to another owner today. Nothing was written: who moves a
     * repository does not get what was meant for its former owner.
     */
    public static final class Transferred extends GitHubException {
        private static final long serialVersionUID = 1L;

        Transferred(Call call, RepositoryName asked, RepositoryName today) {
            super(call, why(asked, today));
        }

        /** The same in words for every place that finds it out, without a full stop. */
        public static String why(RepositoryName asked, RepositoryName today) {
            return "it belongs to %s today, as %s, and not to %s: nothing is written there; take it out of the graph"
                    .formatted(today.owner(), today, asked.owner());
        }
    }

    /** 403 or 429: a rate limit that ends later than this call may wait. */
    public static final class Limited extends GitHubException {
        private static final long serialVersionUID = 1L;
        private final Instant until;

        Limited(Call call, String why, Instant until) {
            super(call, why);
            this.until = until;
        }

        /** When the call may be made again, by our own clock. */
        public Instant until() {
            return until;
        }
    }

    /** Any other 4xx: GitHub does not accept the call as we made it. */
    public static final class Invalid extends GitHubException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Invalid(Call call, String why, int status) {
            super(call, why);
            this.status = status;
        }

        /** The HTTP status, 422 for a value sealed with a key that is no longer current. */
        public int status() {
            return status;
        }
    }

    /** No usable answer: no connection, a time-out, a 5xx, an answer that cannot be read, or a redirect elsewhere. */
    public static final class Unavailable extends GitHubException {
        private static final long serialVersionUID = 1L;

        Unavailable(Call call, String why) {
            super(call, why);
        }
    }
}
