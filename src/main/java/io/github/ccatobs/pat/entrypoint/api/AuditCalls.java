package io.github.ccatobs.pat.entrypoint.api;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.domain.Quoted;
import io.github.ccatobs.pat.domain.Redacted;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.json.AuditRecordJson;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.github.SecretSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/** What can be asked of audits. */
@ApplicationScoped
class AuditCalls {

    static final String LATEST = "/audits/latest";

    private static final Logger LOG = Logger.getLogger(AuditCalls.class);

    private final AuditHistory history;
    private final SecretName secret;

    AuditCalls(AuditHistory history, SecretSettings settings) {
        this.history = history;
        this.secret = new SecretName(settings.secret());
    }

    /** Whether the call began an audit, or one was under way. */
    record Started(String state) {}

    Response begin(Request request, Background background) {
        JsonBody.read(request, Map.of());
        boolean begun = background.audit();
        LOG.infof(
                "an audit was asked for by %s: it %s",
                Redacted.of(Quoted.of(request.caller())), begun ? "begins" : "runs already");
        return Response.json(begun ? 202 : 200, JsonDocument.print(new Started(begun ? "begun" : "running")))
                .with("location", LATEST);
    }

    Response latest() {
        return history.last(secret)
                .map(audit -> Response.json(200, JsonDocument.print(AuditRecordJson.of(audit))))
                .orElseThrow(() -> new Problem.Found(Problem.of(
                        Problem.Kind.NOT_FOUND, "there is no audit of " + secret + " yet: POST /audits begins one")));
    }
}
