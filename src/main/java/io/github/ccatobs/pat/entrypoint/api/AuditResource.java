package io.github.ccatobs.pat.entrypoint.api;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.domain.ProblemKind;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.entrypoint.json.AuditRecordJson;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/** The operations on audits. */
@ApplicationScoped
class AuditResource {

    static final String LATEST = "/audits/latest";

    private static final Logger LOG = Logger.getLogger(AuditResource.class);

    private final AuditHistory history;
    private final SecretName secret;

    AuditResource(AuditHistory history, ActionsSecretSettings settings) {
        this.history = history;
        this.secret = new SecretName(settings.secret());
    }

    /** Whether the call began an audit, or one was under way. */
    record AuditStarted(String state) {}

    ApiResponse begin(ApiRequest request, JobLauncher jobs) {
        JsonBodyParser.read(request, Map.of());
        boolean begun = jobs.audit();
        LOG.infof(
                "an audit was requested by %s: it %s",
                TokenRedactor.of(QuotedText.of(request.caller())), begun ? "begins" : "is already running");
        return ApiResponse.json(begun ? 202 : 200, JsonDocument.print(new AuditStarted(begun ? "begun" : "running")))
                .with("location", LATEST);
    }

    ApiResponse latest() {
        return history.last(secret)
                .map(audit -> ApiResponse.json(200, JsonDocument.print(AuditRecordJson.of(audit))))
                .orElseThrow(() -> new Problem.ProblemException(Problem.of(
                        ProblemKind.NOT_FOUND, "there is no audit of " + secret + " yet: POST /audits begins one")));
    }
}
