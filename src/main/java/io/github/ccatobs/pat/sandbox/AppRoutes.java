package io.github.ccatobs.pat.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The requests of an App as itself, with a JWT: {@code GET /app}, {@code GET /orgs/{org}/installation} and {@code POST
 * /app/installations/{id}/access_tokens}. The JWT is verified as GitHub does: RS256 by the App's public key, issued in the past,
 * not over, and not for longer than ten minutes.
 */
final class AppRoutes {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration LONGEST_JWT = Duration.ofMinutes(10);
    private static final int MOST_REPOSITORIES = 500;
    private static final Pattern INSTALLATION_OF = Pattern.compile("/orgs/([^/]+)/installation");
    private static final Pattern TOKENS = Pattern.compile("/app/installations/(\\d{1,18})/access_tokens");
    private static final Pattern JWT = Pattern.compile("([\\w-]+)\\.([\\w-]+)\\.([\\w-]+)");
    private static final String SINCE = "2026-01-10T14:59:22Z";

    private final SandboxState state;
    private final AtomicLong minted = new AtomicLong();

    AppRoutes(SandboxState state) {
        this.state = state;
    }

    boolean answers(ReceivedRequest request) {
        String path = request.path();
        return path.equals("/app")
                || path.startsWith("/app/")
                || INSTALLATION_OF.matcher(path).matches();
    }

    SandboxResponse answer(ReceivedRequest request, String base) {
        SandboxApp app = verified(request);
        var tokens = TOKENS.matcher(request.path());
        if (tokens.matches() && request.method().equals("POST")) {
            return token(app, Long.parseLong(tokens.group(1)), request);
        }
        if (!request.method().equals("GET")) {
            throw ApiErrorException.notFound();
        }
        if (request.path().equals("/app")) {
            return SandboxResponse.json(200, described(app, base));
        }
        var installation = INSTALLATION_OF.matcher(request.path());
        if (!installation.matches()) {
            throw ApiErrorException.notFound();
        }
        return app.find(installation.group(1))
                .map(found -> SandboxResponse.json(200, described(found, base, request.at())))
                .orElseThrow(ApiErrorException::notFound);
    }

    private SandboxApp verified(ReceivedRequest request) {
        var jwt = JWT.matcher(request.credential().orElse(""));
        if (!jwt.matches()) {
            throw ApiErrorException.of(401, "A JSON web token could not be decoded");
        }
        JsonNode header = json(jwt.group(1));
        JsonNode claims = json(jwt.group(2));
        if (!header.path("alg").asText().equals("RS256")) {
            throw ApiErrorException.of(401, "A JSON web token could not be decoded");
        }
        SandboxApp app = state.findApp(claims.path("iss").asText())
                .orElseThrow(() -> ApiErrorException.of(404, "Integration not found"));
        if (!isSigned(jwt.group(1) + "." + jwt.group(2), decoded(jwt.group(3)), app)) {
            throw ApiErrorException.of(401, "A JSON web token could not be decoded");
        }
        checkTimes(claims, request.at());
        return app;
    }

