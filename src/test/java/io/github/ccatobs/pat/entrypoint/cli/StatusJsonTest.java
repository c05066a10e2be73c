package io.github.ccatobs.pat.entrypoint.cli;

import static io.github.ccatobs.pat.entrypoint.cli.Audits.archived;
import static io.github.ccatobs.pat.entrypoint.cli.Audits.missing;
import static io.github.ccatobs.pat.entrypoint.cli.Audits.present;
import static io.github.ccatobs.pat.entrypoint.cli.Audits.renamed;
import static io.github.ccatobs.pat.entrypoint.cli.Audits.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.StatusJson;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.github.TokenFacts;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusJsonTest {

    @Test
    void isTheDocumentedDocumentWithoutWhatIsAbsent() throws Exception {
        var audit = Audits.of(
                present("acme/one"),
                missing("acme/two"),
                unreadable("acme/three", "not found, or not visible to \"GITHUB_TOKEN\""),
                archived(renamed(present("acme/four"), "acme/vier")));

        assertThat(parsed(audit)).hasToString(tree("""
                {"secret":"GH_PAT",
                 "auditedAt":"2026-11-23T03:00:00Z",
                 "complete":false,
                 "repositories":[
                  {"repository":"acme/one","state":"present","updatedAt":"2026-02-21T22:17:45Z"},
                  {"repository":"acme/two","state":"missing"},
                  {"repository":"acme/three","state":"unreadable","reason":"not found, or not visible to \\"GITHUB_TOKEN\\""},
                  {"repository":"acme/four","state":"present","updatedAt":"2026-02-21T22:17:45Z","archived":true,
                   "renamedTo":"acme/vier"}],
                 "findings":[
                  {"kind":"missing","repository":"acme/two",
                   "remedy":"write the current token there again: run ccat pat rotate, or call POST /rotations"},
                  {"kind":"unreachable","repository":"acme/three","detail":"not found, or not visible to \\"GITHUB_TOKEN\\"",
                   "remedy":"give the credential access to the repository, or take it out of the graph"},
                  {"kind":"archived","repository":"acme/four",
                   "remedy":"take the repository out of the graph, or unarchive it"},
                  {"kind":"renamed","repository":"acme/four","detail":"renamed to acme/vier",
                   "remedy":"write today's name into the graph"}],
                 "token":{"login":"ccat-bot"},
                 "summary":{"present":2,"missing":1,"unreadable":1}}
                """).toString());
        ;
    }

    @Test
    void tellsWhenTheTokenExpires() throws Exception {
        var facts = new TokenFacts(
                new TokenExpiry.At(Instant.parse("2027-01-15T12:00:00Z")), Optional.empty(), Optional.empty());
        var audit = Audits.of(present("acme/one"));

        assertThat(parsed(new Audit(audit.secret(), audit.auditedAt(), audit.repositories(), Optional.empty(), facts))
                        .get("token"))
                .isEqualTo(tree("{\"expiresAt\":\"2027-01-15T12:00:00Z\"}"));
    }

    @Test
    void leavesTheTokenOutWhenNothingIsKnownOfIt() throws Exception {
        var audit = Audits.of(present("acme/one"));

        var json = parsed(
                new Audit(audit.secret(), audit.auditedAt(), audit.repositories(), Optional.empty(), Audits.UNKNOWN));

        assertThat(json.has("token")).isFalse();
        assertThat(json.get("complete").booleanValue()).isTrue();
    }

    private static JsonNode parsed(Audit audit) throws JsonProcessingException {
        return tree(JsonDocument.print(StatusJson.of(audit)));
    }

    private static JsonNode tree(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json);
    }
}
