package io.github.ccatobs.pat.entrypoint.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.token.CheckResult;
import io.github.ccatobs.pat.token.TokenValidation;
import io.github.ccatobs.pat.token.TokenValidation.CheckOutcome;
import java.util.List;
import java.util.Optional;

/** The results of the checks, as JSON; absent values are left out. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CheckJson(String kind, Optional<String> login, Optional<String> expiresAt, List<CheckRow> checks) {

    /** One check. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record CheckRow(String check, String result, String reason, Optional<String> nextAction) {

        private static CheckRow of(CheckOutcome checkOutcome) {
            String check = checkOutcome.check().toString();
            return switch (checkOutcome.result()) {
                case CheckResult.Pass(String reason) -> new CheckRow(check, "pass", reason, Optional.empty());
                case CheckResult.Accepted(String reason) -> new CheckRow(check, "accepted", reason, Optional.empty());
                case CheckResult.NotTried(String reason) -> new CheckRow(check, "not-tried", reason, Optional.empty());
                case CheckResult.Warn(String reason, String next) ->
                    new CheckRow(check, "warn", reason, Optional.of(next));
                case CheckResult.Refuse(String reason, String next) ->
                    new CheckRow(check, "refuse", reason, Optional.of(next));
            };
        }
    }

    /** Of a token's validation. */
    public static CheckJson of(TokenValidation verdict) {
        return new CheckJson(
                verdict.kind().toString(),
                verdict.login(),
                verdict.expiry().end().map(Timestamps::print),
                verdict.checks().stream().map(CheckRow::of).toList());
    }
}
