package io.github.ccatobs.pat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ccatobs.pat.sandbox.SecretHistory.SecretWrite;
import io.github.ccatobs.pat.seal.KeyPair;
import io.github.ccatobs.pat.seal.PublicKey;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class SecretsTest extends SandboxTest {

    private static final String SECRETS = "/repos/acme/web/actions/secrets";
    private static final String GH_PAT = SECRETS + "/GH_PAT";
    private static final Instant LONG_AGO = Instant.parse("2026-02-21T22:17:45.900Z");

    @Test
    void createsWith201UpdatesWith204AndHoldsThePlainValue() throws Exception {
        HttpResponse<String> created = ada.sets("acme/web", "GH_PAT", "first ✓");
        clock.move(Duration.ofMinutes(5));
        HttpResponse<String> updated = ada.sets("ACME/Web", "gh_pat", "second");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).isEqualTo("{}");
        assertThat(updated.statusCode()).isEqualTo(204);
        assertThat(updated.body()).isEmpty();
        assertThat(web.secret("GH_PAT")).hasValue("second");
        assertThat(web.history("GH_PAT"))
                .containsExactly(
                        new SecretWrite("first ✓", START),
                        new SecretWrite("second", START.plus(Duration.ofMinutes(5))));
    }

    @Test
    void listsNamesAndTimesInWholeSecondsAndNeverAValue() throws Exception {
        web.withSecret("ZED", "z", LONG_AGO).withSecret("GH_PAT", "hush", LONG_AGO);
        ada.sets("acme/web", "GH_PAT", "hush hush");

        assertThat(ada.get(SECRETS).body())
                .isEqualTo(
                        "{\"total_count\":2,\"secrets\":["
                                + "{\"name\":\"GH_PAT\",\"created_at\":\"2026-02-21T22:17:45Z\",\"updated_at\":\"2026-11-23T08:00:00Z\"},"
                                + "{\"name\":\"ZED\",\"created_at\":\"2026-02-21T22:17:45Z\",\"updated_at\":\"2026-02-21T22:17:45Z\"}]}");
        assertThat(ada.read(GH_PAT)).isEqualTo(ada.read(SECRETS).path("secrets").get(0));
    }

    @Test
    void listsNothingWhereThereIsNothing() throws Exception {
        web.withSecret("GH_PAT", "x", LONG_AGO).withoutSecret();

        assertThat(ada.get(SECRETS).body()).isEqualTo("{\"total_count\":0,\"secrets\":[]}");
        assertThat(ada.get(GH_PAT).statusCode()).isEqualTo(404);
    }

    @Test
    void pagesWithLinksThatLeadOn() throws Exception {
        IntStream.range(0, 65).forEach(i -> web.withSecret("S%02d".formatted(i), "x", LONG_AGO));

        HttpResponse<String> first = ada.get(SECRETS);
        String repository = github.url() + "/repositories/" + web.id() + "/actions/secrets";

        assertThat(SandboxClient.json(first).path("total_count").asInt()).isEqualTo(65);
        assertThat(SandboxClient.json(first).path("secrets")).hasSize(30);
        assertThat(first.headers().firstValue("link"))
                .hasValue("<" + repository + "?per_page=30&page=2>; rel=\"next\", <" + repository
                        + "?per_page=30&page=3>; rel=\"last\"");
        assertThat(ada.read(repository + "?per_page=30&page=3").path("secrets")).hasSize(5);
        assertThat(ada.get(SECRETS + "?per_page=30&page=3").headers().firstValue("link"))
                .hasValue("<" + repository + "?per_page=30&page=2>; rel=\"prev\", <" + repository
                        + "?per_page=30&page=1>; rel=\"first\"");
        assertThat(ada.get(SECRETS + "?per_page=100").headers().firstValue("link"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"per_page=1000, 65", "per_page=0, 30", "per_page=-1, 30", "per_page=x, 30", "page=0, 30", "page=99, 0"})
    void forgivesOddPages(String query, int shown) throws Exception {
        IntStream.range(0, 65).forEach(i -> web.withSecret("S" + i, "x", LONG_AGO));

        assertThat(ada.read(SECRETS + "?" + query).path("secrets")).hasSize(shown);
    }

    @Test
    void deletesOnce() throws Exception {
        web.withSecret("GH_PAT", "x", LONG_AGO);

        assertThat(ada.send("DELETE", GH_PAT, "", Map.of()).statusCode()).isEqualTo(204);
        assertThat(ada.send("DELETE", GH_PAT, "", Map.of()).statusCode()).isEqualTo(404);
        assertThat(web.secret("GH_PAT")).isEmpty();
        assertThat(ada.sets("acme/web", "GH_PAT", "again").statusCode()).isEqualTo(201);
    }

    @Test
    void givesOutTheSameKeyUntilItIsRotatedAndThenRefusesTheOldOne() throws Exception {
        PublicKey old = ada.publicKey("acme/web");
        assertThat(ada.publicKey("acme/web")).isEqualTo(old);

        web.rotatesItsKey();
        HttpResponse<String> stale = ada.put(GH_PAT, SandboxClient.sealed(old, "late"));

        assertThat(stale.statusCode()).isEqualTo(422);
        assertThat(SandboxClient.message(stale)).contains("improperly encrypted");
        assertThat(ada.publicKey("acme/web")).isNotEqualTo(old);
        assertThat(web.secret("GH_PAT")).isEmpty();
        assertThat(ada.sets("acme/web", "GH_PAT", "in time").statusCode()).isEqualTo(201);
    }

    @Test
    void everyRepositoryHasItsOwnKey() throws Exception {
        github.hasRepository("acme/api");

        assertThat(ada.publicKey("acme/api").base64())
                .isNotEqualTo(ada.publicKey("acme/web").base64());
        assertThat(ada.publicKey("acme/api").keyId())
                .isNotEqualTo(ada.publicKey("acme/web").keyId());
    }

    @Test
    void refusesWhatItCannotOpen() throws Exception {
        PublicKey key = ada.publicKey("acme/web");
        PublicKey others = KeyPair.generate(key.keyId()).publicKey();

        assertThat(ada.put(GH_PAT, SandboxClient.sealed(others, "x")).statusCode())
                .isEqualTo(422);
        assertThat(ada.put(GH_PAT, SandboxClient.body("AAAA", key.keyId())).statusCode())
                .isEqualTo(422);
        assertThat(web.history("GH_PAT")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                             | 400 | Problems parsing JSON",
                "[]                                            | 422 | is not an object",
                "{}                                            | 422 | \"encrypted_value\", \"key_id\" weren't supplied.",
                "{\"encrypted_value\":\"AAAA\"}                | 422 | \"key_id\" wasn't supplied.",
                "{\"encrypted_value\":7,\"key_id\":\"1\"}      | 422 | properties/encrypted_value",
                "{\"encrypted_value\":\"AAAA\",\"key_id\":1}   | 422 | properties/key_id",
                "{\"encrypted_value\":\"A-_A\",\"key_id\":\"1\"} | 422 | does not match",
                "{\"encrypted_value\":\"AAA\",\"key_id\":\"1\"}  | 422 | does not match",
                "{\"encrypted_value\":\"\",\"key_id\":\"1\"}   | 422 | does not match"
            })
    void refusesAMalformedBody(String body, int status, String reason) throws Exception {
        HttpResponse<String> response = ada.put(GH_PAT, body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(SandboxClient.message(response)).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GITHUB_TOKEN", "github_x", "1ST", "A-B", "A%20B", "%C3%9C", "a%2Fb"})
    void refusesAForbiddenName(String name) throws Exception {
        HttpResponse<String> response = ada.sets("acme/web", name, "x");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(SandboxClient.message(response)).startsWith("Failed to add secret. Secret names");
    }

    @Test
    void takes48KilobytesAndNotAByteMore() throws Exception {
        assertThat(ada.sets("acme/web", "BIG", "x".repeat(48 * 1024)).statusCode())
                .isEqualTo(201);
        assertThat(ada.sets("acme/web", "BIG", "x".repeat(48 * 1024 + 1)).statusCode())
                .isEqualTo(422);
        assertThat(web.history("BIG")).hasSize(1);
    }

    @Test
    void holdsAHundredSecretsAndNotOneMore() throws Exception {
        IntStream.range(0, 100).forEach(i -> web.withSecret("S" + i, "x", LONG_AGO));

        assertThat(ada.sets("acme/web", "ONE_MORE", "x").statusCode()).isEqualTo(422);
        assertThat(ada.sets("acme/web", "S7", "new").statusCode()).isEqualTo(204);
        assertThat(ada.read(SECRETS + "?per_page=100").path("secrets")).hasSize(100);
    }

    @Test
    void showsWritesLateWhenToldTo() throws Exception {
        web.withSecret("GH_PAT", "old", LONG_AGO);
        github.showsWritesAfter(Duration.ofSeconds(20));

        ada.sets("acme/web", "GH_PAT", "new");
        ada.sets("acme/web", "FRESH", "new");

        assertThat(web.secret("GH_PAT")).hasValue("new");
        assertThat(updated(ada.read(GH_PAT))).isEqualTo("2026-02-21T22:17:45Z");
        assertThat(ada.read(SECRETS).path("total_count").asInt()).isEqualTo(1);
        clock.move(Duration.ofSeconds(20));
        assertThat(updated(ada.read(GH_PAT))).isEqualTo("2026-11-23T08:00:00Z");
        assertThat(ada.read(SECRETS).path("total_count").asInt()).isEqualTo(2);
    }

    @Test
    void keepsTheStoresApart() throws Exception {
        web.withDependabotSecret("GH_PAT", "for dependabot", LONG_AGO)
                .withEnvironmentSecret("production eu", "GH_PAT", "for production", LONG_AGO);

        assertThat(ada.read(SECRETS).path("total_count").asInt()).isZero();
        assertThat(ada.read("/repos/acme/web/dependabot/secrets")
                        .path("total_count")
                        .asInt())
                .isEqualTo(1);
        assertThat(ada.read("/repos/acme/web/environments")
                        .path("environments")
                        .get(0)
                        .path("name")
                        .asText())
                .isEqualTo("production eu");
        assertThat(ada.read("/repos/acme/web/environments/production%20eu/secrets")
                        .path("total_count")
                        .asInt())
                .isEqualTo(1);
        assertThat(ada.get("/repos/acme/web/environments/none/secrets").statusCode())
                .isEqualTo(404);
        assertThat(ada.read("/repos/acme/web/dependabot/secrets/public-key")
                        .path("key_id")
                        .asText())
                .isNotEqualTo(ada.publicKey("acme/web").keyId());
    }

    @ParameterizedTest
    @CsvSource({"../x, ..%2Fx", "a/b, a%2Fb", "prod%2f, prod%252f", "a+b c, a%2Bb%20c", "日本, %E6%97%A5%E6%9C%AC"})
    void findsAnEnvironmentWhateverItsName(String name, String encoded) throws Exception {
        web.withEnvironmentSecret(name, "ONE", "x", LONG_AGO).withEnvironmentSecret(name, "TWO", "x", LONG_AGO);
        String path = "/repos/acme/web/environments/" + encoded + "/secrets";

        assertThat(ada.read(path).path("total_count").asInt()).isEqualTo(2);
        String next = ada.get(path + "?per_page=1").headers().firstValue("link").orElseThrow();
        assertThat(next).startsWith("<" + github.url() + "/repositories/" + web.id() + "/environments/" + encoded);
        assertThat(ada.read("/repos/acme/web/environments")
                        .path("environments")
                        .get(0)
                        .path("url")
                        .asText())
                .endsWith("/environments/" + encoded);
    }

    @Test
    void setsADependabotSecret() throws Exception {
        JsonNode key = ada.read("/repos/acme/web/dependabot/secrets/public-key");
        var publicKey =
                new PublicKey(key.path("key_id").asText(), key.path("key").asText());

        HttpResponse<String> response =
                ada.put("/repos/acme/web/dependabot/secrets/GH_PAT", SandboxClient.sealed(publicKey, "for dependabot"));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(web.dependabotSecret("GH_PAT")).hasValue("for dependabot");
        assertThat(web.secret("GH_PAT")).isEmpty();
    }

    @Test
    void answersHeadWithoutABodyAndOtherVerbsWith404() throws Exception {
        HttpResponse<String> head = ada.send("HEAD", SECRETS, "", Map.of());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(ada.send("POST", SECRETS, "{}", Map.of()).statusCode()).isEqualTo(404);
        assertThat(ada.send("PATCH", GH_PAT, "{}", Map.of()).statusCode()).isEqualTo(404);
        assertThat(ada.get(GH_PAT + "/deeper").statusCode()).isEqualTo(404);
    }

    private static String updated(JsonNode secret) {
        return secret.path("updated_at").asText();
    }
}
