package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.cli.output.RefusalJson;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.RotationJson;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationEstimate;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationRequest;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.TestHeaders;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TokenVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names, their order, and what is left out: other programs read this. */
class RotationJsonTest {

    private static final SecretValue TOKEN = SecretValue.of("abc");
    private static final String FINGERPRINT = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
    private static final Instant START = Instant.parse("2026-11-23T08:45:12.345Z");
    private static final Instant LATER = Instant.parse("2026-11-23T08:46:00.999Z");

    @Test
    void isTheDocumentedDocumentOfARotation() throws Exception {
        Map<RepositoryName, Outcome> outcomes = new LinkedHashMap<>();
        outcomes.put(name("one"), new Outcome.Updated(START, 1, true));
        outcomes.put(name("two"), new Outcome.Updated(LATER, 2, false));
        outcomes.put(name("three"), new Outcome.Failed(LATER, 1, "the repository is archived (403)"));
        outcomes.put(name("four"), new Outcome.Pending(0));
        var plan = new RotationEstimate(3, 7, 19, Duration.ofMillis(47_500), START.plusMillis(47_500));
        var head = TestHeaders.withAnotherOwner(TestHeaders.begunWith(
                TokenVersion.PENDING,
                head(RotationState.WAITING, Optional.of(LATER), Optional.of(START), Optional.of("slow down"), true)
                        .withPlan(Optional.of(plan))));

        assertThat(printed(RotationJson.of(new RotationReport(new Rotation(head, outcomes), Set.of(name("one"))))))
                .isEqualTo(compact("""
                        {"id":"20261123-084512-k3f9",
                         "state":"waiting",
                         "secret":"GH_PAT",
                         "fingerprint":"%s",
                         "startedAt":"2026-11-23T08:45:12Z",
                         "startedBy":"ada@laptop",
                         "finishedAt":"2026-11-23T08:46:00Z",
                         "waitUntil":"2026-11-23T08:45:12Z",
                         "reason":"slow down",
                         "stage":"AWSPENDING",
                         "continueOnError":true,
                         "needsNewToken":true,
                         "plan":{"calls":7,"points":19,"seconds":47.5,"end":"2026-11-23T08:45:59Z","took":48.654},
                         "repositories":[
                          {"repository":"acme/one","outcome":"already","verified":true,"at":"2026-11-23T08:45:12Z",
                           "attempts":1},
                          {"repository":"acme/two","outcome":"updated","verified":false,"at":"2026-11-23T08:46:00Z",
                           "attempts":2},
                          {"repository":"acme/three","outcome":"failed","at":"2026-11-23T08:46:00Z","attempts":1,
                           "reason":"the repository is archived (403)"},
                          {"repository":"acme/four","outcome":"pending","attempts":0}],
                         "summary":{"updated":1,"already":1,"failed":1,"pending":1}}
                        """.formatted(FINGERPRINT)));
    }

    @Test
    void leavesOutOfAListedRotationWhatIsAbsent() throws Exception {
        var head = head(RotationState.RUNNING, Optional.empty(), Optional.empty(), Optional.empty(), false);

        assertThat(printed(RotationJson.of(head))).isEqualTo(compact("""
                {"id":"20261123-084512-k3f9","state":"running","secret":"GH_PAT","fingerprint":"%s",
                 "startedAt":"2026-11-23T08:45:12Z","startedBy":"ada@laptop"}
                """.formatted(FINGERPRINT)));
    }

    @Test
    void tellsARefusalInTheSameWordsWithoutWhatWasNeverBegun() throws Exception {
        var request = new RotationRequest(
                new SecretName("GH_PAT"),
                new ReceivedToken(TOKEN, "the prompt", Optional.empty()),
                List.of(name("one"), name("two")),
                "ada@laptop",
                RotationRequest.RotationOptions.NONE);

        assertThat(printed(RefusalJson.of(
                        request, "some repositories cannot be written", Map.of(name("two"), "gone"), Optional.empty())))
                .isEqualTo(compact("""
                        {"state":"refused","secret":"GH_PAT","fingerprint":"%s","startedBy":"ada@laptop",
                         "reason":"some repositories cannot be written",
                         "repositories":[
                          {"repository":"acme/one","outcome":"pending","attempts":0},
                          {"repository":"acme/two","outcome":"pending","attempts":0,"reason":"gone"}],
                         "summary":{"updated":0,"already":0,"failed":0,"pending":2}}
                        """.formatted(FINGERPRINT)));
    }

    private static RotationHeader head(
            RotationState state,
            Optional<Instant> finishedAt,
            Optional<Instant> waitUntil,
            Optional<String> reason,
            boolean continueOnError) {
        return new RotationHeader(
                new RotationId("20261123-084512-k3f9"),
                state,
                new SecretName("GH_PAT"),
                Fingerprint.of(TOKEN),
                new TokenExpiry.Unknown(),
                Optional.empty(),
                START,
                "ada@laptop",
                finishedAt,
                waitUntil,
                reason,
                continueOnError);
    }

    private static RepositoryName name(String name) {
        return new RepositoryName("acme", name);
    }

    private static String printed(Object document) throws JsonProcessingException {
        return compact(JsonDocument.print(document));
    }

    /** One line, members in their order. */
    private static String compact(String json) throws JsonProcessingException {
        JsonNode tree = new ObjectMapper().readTree(json);
        return tree.toString();
    }
}
