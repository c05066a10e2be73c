package io.github.ccatobs.pat.entrypoint.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.json.AuditRecordJson.TokenJson;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.RetirementJson;
import io.github.ccatobs.pat.github.SecretSettings;
import io.github.ccatobs.pat.notification.TokenRenewal;
import io.github.ccatobs.pat.retirement.RetirementGate;
import io.github.ccatobs.pat.token.NewTokenForm;
import io.github.ccatobs.pat.token.TokenSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The operations on the token: its state, where it is, and how the next one is made. They ask neither GitHub nor the vault. */
@ApplicationScoped
class TokenResource {

    static final String PATH = "/token";

    private final AuditHistory history;
    private final RetirementGate gate;
    private final TokenRenewal renewal;
    private final TokenSettings settings;
    private final SecretName secret;

    TokenResource(
            AuditHistory history,
            RetirementGate gate,
            TokenRenewal renewal,
            TokenSettings settings,
            SecretSettings secretSettings) {
        this.history = history;
        this.gate = gate;
        this.renewal = renewal;
        this.settings = settings;
        this.secret = new SecretName(secretSettings.secret());
    }

    /** The form for the next token, filled in where the GitHub takes that. */
    record FormJson(URI url, boolean filledIn, URI classicUrl, int expiresInDays) {

        private static FormJson of(NewTokenForm form) {
            return new FormJson(form.address(), form.isFilledIn(), form.classicAddress(), form.days());
        }
    }

    /** The whole answer; what is not known, or not set, is left out. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record TokenDocument(
            String secret,
            Optional<TokenJson> token,
            Optional<String> auditedAt,
            Optional<String> secretId,
            Optional<String> jsonKey,
            Map<String, String> needs,
            FormJson form,
            RetirementJson retirement) {}

    ApiResponse read() {
        var last = history.last(secret);
        int repositories = last.map(audit -> audit.summary().repositories()).orElse(0);
        var form = renewal.form(secret, repositories, name -> Optional.ofNullable(System.getenv(name)));
        return ApiResponse.json(
                200,
                JsonDocument.print(new TokenDocument(
                        secret.toString(),
                        last.map(AuditRecord::token).flatMap(TokenJson::of),
                        last.map(AuditRecord::auditedAt).map(Timestamps::print),
                        given(settings.secretId()),
                        given(settings.jsonKey()),
                        form.needs().levels(),
                        FormJson.of(form),
                        RetirementJson.of(gate.known(secret), Optional.empty()))));
    }

    private static Optional<String> given(Optional<String> setting) {
        return setting.filter(text -> !text.isBlank());
    }
}
