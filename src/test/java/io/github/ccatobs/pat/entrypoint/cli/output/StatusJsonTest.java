package io.github.ccatobs.pat.entrypoint.cli.output;

import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.archived;
import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.missing;
import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.present;
import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.renamed;
import static io.github.ccatobs.pat.entrypoint.cli.output.Audits.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.FindingRules;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.TestTokens;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.audit.TokenStatus.Source;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.StatusJson;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
                   "remedy":"write the current token to each repository that does not hold it: run ccat pat rotate (--token-from exec where ccat.pat.token.exec prints it), or call POST /rotations where the token is in Secrets Manager"},
                  {"kind":"unreachable","repository":"acme/three","detail":"not found, or not visible to \\"GITHUB_TOKEN\\"",
                   "remedy":"give the credential access to the repository, or take it out of the graph"},
                  {"kind":"archived","repository":"acme/four",
                   "remedy":"take the repository out of the graph, or unarchive it"},
                  {"kind":"renamed","repository":"acme/four","detail":"renamed to acme/vier",
                   "remedy":"write today's name into the graph"}],
                 "credential":{"login":"ccat-bot","source":"GITHUB_TOKEN"},
                 "summary":{"present":2,"missing":1,"unreadable":1}}
                """).toString());
        ;
    }

    @Test
    void keepsTheTokenAndTheCredentialApart() throws Exception {
        var end = new TokenExpiry.At(Instant.parse("2027-01-15T12:00:00Z"));
        var fingerprint = Fingerprint.of(SecretValue.of("token-of-the-status-test"));
        var json = parsed(Audits.of(present("acme/one"))
                .with(TestTokens.of(new TokenStatus(
                        Optional.of("robot"), end, Optional.of(Source.ROTATION), Optional.of(fingerprint)))));
        assertThat(json.get("token")).isEqualTo(tree("""
                {"login":"robot","expiresAt":"2027-01-15T12:00:00Z","knownFrom":"rotation","fingerprint":"%s"}
                """.formatted(fingerprint)));
        assertThat(json.get("credential")).isEqualTo(tree("{\"login\":\"ccat-bot\",\"source\":\"GITHUB_TOKEN\"}"));
    }

    @Test
    void tellsNeverFromUnknown() throws Exception {
        var audit = Audits.of(present("acme/one"));
        var never = parsed(audit.with(TestTokens.ending(new TokenExpiry.Never())));
        assertThat(never.get("token"))
                .isEqualTo(tree("{\"login\":\"robot\",\"neverExpires\":true,\"knownFrom\":\"vault\"}"));
        var unknown = parsed(audit.with(TestTokens.ending(new TokenExpiry.Unknown())));
        assertThat(unknown.get("token")).isEqualTo(tree("{\"login\":\"robot\"}"));
    }

    @Test
    void leavesTheTokenOutWhenNothingIsKnownOfIt() throws Exception {
        var json = parsed(Audits.of(present("acme/one")));

        assertThat(json.has("token")).isFalse();
        assertThat(json.get("complete").booleanValue()).isTrue();
    }

    @Test
    void saysThatARepositoryMayBeAsItIs() throws Exception {
        var accepted = new Waiver("moves to another service", LocalDate.parse("2027-01-31"));
        var json = tree(JsonDocument.print(StatusJson.of(
                Audits.of(missing("acme/one"), missing("acme/two")),
                List.of(new OpenFinding(FindingKind.EXPIRING, Optional.empty(), Instant.EPOCH, "soon", false)),
                Map.of(RepositoryName.parse("acme/two"), accepted),
                List.of("one of them is odd"))));
        assertThat(json.get("findings").get(0).get("confirmed").booleanValue()).isFalse();
        assertThat(json.get("notes")).isEqualTo(tree("[\"one of them is odd\"]"));
        assertThat(json.get("repositories").get(0).has("accepted")).isFalse();
        assertThat(json.get("repositories").get(1).get("accepted"))
                .isEqualTo(tree("{\"until\":\"2027-01-31\",\"reason\":\"moves to another service\"}"));
        assertThat(json.get("summary").get("accepted").intValue()).isEqualTo(1);
    }

    private static JsonNode parsed(Audit audit) throws JsonProcessingException {
        return tree(JsonDocument.print(StatusJson.of(audit, FindingRules.judge(audit))));
    }

    private static JsonNode tree(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json);
    }
}
