package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.BaselineSource.HandedOut;
import io.github.ccatobs.pat.audit.BaselineSource.HandedOut.HandedOutToken;
import io.github.ccatobs.pat.audit.TokenStatus.Source;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which token repositories hold and when it ends, from sources that may disagree. Pure.
 *
 * <p>In this order: GitHub's answer to the vault's current token, the rotation that handed the token out, and GitHub's
 * answers to the credential that reads when that is the same token. When the vault has another token than was handed out
 * last, the one that ends first counts: the reminder must not wait for the later one. Nor must it when GitHub names an
 * earlier end of the token that reads than the rotation did.
 */
final class TokenRules {

    private final VaultToken vault;
    private final HandedOut handedOut;
    private final Optional<Fingerprint> credential;
    private final CredentialStatus status;
    private final Instant now;

    /**
     * Takes the sources.
     *
     * @param credential which token reads; empty where a GitHub App does
     * @param status that credential
     * @param now the time by GitHub's clock
     */
    TokenRules(
            VaultToken vault,
            HandedOut handedOut,
            Optional<Fingerprint> credential,
            CredentialStatus status,
            Instant now) {
        this.vault = vault;
        this.handedOut = handedOut;
        this.credential = credential;
        this.status = status;
        this.now = now;
    }

    /** Decides; {@code calls} is how many requests the sources took. */
    TokenInspection inspect(long calls) {
        var token = token();
        return new TokenInspection(
                token,
                last().filter(known -> isOf(token, known.fingerprint())).map(HandedOutToken::since),
                credential.filter(reader -> isOf(token, reader)).isPresent(),
                drift(),
                vault instanceof VaultToken.NoVault
                        || vault instanceof VaultToken.Valid
                        || vault instanceof VaultToken.Unusable
                        || vault instanceof VaultToken.RejectedByGitHub,
                gaps(token),
                calls);
    }

    private TokenStatus token() {
        var ofVault = read().map(this::ofVault);
        var ofRotation = last().filter(known -> read().map(VaultToken.Read::fingerprint)
                        .filter(known.fingerprint()::equals)
                        .isEmpty())
                .map(known -> status(known.fingerprint(), Optional.empty()));
        if (ofVault.isPresent() && ofRotation.isPresent()) {
            return endsFirst(ofRotation.get(), ofVault.get()) ? ofRotation.get() : ofVault.get();
        }
        return ofVault.or(() -> ofRotation).orElseGet(TokenStatus::unknown);
    }

    /** An end that is unknown is later than any other: the other one is worth more. */
    private static boolean endsFirst(TokenStatus one, TokenStatus other) {
        return endsFirst(one.expiry(), other.expiry()) || (!one.isUnknown() && other.isUnknown());
    }

    private static boolean endsFirst(TokenExpiry one, TokenExpiry other) {
        return one.end().map(end -> other.end().map(end::isBefore).orElse(true)).orElse(false);
    }

    private TokenStatus ofVault(VaultToken.Read read) {
        return switch (read) {
            case VaultToken.Valid(var name, var fingerprint, var login, var expiry)
            when !(expiry instanceof TokenExpiry.Unknown) ->
                new TokenStatus(login, expiry, Optional.of(Source.VAULT), Optional.of(fingerprint));
            case VaultToken.Valid accepted -> status(accepted.fingerprint(), accepted.login());
            case VaultToken.RejectedByGitHub rejected -> rejected(rejected.fingerprint());
            case VaultToken.Unanswered unanswered -> status(unanswered.fingerprint(), Optional.empty());
        };
    }

    /** GitHub decides: an end that a rotation recorded, and that is still ahead, is not the end of a token that it rejects. */
    private TokenStatus rejected(Fingerprint fingerprint) {
        var recorded = status(fingerprint, Optional.empty());
        return recorded.expiry().end().filter(end -> !end.isAfter(now)).isPresent()
                ? recorded
                : new TokenStatus(
                        Optional.empty(), new TokenExpiry.Unknown(), Optional.empty(), Optional.of(fingerprint));
    }

    /** The token of that fingerprint, from the sources after the vault. */
    private TokenStatus status(Fingerprint fingerprint, Optional<String> login) {
        boolean isCredential = credential.filter(fingerprint::equals).isPresent();
        var whose = login.or(() -> isCredential ? status.login() : Optional.empty());
        Optional<TokenExpiry> ofRotation = last().filter(
                        known -> known.fingerprint().equals(fingerprint))
                .map(HandedOutToken::expiry)
                .filter(TokenRules::isKnown);
        Optional<TokenExpiry> ofCredential =
                Optional.of(status.expiry()).filter(expiry -> isCredential).filter(TokenRules::isKnown);
        return ofRotation
                .filter(expiry ->
                        ofCredential.filter(now -> endsFirst(now, expiry)).isEmpty())
                .map(expiry -> new TokenStatus(whose, expiry, Optional.of(Source.ROTATION), Optional.of(fingerprint)))
                .or(() -> ofCredential.map(expiry ->
                        new TokenStatus(whose, expiry, Optional.of(Source.CREDENTIAL), Optional.of(fingerprint))))
                .orElseGet(() ->
                        new TokenStatus(whose, new TokenExpiry.Unknown(), Optional.empty(), Optional.of(fingerprint)));
    }

