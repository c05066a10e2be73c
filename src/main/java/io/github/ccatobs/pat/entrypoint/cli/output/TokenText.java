package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.TokenInspection;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.token.GrantReview;
import java.util.stream.Collectors;
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
        return token.grant().stream().map(review -> switch (review) {
            case GrantReview.GrantsHidden(var why) ->
                "note: GitHub does not say what is granted to " + audit.secret() + ": " + why;
            case GrantReview.GrantNotIdentified(var why) -> "note: of " + audit.secret() + ", " + why;
            case GrantReview.GrantCompared compared ->
                (compared.isEnough()
                                ? compared.organization() + " grants " + audit.secret() + " what it needs in "
                                        + compared.reached()
                                        + (compared.reached() == 1 ? " repository" : " repositories")
                                : compared.shortfall(audit.secret().toString()))
                        + compared.grant()
                                .lastUsed()
                                .map(at -> "; it was last used " + Timestamps.print(at))
                                .orElse("")
                        + ".";
        });
    }

    private static Stream<String> end(Audit audit, TokenInspection token) {
        return token.status().isUnknown()
                ? Stream.of("It is unknown when " + audit.secret() + " expires: "
                        + token.gaps().stream().collect(Collectors.joining("; ")) + ".")
                : Stream.concat(Stream.of(end(audit)), token.gaps().stream().map(gap -> "note: " + gap));
    }

    private static String end(Audit audit) {
        var token = audit.token().status();
        String whose = token.login().map(login -> "account " + login + ", ").orElse("");
        String end = StatusText.expiry(token.expiry(), audit.auditedAt()).orElseThrow();
        return audit.secret() + " itself: " + whose + end
                + token.knownFrom()
                        .map(source -> ", known from " + words(source))
                        .orElse("") + ".";
    }

    private static String words(TokenStatus.Source source) {
        return switch (source) {
            case VAULT -> "the vault's current version";
            case ROTATION -> "its rotation";
            case CREDENTIAL -> "the credential, which is the same token";
        };
    }
}
