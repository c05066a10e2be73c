package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.github.TokenExpiry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that was found about one token. It promises that nothing in it holds any part of the token.
 *
 * @param login whose it is, fit for a terminal; empty when GitHub was not asked or did not say
 * @param expiry when it ends; unknown when GitHub was not asked
 * @param checks at least one, in the order of looking; what would follow from an earlier refusal was not looked at
 */
public record TokenVerdict(TokenKind kind, Optional<String> login, TokenExpiry expiry, List<Checked> checks) {

    /** Copies the checks. */
    public TokenVerdict {
        checks = List.copyOf(checks);
    }

    /** The verdict of the offline checks alone. */
    public static TokenVerdict of(TokenShape shape) {
        return new TokenVerdict(
                shape.kind(),
                Optional.empty(),
                new TokenExpiry.Unknown(),
                shape.results().stream()
                        .map(result -> new Checked(Check.SHAPE, result))
                        .toList());
    }

    /** True when this token must not be spread; nothing overrules it. */
    public boolean isRefused() {
        return checks.stream().anyMatch(Checked::isRefused);
    }

    /** True when it may be spread only if somebody insists. */
    public boolean isDoubtful() {
        return !isRefused() && checks.stream().anyMatch(each -> each.result() instanceof CheckResult.Warn);
    }

    /** This verdict and what was found after it. */
    public TokenVerdict with(List<Checked> more) {
        return new TokenVerdict(
                kind,
                login,
                expiry,
                Stream.concat(checks.stream(), more.stream()).toList());
    }

    /** This verdict and what was found after it. */
    public TokenVerdict with(Check check, CheckResult result) {
        return with(List.of(new Checked(check, result)));
    }

    TokenVerdict knownAs(String account, TokenExpiry until) {
        return new TokenVerdict(kind, Optional.of(account), until, checks);
    }
}
