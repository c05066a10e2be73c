package io.github.ccatobs.pat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.ccatobs.pat.github.GitHubClientContract;
import io.github.ccatobs.pat.github.TestApps;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apps in the sandbox, whose JWTs a library of others makes. */
class AppsTest extends SandboxTest {

    private static final KeyPair KEYS = TestApps.keys();
    private static final String CLIENT_ID = "Iv23liSandbox";

    private final SandboxInstallation installation = github.hasApp(CLIENT_ID, KEYS.getPublic())
            .requiring("secrets=write")
            .installedOn("acme")
            .granting("secrets=write", "organization_personal_access_tokens=read");

    @Test
    void answersAsGitHubDescribesIt() throws Exception {
        github.hasToken("github_pat_x").of("ada").fineGrained("secrets=write").expiringAt(START.plusSeconds(60));
        var app = new SandboxClient(github, jwt(JWSAlgorithm.RS256, -60, 540));

        assertThat(holds("GET", "/app", app.get("/app"))).isEqualTo(200);
        assertThat(holds("GET", "/orgs/acme/installation", app.get("/orgs/acme/installation")))
                .isEqualTo(200);
        var minted = app.send("POST", mints(), "{\"permissions\":{\"secrets\":\"read\"}}", Map.of());
        assertThat(holds("POST", mints(), minted)).isEqualTo(201);
        var any = new SandboxClient(
                github,
                SandboxClient.json(app.send("POST", mints(), "", Map.of()))
                        .path("token")
                        .asText());
        for (String path : List.of("/installation/repositories", "/orgs/acme/personal-access-tokens")) {
            assertThat(holds("GET", path, any.get(path))).isEqualTo(200);
        }
        assertThat(any.get("/user").statusCode()).isEqualTo(403);
    }

    @Test
    void aTokenEndsAfterAnHourOfTheSandboxsClock() throws Exception {
        var app = new SandboxClient(github, jwt(JWSAlgorithm.RS256, -60, 540));
        var minted = SandboxClient.json(app.send("POST", mints(), "", Map.of()));
        var installed = new SandboxClient(github, minted.path("token").asText());
        String path = "/repos/acme/web/actions/secrets";

        clock.move(Duration.ofMinutes(59));
        assertThat(installed.get(path).statusCode()).isEqualTo(200);
        clock.move(Duration.ofMinutes(1));
        assertThat(installed.get(path).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "RS256, 60, 540, 401",
        "RS256, -600, -1, 401",
        "RS256, -60, 660, 401",
        "RS512, -60, 540, 401",
        "RS256, -60, 540, 201",
        "RS256, -60, 600, 201",
    })
    void takesAJwtForTenMinutesAtMost(String algorithm, int issued, int ends, int status) throws Exception {
        var app = new SandboxClient(github, jwt(JWSAlgorithm.parse(algorithm), issued, ends));

        assertThat(app.send("POST", mints(), "", Map.of()).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"permissions":{"actions":"read"}} | 422
            {"repositories":["gone"]}          | 422
            {"repositories":["web"]}           | 201
            """)
    void givesNoMoreThanWasGranted(String body, int status) throws Exception {
        var app = new SandboxClient(github, jwt(JWSAlgorithm.RS256, -60, 540));

        assertThat(app.send("POST", mints(), body, Map.of()).statusCode()).isEqualTo(status);
        installation.suspended();
        assertThat(app.send("POST", mints(), body, Map.of()).statusCode()).isEqualTo(403);
    }

    private String mints() {
        return "/app/installations/" + installation.id() + "/access_tokens";
    }

    private static String jwt(JWSAlgorithm algorithm, int issued, int ends) throws Exception {
        Instant now = Instant.ofEpochSecond(START.getEpochSecond());
        var claims = new JWTClaimsSet.Builder()
                .issuer(CLIENT_ID)
                .issueTime(Date.from(now.plusSeconds(issued)))
                .expirationTime(Date.from(now.plusSeconds(ends)))
                .build();
        var jwt = new SignedJWT(new JWSHeader(algorithm), claims);
        jwt.sign(new RSASSASigner(KEYS.getPrivate()));
        return jwt.serialize();
    }

    private static int holds(String method, String path, HttpResponse<String> response) {
        GitHubClientContract.shared()
                .assertResponse(
                        method, path, response.statusCode(), response.headers().map(), response.body());
        return response.statusCode();
    }
}
