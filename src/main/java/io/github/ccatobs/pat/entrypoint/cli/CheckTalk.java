package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.token.CheckResult;
import io.github.ccatobs.pat.token.Checked;
import io.github.ccatobs.pat.token.TokenVerdict;
import java.util.List;
import java.util.stream.Stream;

/** The checks of a token, a line each, and under what is wrong the next thing to do. */
final class CheckTalk {

    private CheckTalk() {}

    /** The lines for a terminal. */
    static List<String> about(TokenVerdict verdict) {
        return Stream.concat(
                        Stream.of("The token is a " + verdict.kind() + "."),
                        verdict.checks().stream().flatMap(CheckTalk::lines))
                .toList();
    }

    private static Stream<String> lines(Checked checked) {
        return switch (checked.result()) {
            case CheckResult.Pass pass -> Stream.of(line("✓", checked, pass.reason()));
            case CheckResult.Accepted accepted -> Stream.of(line("•", checked, accepted.reason()));
            case CheckResult.Warn warn -> Stream.of(line("!", checked, warn.reason()), next(warn.nextAction()));
            case CheckResult.Refuse refuse -> Stream.of(line("✗", checked, refuse.reason()), next(refuse.nextAction()));
        };
    }

    private static String line(String mark, Checked checked, String reason) {
        return "  %s %-14s %s".formatted(mark, checked.check(), reason);
    }

    private static String next(String action) {
        return "    %-14s → %s".formatted("", action);
    }
}
