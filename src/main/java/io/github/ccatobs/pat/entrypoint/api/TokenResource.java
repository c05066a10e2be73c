package io.github.ccatobs.pat.entrypoint.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.entrypoint.json.AuditRecordJson.GrantJson;
import io.github.ccatobs.pat.entrypoint.json.AuditRecordJson.TokenJson;
import io.github.ccatobs.pat.entrypoint.json.CheckJson;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.RetirementJson;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.notification.TokenRenewalInstructions;
import io.github.ccatobs.pat.retirement.RetirementGate;
import io.github.ccatobs.pat.rotation.RotationService;
import io.github.ccatobs.pat.token.NewTokenForm;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The operations on the token: its state, where it is, how the next one is made, and the checks of the one in the vault. */
@ApplicationScoped
class TokenResource {

    static final String PATH = "/token";
    static final String CHECK = PATH + "/check";

    private static final Logger LOG = Logger.getLogger(TokenResource.class);

    private final AuditHistory history;
    private final RetirementGate gate;
    private final TokenRenewalInstructions renewal;
    private final TokenSettings settings;
    private final RotationService rotations;
    private final OperatorInstructions instructions;
    private final SecretName secret;

    TokenResource(
            AuditHistory history,
            RetirementGate gate,
            TokenRenewalInstructions renewal,
            TokenSettings settings,
            RotationService rotations,
            OperatorInstructions instructions,
            ActionsSecretSettings secretSettings) {
        this.history = history;
        this.gate = gate;
        this.renewal = renewal;
        this.settings = settings;
        this.rotations = rotations;
        this.instructions = instructions;
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

    /**
     * What the checks of the token in the vault found.
     *
     * @param verdict {@code good}, {@code doubtful} (handed out only where {@code ccat.pat.rotation.force} is true, or by
     *     {@code ccat pat rotate --force}) or {@code refused}
     * @param refusals why a rotation of it would end before its first write; absent where it would not
     * @param repositories those that cannot be written; absent without any
     * @param unchecked why the repositories could not be looked at; absent where they were
     * @param advice how to replace a token that another owner holds; absent otherwise
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record TokenCheckDocument(
            String secret,
            String stage,
            String fingerprint,
            String verdict,
            @JsonUnwrapped CheckJson token,
            Optional<List<String>> refusals,
            Optional<List<ObstacleJson>> repositories,
            Optional<String> unchecked,
            Optional<String> advice) {}

    /** A repository that cannot be written. */
    record ObstacleJson(String repository, String reason) {}

    /** It asks neither GitHub nor the vault. */
    ApiResponse read() {
        var last = history.last(secret);
        int repositories = last.map(audit -> audit.summary().repositories()).orElse(0);
        var form = renewal.form(secret, repositories, name -> Optional.ofNullable(System.getenv(name)));
        return ApiResponse.json(
                200,
                JsonDocument.print(new TokenDocument(
                        secret.toString(),
                        last.flatMap(audit ->
                                TokenJson.of(audit.token(), audit.grant().map(GrantJson::of))),
                        last.map(AuditRecord::auditedAt).map(Timestamps::print),
                        given(settings.secretId()),
                        given(settings.jsonKey()),
                        form.needs().levels(),
                        FormJson.of(form),
                        RetirementJson.of(gate.known(secret), Optional.empty()))));
    }

    /** Tries the token of the vault, as a rotation would before its first write. */
    ApiResponse check(ApiRequest request) {
        var order = JsonBodyParser.read(request, Map.of(RotationResource.STAGE, JsonBodyParser.Type.TEXT));
        String stage = (String) order.getOrDefault(RotationResource.STAGE, TokenVersion.CURRENT.stage());
        var version = RotationResource.version(stage);
        RotationResource.requireTokenSecret(settings, "check the token with ccat pat check");
        var checked = rotations.check(version);
        var validation = checked.validation();
        String verdict = validation.isRefused() ? "refused" : validation.isDoubtful() ? "doubtful" : "good";
        LOG.infof(
                "a check of the token was requested by %s: it is %s",
                TokenRedactor.of(QuotedText.of(request.caller())), verdict);
        return ApiResponse.json(
                200,
                JsonDocument.print(new TokenCheckDocument(
                        secret.toString(),
                        stage,
                        checked.fingerprint().toString(),
                        verdict,
                        CheckJson.of(validation),
                        Optional.of(checked.refusals()).filter(some -> !some.isEmpty()),
                        obstacles(checked),
                        checked.unchecked(),
                        Optional.of(instructions.replaceToken()).filter(words -> checked.isWithAnotherOwner()))));
    }

    private static Optional<List<ObstacleJson>> obstacles(RotationService.CheckedToken checked) {
        return Optional.of(checked.obstacles().entrySet().stream()
                        .map(obstacle -> new ObstacleJson(obstacle.getKey().toString(), obstacle.getValue()))
                        .toList())
                .filter(some -> !some.isEmpty());
    }

    private static Optional<String> given(Optional<String> setting) {
        return setting.filter(text -> !text.isBlank());
    }
}
