package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.SecretValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * The JSON Web Token with which a GitHub App says who it is. It begins a minute ago, for a clock of GitHub's that is behind, and
 * ends in nine minutes of the ten that GitHub allows.
 *
 * @see <a href="https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app">Generating
 *     a JSON Web Token for a GitHub App</a>
 */
final class AppJwt {

    private static final Duration BEFORE = Duration.ofMinutes(1);
    private static final Duration AFTER = Duration.ofMinutes(9);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    /** The same for every App, and the start of every JWT that is made here. */
    static final String HEADER = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");

    private AppJwt() {}

    /** Makes one at {@code now} by GitHub's clock. */
    static SecretValue make(GitHubApp app, JwtSigner signer, Instant now) {
        String claims = "{\"iat\":%d,\"exp\":%d,\"iss\":\"%s\"}"
                .formatted(now.minus(BEFORE).getEpochSecond(), now.plus(AFTER).getEpochSecond(), app.clientId());
        String message = HEADER + "." + encoded(claims);
        byte[] signature = signer.sign(message.getBytes(StandardCharsets.US_ASCII));
        return SecretValue.of(message + "." + BASE64.encodeToString(signature));
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }
}
