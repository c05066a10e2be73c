package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.token.Check;
import io.github.ccatobs.pat.token.CurrentTokenCheck;
import io.github.ccatobs.pat.token.TokenChecks;
import io.github.ccatobs.pat.token.TokenRequirements;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenValidation;
import io.github.ccatobs.pat.token.WriterCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Tries a token before it is handed out: by itself, against the one before it, and against who writes. */
@ApplicationScoped
public class TokenValidator {

    private final TokenSettings settings;
    private final Clock clock;

    TokenValidator(TokenSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Judges the token of {@code request}; writes nothing.
     *
     * @param orchestrator where its rights are tried
     * @param writer who writes, when that is not the token itself
     * @param asToken opens GitHub as the token; not asked for when its shape is refused
     * @throws GitHubException when a limit or an outage leaves the answer open
     */
    public TokenValidation judge(
            RotationRequest request,
            RepositoryName orchestrator,
            Optional<Credential> writer,
            Supplier<GitHubClient> asToken,
            RotationStore store) {
        var use = new TokenRequirements(
                orchestrator, writer.isEmpty(), settings.minimumLife(), settings.acceptNoExpiry());
        var verdict = TokenChecks.check(request.token(), asToken, use, clock.instant());
        return verdict.isRefused() ? verdict : compare(verdict, request, writer, store);
    }

    private static TokenValidation compare(
            TokenValidation verdict, RotationRequest request, Optional<Credential> writer, RotationStore store) {
        var fingerprint = Fingerprint.of(request.token());
        var current = store.lastComplete(request.secret()).map(RotationHeader::fingerprint);
        var compared = verdict.with(Check.CURRENT, CurrentTokenCheck.check(fingerprint, current));
        return writer.map(credential -> compared.with(
                        Check.WRITER,
                        WriterCheck.check(
                                credential.source(), Fingerprint.of(credential.value()), fingerprint, current)))
                .orElse(compared);
    }
}