    /** What no repository can use is not to be handed out, so it is not said to wait for that. */
    private List<Finding> drift() {
        return switch (vault) {
            case VaultToken.RejectedByGitHub rejected ->
                List.of(new Finding.VaultTokenRejected(rejected.name().rejected(isNotRotated(rejected))));
            case VaultToken.Unusable(var why) -> List.of(new Finding.VaultTokenUnusable(why));
            case VaultToken.Read read ->
                isNotRotated(read) ? List.of(new Finding.VaultTokenNotRotated(read.name())) : List.of();
            case VaultToken.NoVault none -> List.of();
            case VaultToken.ReadFailed failed -> List.of();
        };
    }

    private boolean isNotRotated(VaultToken.Read read) {
        return handedOut instanceof HandedOut.Known(var last, var underWay)
                && last.filter(known -> !known.fingerprint().equals(read.fingerprint()))
                        .isPresent()
                && underWay.filter(read.fingerprint()::equals).isEmpty();
    }

    private List<String> gaps(TokenStatus token) {
        var gaps = new ArrayList<String>();
        switch (vault) {
            case VaultToken.NoVault none
            when token.isUnknown() -> gaps.add("neither ccat.pat.token.secret-id nor ccat.pat.token.exec is set");
            case VaultToken.NoVault none -> {}
            case VaultToken.ReadFailed(var why) -> gaps.add(why);
            case VaultToken.Unanswered(var name, var fingerprint, var why) ->
                gaps.add("GitHub did not say whether it accepts " + name + ": " + why);
            case VaultToken.Unusable(var why) -> gaps.add(why);
            case VaultToken.RejectedByGitHub(var name, var fingerprint) -> gaps.add("GitHub rejects " + name);
            case VaultToken.Valid(var name, var fingerprint, var login, TokenExpiry.Unknown(var unreadable)) ->
                gaps.add(unreadable
                        .map(text -> "GitHub's expiry date of " + name + " is unreadable: " + text)
                        .orElse("GitHub reports no plausible expiry date of " + name));
            case VaultToken.Valid known -> {}
        }
        switch (handedOut) {
            case HandedOut.HistoryUnreadable(var why) -> gaps.add("the rotations could not be read: " + why);
            case HandedOut.Known known when token.isUnknown() && !isRejected() -> gaps.add(withoutARecord(token));
            case HandedOut.Known known -> {}
        }
        return gaps;
    }

    private boolean isRejected() {
        return vault instanceof VaultToken.RejectedByGitHub rejected && !isNotRotated(rejected) && last().isPresent();
    }

    private String withoutARecord(TokenStatus token) {
        return last().filter(known -> isOf(token, known.fingerprint()))
                .map(known -> "the rotation of the token recorded no expiry date")
                .orElse("this store has no rotation of it");
    }

    private Optional<VaultToken.Read> read() {
        return vault instanceof VaultToken.Read read ? Optional.of(read) : Optional.empty();
    }

    private Optional<HandedOutToken> last() {
        return handedOut instanceof HandedOut.Known(var last, var underWay) ? last : Optional.empty();
    }

    private static boolean isOf(TokenStatus token, Fingerprint fingerprint) {
        return token.fingerprint().filter(fingerprint::equals).isPresent();
    }

    private static boolean isKnown(TokenExpiry expiry) {
        return !(expiry instanceof TokenExpiry.Unknown);
    }

    /** The current token as its vault gives it, and GitHub's answer to it. */
    sealed interface VaultToken {

        /** No vault is configured. */
        record NoVault() implements VaultToken {}

        /** The vault, which {@code why} names, gave no token. */
        record ReadFailed(String why) implements VaultToken {}

        /** The vault gave something that cannot be a token, as {@code why} says, so GitHub was not asked. */
        record Unusable(String why) implements VaultToken {}

        /** The vault gave a token. */
        sealed interface Read extends VaultToken {

            /** Its name for a person. */
            CurrentTokenName name();

            /** Which token it is. */
            Fingerprint fingerprint();
        }

        /** GitHub takes it. */
        record Valid(CurrentTokenName name, Fingerprint fingerprint, Optional<String> login, TokenExpiry expiry)
                implements Read {}

        /** GitHub answers 401. */
        record RejectedByGitHub(CurrentTokenName name, Fingerprint fingerprint) implements Read {}

        /** GitHub did not say whether it takes it, for the reason {@code why}. */
        record Unanswered(CurrentTokenName name, Fingerprint fingerprint, String why) implements Read {}
    }
}
