package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.token.FormatCheck.TokenFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that was found about one token. It promises that nothing in it holds any part of the token.
 *
 * @param login whose it is, fit for a terminal; empty when GitHub was not asked or did not say
 * @param expiry when it ends; unknown when GitHub was not asked
 * @param checks at least one, in the order of looking; what would follow from an earlier refusal was not looked at
 */
public record TokenValidation(TokenKind kind, Optional<String> login, TokenExpiry expiry, List<CheckOutcome> checks) {

    private static final Set<Check> CURED_BY_A_NEW_TOKEN =
            EnumSet.of(Check.SHAPE, Check.ACCOUNT, Check.EXPIRY, Check.CURRENT);

    /** Copies the checks. */
    public TokenValidation {
        checks = List.copyOf(checks);
    }

    /** The verdict of the offline checks alone. */
    public static TokenValidation of(TokenFormat shape) {
        return new TokenValidation(
                shape.kind(),
                Optional.empty(),
                new TokenExpiry.Unknown(),
                shape.results().stream()
                        .map(result -> new CheckOutcome(Check.SHAPE, result))
                        .toList());
    }

    /** True when this token must not be spread; nothing overrules it. */
    public boolean isRefused() {
        return checks.stream().anyMatch(CheckOutcome::isRefused);
    }

    /** True when only {@code --force} accepts it. */
    public boolean isDoubtful() {
        return !isRefused() && checks.stream().anyMatch(each -> each.result() instanceof CheckResult.Warn);
    }

    /** Whether only another token helps, because this one's page on GitHub cannot change what is wrong. */
    public boolean needsNewToken() {
        return checks.stream()
                .filter(each -> CURED_BY_A_NEW_TOKEN.contains(each.check()))
                .anyMatch(each -> each.isRefused() || each.result() instanceof CheckResult.Warn);
    }

    /** Whether another owner holds it, as the rotation of it recorded. */
    public boolean isWithAnotherOwner() {
        return checks.stream()
                .anyMatch(each -> each.check() == Check.CURRENT && each.result() instanceof CheckResult.Warn);
    }

    /** This verdict and what was found after it. */
    public TokenValidation with(List<CheckOutcome> more) {
        return new TokenValidation(
                kind,
                login,
                expiry,
                Stream.concat(checks.stream(), more.stream()).toList());
    }

    /** This verdict and what was found after it. */
    public TokenValidation with(Check check, CheckResult result) {
        return with(List.of(new CheckOutcome(check, result)));
    }

    TokenValidation knownAs(String account, TokenExpiry until) {
        return new TokenValidation(kind, Optional.of(account), until, checks);
    }

    /** The outcome of one check. */
    public record CheckOutcome(Check check, CheckResult result) {

        boolean isRefused() {
            return result instanceof CheckResult.Refuse;
        }
    }
}
