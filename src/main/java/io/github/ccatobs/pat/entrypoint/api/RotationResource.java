package io.github.ccatobs.pat.entrypoint.api;

import io.github.ccatobs.pat.domain.ProblemKind;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.RotationJson;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHistory;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationService;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** The operations on rotations. */
@ApplicationScoped
class RotationResource {

    static final String PATH = "/rotations";

    private static final Logger LOG = Logger.getLogger(RotationResource.class);
    static final String STAGE = "stage";
    private static final String CONTINUE = "continueOnError";

    private final RotationService rotations;
    private final RotationHistory history;
    private final TokenSettings settings;

    RotationResource(RotationService rotations, RotationHistory history, TokenSettings settings) {
        this.rotations = rotations;
        this.history = history;
        this.settings = settings;
    }

    /** The document of several. */
    record RotationList(List<RotationJson> rotations) {}

    ApiResponse begin(ApiRequest request, JobLauncher jobs) {
        var order = JsonBodyParser.read(request, members());
        var version = version((String) order.getOrDefault(STAGE, TokenVersion.CURRENT.stage()));
        requireTokenSecret(settings, "hand the token out with ccat pat rotate");
        var startResult = rotations.begin(version, (boolean) order.getOrDefault(CONTINUE, false), request.caller());
        var head = startResult.rotation().head();
        LOG.infof(
                "rotation %s was requested by %s: it is %s%s",
                head.id(),
                TokenRedactor.of(QuotedText.of(request.caller())),
                startResult.isNew() ? "new, " : "",
                RotationJson.of(head).state());
        if (startResult.mustRun()) {
            jobs.rotate(head.id());
        }
        return ApiResponse.json(startResult.isNew() ? 202 : 200, document(startResult.rotation()))
                .with("location", PATH + "/" + head.id());
    }

    /** Nothing is asked of a vault that no setting names; {@code otherwise} is the command for that, as a clause. */
    static void requireTokenSecret(TokenSettings settings, String otherwise) {
        if (settings.secretId().filter(id -> !id.isBlank()).isEmpty()) {
            throw new Problem.ProblemException(Problem.of(
                    ProblemKind.NO_TOKEN_SECRET,
                    "ccat.pat.token.secret-id is not set, so there is nowhere to take the token from: set it, or "
                            + otherwise));
        }
    }

    private static Map<String, JsonBodyParser.Type> members() {
        Map<String, JsonBodyParser.Type> members = new LinkedHashMap<>();
        members.put(STAGE, JsonBodyParser.Type.TEXT);
        members.put(CONTINUE, JsonBodyParser.Type.TRUTH);
        return members;
    }

    /** The version under the label that a request names. */
    static TokenVersion version(String stage) {
        if (TokenRedactor.isNeeded(stage)) {
            throw Problem.ProblemException.malformed(
                    "stage looks like a token: expected a label of Secrets Manager, e.g."
                            + " AWSCURRENT; a token is never accepted here: revoke the one that was sent");
        }
        try {
            return new TokenVersion.Staged(stage);
        } catch (IllegalArgumentException e) {
            throw Problem.ProblemException.malformed(String.valueOf(e.getMessage()));
        }
    }

    ApiResponse newest() {
        return ApiResponse.json(
                200,
                JsonDocument.print(new RotationList(history.heads(RotationStore.SEARCH_LIMIT).stream()
                        .map(RotationJson::of)
                        .toList())));
    }

    ApiResponse one(String id) {
        return parse(id)
                .flatMap(history::find)
                .map(entry -> ApiResponse.json(200, document(entry.rotation())))
                .orElseThrow(() -> new Problem.ProblemException(
                        Problem.of(ProblemKind.NOT_FOUND, "there is no such rotation; GET /rotations lists them")));
    }

    private static Optional<RotationId> parse(String id) {
        try {
            return Optional.of(new RotationId(id));
        } catch (IllegalArgumentException ignored) {
            return Optional.empty();
        }
    }

    private static String document(Rotation rotation) {
        return JsonDocument.print(RotationJson.of(new RotationReport(rotation, Set.of())));
    }
}
