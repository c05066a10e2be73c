package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Something a person should know: about one repository, about the token, or about the graph. */
public sealed interface Finding {

    /** What kind it is. */
    Kind kind();

    /** The repository it is about; empty for the token and the graph. */
    Optional<RepositoryName> where();

    /** More about it in words, without a full stop; empty when the kind says all. */
    String detail();

    /** About one repository. */
    sealed interface OfRepository extends Finding {

        /** The repository it is about. */
        RepositoryName repository();

        @Override
        default Optional<RepositoryName> where() {
            return Optional.of(repository());
        }
    }

    /** About everything. */
    sealed interface OfAll extends Finding {

        @Override
        default Optional<RepositoryName> where() {
            return Optional.empty();
        }
    }

    /** The secret is not there. */
    record Missing(RepositoryName repository) implements OfRepository {
        @Override
        public Kind kind() {
            return Kind.MISSING;
        }

        @Override
        public String detail() {
            return "";
        }
    }

    /** The secret was last written before the last complete rotation began: it holds an older token. */
    record Stale(RepositoryName repository, Instant updatedAt, Instant rotationBegan) implements OfRepository {
        @Override
        public Kind kind() {
            return Kind.STALE;
        }

        @Override
        public String detail() {
            return "written " + Moment.print(updatedAt) + ", before the last rotation began "
                    + Moment.print(rotationBegan);
        }
    }

    /** Somebody else wrote the secret after we did. */
    record Overwritten(RepositoryName repository, Instant updatedAt, Instant ourWrite) implements OfRepository {
        @Override
        public Kind kind() {
            return Kind.OVERWRITTEN;
        }

        @Override
        public String detail() {
            return "written " + Moment.print(updatedAt) + ", but not by us; our own last write was "
                    + Moment.print(ourWrite);
        }
    }

    /** The secret has not been written for long. */
    record Old(RepositoryName repository, Instant updatedAt) implements OfRepository {
        @Override
        public Kind kind() {
            return Kind.OLD;
        }

        @Override
        public String detail() {
            return "not written since " + Moment.print(updatedAt);
        }
    }

    /** The repository is gone, or the credential has no access; {@code reason} says which as far as GitHub does. */
    record Unreachable(RepositoryName repository, String reason) implements OfRepository {
        @Override
        public Kind kind() {
            return Kind.UNREACHABLE;
        }

        @Override
        public String detail() {
            return reason;
        }
    }

    /** The repository is read-only, so no rotation can reach it. For information. */
    record Archived(RepositoryName repository) implements OfRepository {
        @Override
        public Kind kind() {
            return Kind.ARCHIVED;
        }

        @Override
        public String detail() {
            return "";
        }
    }

    /** The repository is called {@code today} now; the graph should say so. For information. */
    record Renamed(RepositoryName repository, RepositoryName today) implements OfRepository {
        @Override
        public Kind kind() {
            return Kind.RENAMED;
        }

        @Override
        public String detail() {
            return "renamed to " + today;
        }
    }

    /** An accepted exception was accepted until {@code until}, and that day has passed. */
    record ExceptionEnded(RepositoryName repository, LocalDate until, String reason) implements OfRepository {
        @Override
        public Kind kind() {
            return Kind.EXCEPTION_ENDED;
        }

        @Override
        public String detail() {
            return "accepted until " + until + ": " + reason;
        }
    }

    /** The token ends soon; {@code days} is the threshold that was passed last. */
    record Expiring(Instant at, int days) implements OfAll {
        @Override
        public Kind kind() {
            return Kind.EXPIRING;
        }

        @Override
        public String detail() {
            return "the token expires " + Moment.print(at) + ", within " + Moment.days(days);
        }
    }

    /** The token has ended. */
    record Expired(Instant at) implements OfAll {
        @Override
        public Kind kind() {
            return Kind.EXPIRED;
        }

        @Override
        public String detail() {
            return "the token expired " + Moment.print(at);
        }
    }

    /** Something odd in the graph file. */
    record Graph(String detail) implements OfAll {
        @Override
        public Kind kind() {
            return Kind.GRAPH;
        }
    }
}