    private static void checkTimes(JsonNode claims, Instant now) {
        JsonNode issued = claims.path("iat");
        JsonNode ends = claims.path("exp");
        if (!issued.isIntegralNumber() || Instant.ofEpochSecond(issued.asLong()).isAfter(now)) {
            throw ApiErrorException.of(
                    401,
                    "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
        }
        if (!ends.isIntegralNumber() || !Instant.ofEpochSecond(ends.asLong()).isAfter(now)) {
            throw ApiErrorException.of(
                    401,
                    "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the"
                            + " assertion expires");
        }
        if (Instant.ofEpochSecond(ends.asLong()).isAfter(now.plus(LONGEST_JWT))) {
            throw ApiErrorException.of(401, "'Expiration time' claim ('exp') is too far in the future");
        }
    }

    private static boolean isSigned(String message, byte[] signature, SandboxApp app) {
        try {
            var verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(app.key());
            verifier.update(message.getBytes(US_ASCII));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static JsonNode json(String part) {
        try {
            return Json.parse(new String(decoded(part), US_ASCII));
        } catch (JsonProcessingException e) {
            throw ApiErrorException.of(401, "A JSON web token could not be decoded");
        }
    }

    private static byte[] decoded(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw ApiErrorException.of(401, "A JSON web token could not be decoded");
        }
    }

    private SandboxResponse token(SandboxApp app, long id, ReceivedRequest request) {
        SandboxInstallation installation = app.find(id).orElseThrow(ApiErrorException::notFound);
        if (installation.isSuspendedAt(request.at())) {
            throw ApiErrorException.of(403, "This installation has been suspended");
        }
        JsonNode asked = body(request);
        Map<String, String> permissions = permissions(asked, installation);
        List<String> repositories = repositories(asked, installation);
        Instant end = request.at().plus(LIFE);
        String value = value(app);
        state.token(value)
                .ofInstallation(installation)
                .fineGrained(permissions.entrySet().stream()
                        .map(granted -> granted.getKey() + "=" + granted.getValue())
                        .toArray(String[]::new))
                .expiringAt(end);
        if (!repositories.isEmpty()) {
            state.token(value).onlySees(repositories.toArray(String[]::new));
        }
        ObjectNode answer = Json.object()
                .put("token", value)
                .put("expires_at", Json.time(end))
                .put(
                        "repository_selection",
                        installation.isSelective() || !repositories.isEmpty() ? "selected" : "all");
        permissions.forEach(answer.putObject("permissions")::put);
        return SandboxResponse.json(201, answer);
    }

    private static JsonNode body(ReceivedRequest request) {
        try {
            return request.body().isEmpty() ? Json.object() : Json.parse(request.body());
        } catch (JsonProcessingException e) {
            throw ApiErrorException.of(400, "Problems parsing JSON");
        }
    }

    private static Map<String, String> permissions(JsonNode asked, SandboxInstallation installation) {
        if (!asked.has("permissions")) {
            return installation.granted();
        }
        Map<String, String> wanted = new TreeMap<>();
        asked.path("permissions")
                .propertyStream()
                .forEach(member -> wanted.put(member.getKey(), member.getValue().asText()));
        boolean isGranted = wanted.entrySet().stream()
                .allMatch(permission -> SandboxToken.may(
                        installation.granted(),
                        permission.getKey(),
                        permission.getValue().equals("write")));
        if (!isGranted) {
            throw ApiErrorException.of(422, "The permissions requested are not granted to this installation.");
        }
        return wanted;
    }

    private List<String> repositories(JsonNode asked, SandboxInstallation installation) {
        List<String> names = asked.path("repositories")
                .valueStream()
                .map(name -> installation.organization() + "/" + name.asText())
                .toList();
        if (names.size() > MOST_REPOSITORIES) {
            throw ApiErrorException.of(422, "Too many repositories.");
        }
        boolean isReached = names.stream()
                .allMatch(name -> installation.reaches(name)
                        && state.findRepository(name)
                                .filter(repository -> !repository.isGone())
                                .isPresent());
        if (!isReached) {
            throw ApiErrorException.of(
                    422,
                    "There is at least one repository that does not exist or is not accessible to the parent"
                            + " installation.");
        }
        return names;
    }

    /** Of words, so that nothing takes it for a real one. */
    private String value(SandboxApp app) {
        String number = "%06d".formatted(minted.incrementAndGet());
        if (!app.isStateless()) {
            return "ghs_" + ("InstallationTokenOfTheSandbox" + "x".repeat(36)).substring(0, 30) + number;
        }
        String claims = ("TheClaimsOfAnInstallationTokenOfTheSandbox" + number + "x".repeat(300)).substring(0, 300);
        return "ghs_" + app.id() + "_" + "HeaderOfTheSandbox-36_characters-long" + "." + claims + "."
                + ("SignatureOfTheSandbox-" + "x".repeat(170)).substring(0, 170);
    }

    private static ObjectNode described(SandboxApp app, String base) {
        ObjectNode body = Json.object()
                .put("id", app.id())
                .put("client_id", app.clientId())
                .put("slug", app.slug())
                .put("node_id", Accounts.nodeId("Integration", app.id()))
                .put("name", app.slug())
                .putNull("description")
                .put("external_url", "https://example.com")
                .put("html_url", "https://github.com/apps/" + app.slug())
                .put("created_at", SINCE)
                .put("updated_at", SINCE);
        body.set("owner", Accounts.simple("ccatobs", "Organization", base));
        app.wanted().forEach(body.putObject("permissions")::put);
        body.putArray("events");
        return body;
    }

    private static ObjectNode described(SandboxInstallation installation, String base, Instant now) {
        String login = installation.organization();
        ObjectNode body = Json.object()
                .put("id", installation.id())
                .put("app_id", installation.app().id())
                .put("client_id", installation.app().clientId())
                .put("app_slug", installation.app().slug())
                .put("target_id", Accounts.id(login))
                .put("target_type", "Organization")
                .putNull("single_file_name")
                .put("repository_selection", installation.isSelective() ? "selected" : "all")
                .put("access_tokens_url", base + "/app/installations/" + installation.id() + "/access_tokens")
                .put(
                        "html_url",
                        "https://github.com/organizations/" + login + "/settings/installations/" + installation.id())
                .put("repositories_url", base + "/installation/repositories")
                .put("created_at", SINCE)
                .put("updated_at", SINCE)
                .putNull("suspended_by")
                .put(
                        "suspended_at",
                        installation.suspensionAt(now).map(Json::time).orElse(null));
        body.set("account", Accounts.simple(login, "Organization", base));
        installation.granted().forEach(body.putObject("permissions")::put);
        body.putArray("events");
        return body;
    }

    /** The repositories that the token of {@code request} reaches: {@code GET /installation/repositories}. */
    Optional<SandboxResponse> reached(SandboxRequest request) {
        return request.ofCaller(SandboxToken::installation)
                .flatMap(installation -> installation)
                .map(installation -> {
                    List<ObjectNode> seen = state.repositoriesOf(installation.organization()).stream()
                            .filter(repository -> request.caller()
                                    .filter(token -> token.covers(repository.fullName()))
                                    .isPresent())
                            .map(repository -> RepositoryJson.full(repository, request))
                            .toList();
                    PageRequest page = PageRequest.of(request.query());
                    return page.link(
                            SandboxResponse.json(200, Json.counted(seen.size(), "repositories", page.cut(seen))),
                            request.base() + "/installation/repositories",
                            seen.size());
                });
    }
}
