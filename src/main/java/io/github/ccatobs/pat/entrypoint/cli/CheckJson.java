package io.github.ccatobs.pat.entrypoint.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.token.CheckResult;
import io.github.ccatobs.pat.token.Checked;
import io.github.ccatobs.pat.token.TokenVerdict;
import java.util.List;
import java.util.Optional;

/** What the checks found, as JSON; what is absent is left out. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record CheckJson(String kind, Optional<String> login, Optional<String> expiresAt, List<Row> checks) {

    /** One check. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Row(String check, String result, String reason, Optional<String> nextAction) {

        private static Row of(Checked checked) {
            String check = checked.check().toString();
            return switch (checked.result()) {
                case CheckResult.Pass(String reason) -> new Row(check, "pass", reason, Optional.empty());
                case CheckResult.Accepted(String reason) -> new Row(check, "accepted", reason, Optional.empty());
                case CheckResult.Warn(String reason, String next) -> new Row(check, "warn", reason, Optional.of(next));
                case CheckResult.Refuse(String reason, String next) ->
                    new Row(check, "refuse", reason, Optional.of(next));
            };
        }
    }

    static CheckJson of(TokenVerdict verdict) {
        return new CheckJson(
                verdict.kind().toString(),
                verdict.login(),
                verdict.expiry().end().map(Moment::print),
                verdict.checks().stream().map(Row::of).toList());
    }
}
