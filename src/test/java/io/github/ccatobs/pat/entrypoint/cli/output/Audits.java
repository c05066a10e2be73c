package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.Observation.Cause;
import io.github.ccatobs.pat.audit.RepositoryState;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Audits for tests of what is shown of them. */
final class Audits {

    static final Instant ROTATED = Instant.parse("2026-02-21T22:17:45.678Z");
    static final Instant AUDITED = Instant.parse("2026-11-23T03:00:00.5Z");

    private Audits() {}

    static Audit of(RepositoryState... states) {
        return new Audit(
                new SecretName("GH_PAT"),
                AUDITED,
                List.of(states),
                new CredentialStatus(Optional.of("ccat-bot"), new TokenExpiry.Unknown(), Optional.of("GITHUB_TOKEN")),
                Optional.empty());
    }

    static RepositoryState present(String name) {
        return state(name, new Observation.Present(ROTATED));
    }

    static RepositoryState missing(String name) {
        return state(name, new Observation.Absent());
    }

    static RepositoryState unreadable(String name, String reason) {
        return state(name, new Observation.Unreadable(Cause.UNREACHABLE, reason));
    }

    static RepositoryState transferred(String name, String today) {
        return state(name, new Observation.TransferredAway(RepositoryName.parse(today)));
    }

    static RepositoryState archived(RepositoryState state) {
        return new RepositoryState(state.repository(), state.seen(), Optional.of(true), state.renamedTo());
    }

    static RepositoryState renamed(RepositoryState state, String today) {
        return new RepositoryState(
                state.repository(), state.seen(), state.archived(), Optional.of(RepositoryName.parse(today)));
    }

    private static RepositoryState state(String name, Observation seen) {
        return new RepositoryState(RepositoryName.parse(name), seen, Optional.empty(), Optional.empty());
    }
}
