package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.token.CheckResult;
import io.github.ccatobs.pat.token.TokenValidation;
import io.github.ccatobs.pat.token.TokenValidation.CheckOutcome;
import java.util.List;
import java.util.stream.Stream;

/** The checks of a token, a line each, and under what is wrong the next thing to do. */
public final class CheckText {

    private CheckText() {}

    /** The lines for a terminal. */
    public static List<String> about(TokenValidation verdict) {
        return Stream.concat(
                        Stream.of("The token is a " + verdict.kind() + "."),
                        verdict.checks().stream().flatMap(CheckText::lines))
                .toList();
    }

    private static Stream<String> lines(CheckOutcome checkOutcome) {
        return switch (checkOutcome.result()) {
            case CheckResult.Pass pass -> Stream.of(line("✓", checkOutcome, pass.reason()));
            case CheckResult.Accepted accepted -> Stream.of(line("•", checkOutcome, accepted.reason()));
            case CheckResult.NotTried notTried -> Stream.of(line("?", checkOutcome, notTried.reason()));
            case CheckResult.Warn warn -> Stream.of(line("!", checkOutcome, warn.reason()), next(warn.nextAction()));
            case CheckResult.Refuse refuse ->
                Stream.of(line("✗", checkOutcome, refuse.reason()), next(refuse.nextAction()));
        };
    }

    private static String line(String mark, CheckOutcome checkOutcome, String reason) {
        return "  %s %-14s %s".formatted(mark, checkOutcome.check(), reason);
    }

    private static String next(String action) {
        return "    %-14s → %s".formatted("", action);
    }
}
