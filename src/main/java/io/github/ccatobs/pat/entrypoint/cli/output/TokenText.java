package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.GrantStatus.GrantState;
import io.github.ccatobs.pat.audit.TokenInspection;
import io.github.ccatobs.pat.audit.TokenStatus;
import java.util.stream.Stream;

/** The lines of {@code status} and {@code audit} about the token itself: when it ends, or that this is unknown and why. */
final class TokenText {

    private TokenText() {}

    /** The lines; none of an audit that did not ask, as the demo's. */
    static Stream<String> about(Audit audit) {
        var token = audit.token();
        if (token.equals(TokenInspection.none())) {
            return Stream.empty();
        }
        return Stream.concat(end(audit, token), grant(audit, token));
    }

    private static Stream<String> grant(Audit audit, TokenInspection token) {
        return token.grantStatus(audit.secret()).stream()
                .map(grant -> grant.state() == GrantState.UNKNOWN ? "note: " + grant.detail() : grant.sentence() + ".");
    }

    private static Stream<String> end(Audit audit, TokenInspection token) {
        var notes = token.notes(audit.secret()).stream();
        return token.status().isUnknown()
                ? notes.map(note -> note + ".")
                : Stream.concat(Stream.of(end(audit)), notes.map(note -> "note: " + note));
    }

    private static String end(Audit audit) {
        var token = audit.token().status();
        String whose = token.login().map(login -> "account " + login + ", ").orElse("");
        String end = StatusText.expiry(token.expiry(), audit.gitHubTime()).orElseThrow();
        return audit.secret() + " itself: " + whose + end
                + token.knownFrom()
                        .map(source -> ", known from " + words(source))
                        .orElse("") + ".";
    }

    private static String words(TokenStatus.Source source) {
        return switch (source) {
            case VAULT -> "the vault's current token";
            case ROTATION -> "its rotation";
            case CREDENTIAL -> "the credential, which is the same token";
        };
    }
}
