package io.github.ccatobs.pat.entrypoint.api;

import io.github.ccatobs.pat.domain.Quoted;
import io.github.ccatobs.pat.domain.Redacted;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.RotationJson;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHistory;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationOffice;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.TokenVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** What can be asked of rotations. */
@ApplicationScoped
class RotationCalls {

    static final String PATH = "/rotations";

    private static final Logger LOG = Logger.getLogger(RotationCalls.class);
    private static final String STAGE = "stage";
    private static final String CONTINUE = "continueOnError";

    private final RotationOffice office;
    private final RotationHistory history;

    RotationCalls(RotationOffice office, RotationHistory history) {
        this.office = office;
        this.history = history;
    }

    /** The document of several. */
    record Listing(List<RotationJson> rotations) {}

    Response begin(Request request, Background background) {
        var order = JsonBody.read(request, members());
        var version = version((String) order.getOrDefault(STAGE, TokenVersion.CURRENT.stage()));
        var begun = office.begin(version, (boolean) order.getOrDefault(CONTINUE, false), request.caller());
        var head = begun.rotation().head();
        LOG.infof(
                "rotation %s was asked for by %s: it is %s%s",
                head.id(),
                Redacted.of(Quoted.of(request.caller())),
                begun.isNew() ? "new, " : "",
                RotationJson.of(head).state());
        if (begun.mustRun()) {
            background.rotate(head);
        }
        return Response.json(begun.isNew() ? 202 : 200, document(begun.rotation()))
                .with("location", PATH + "/" + head.id());
    }

    private static Map<String, JsonBody.Type> members() {
        Map<String, JsonBody.Type> members = new LinkedHashMap<>();
        members.put(STAGE, JsonBody.Type.TEXT);
        members.put(CONTINUE, JsonBody.Type.TRUTH);
        return members;
    }

    private static TokenVersion version(String stage) {
        if (Redacted.isNeeded(stage)) {
            throw Problem.Found.malformed("stage looks like a token: expected a label of Secrets Manager such as"
                    + " AWSCURRENT; a token is never taken here, and one that was sent is best revoked");
        }
        try {
            return new TokenVersion.Staged(stage);
        } catch (IllegalArgumentException none) {
            throw Problem.Found.malformed(String.valueOf(none.getMessage()));
        }
    }

    Response newest() {
        return Response.json(
                200,
                JsonDocument.print(new Listing(history.heads(RotationStore.MOST_LOOKED_AT).stream()
                        .map(RotationJson::of)
                        .toList())));
    }

    Response one(String id) {
        return parse(id)
                .flatMap(history::find)
                .map(entry -> Response.json(200, document(entry.rotation())))
                .orElseThrow(() -> new Problem.Found(
                        Problem.of(Problem.Kind.NOT_FOUND, "there is no such rotation; GET /rotations lists them")));
    }

    private static Optional<RotationId> parse(String id) {
        try {
            return Optional.of(new RotationId(id));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static String document(Rotation rotation) {
        return JsonDocument.print(RotationJson.of(new RotationReport(rotation, Set.of())));
    }
}
