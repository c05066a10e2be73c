package io.github.ccatobs.pat.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.ScenarioMappingBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Our client and a GitHub that answers as a test wants, with sockets between them and a clock that only pauses move.
 * After each test: what was sent, and every answer that is not broken on purpose, is as GitHub describes it, and the
 * credential is nowhere to be read.
 */
abstract class GitHubClientTestBase {

    static final String TOKEN = "ghp_OnlyForTheseTestsAndNobodyElse012345";
    static final RepositoryName WEB = RepositoryName.parse("acme/web");
    static final String SECRETS = "/repos/acme/web/actions/secrets";
    /** A body that reads back to us what we sent, as a hostile or a debugging server might. */
    static final String ECHO = "{\"message\":\"Authorization: Bearer " + TOKEN + "\"}";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().containerThreads(60))
            .build();

    @RegisterExtension
    final SecretLeakCheck everything = new SecretLeakCheck(TOKEN);

    final MutableClock time = new MutableClock();
    private final List<GitHubClient> opened = new ArrayList<>();

    @AfterEach
    void holdsTheContract() {
        opened.forEach(github -> everything.record(github.tokenMetadata() + " " + github.credentialSource()));
        var events = SERVER.getAllServeEvents();
        if (!events.isEmpty()) {
            GitHubClientContract.shared().assertHolds(events);
        }
        for (ServeEvent event : events) {
            assertThat(event.getRequest().header("Authorization").values()).containsExactly("Bearer " + TOKEN);
        }
    }

    /** GitHub as it is opened in production, but for time and chance. */
    final GitHubClient github() {
        return github(TestSettings.defaults(), Duration.ofMinutes(15));
    }

    final GitHubClient github(GitHubSettings settings, Duration budget) {
        return github(settings, budget, SERVER.baseUrl());
    }

    final GitHubClient github(GitHubSettings settings, Duration budget, String apiUrl) {
        var factory = connector(settings);
        opened(factory);
        var github = factory.connect(credential(), TimeBudget.of(budget, time), ApiUrl.parse(apiUrl));
        opened.add(github);
        return github;
    }

    final GitHubClientFactory connector(GitHubSettings settings) {
        return new GitHubClientFactory(settings, "0.1.0", time, time.pause(), new LongestJitter());
    }

    /** Before a client is opened. */
    void opened(GitHubClientFactory factory) {}

    static Credential credential() {
        return new TokenCredential(SecretValue.of(TOKEN), "GITHUB_TOKEN");
    }

    /** The failure of {@code call}. */
    final <X extends Throwable> X failure(Class<X> kind, Runnable call) {
        X failure = catchThrowableOfType(kind, call::run);
        assertThat(failure).as("nothing was thrown").isNotNull();
        everything.record(failure);
        return failure;
    }

    /** Whatever was sent, in order: method and URL. */
    static List<String> sent() {
        return SERVER.getAllServeEvents().reversed().stream()
                .map(event -> event.getRequest().getMethod() + " "
                        + event.getRequest().getUrl())
                .toList();
    }

    static void answer(String path, ResponseDefinitionBuilder answer) {
        SERVER.stubFor(get(urlPathEqualTo(path)).willReturn(answer));
    }

    /** Answers in turn; the last stays. */
    static void answerInTurn(String path, ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            ScenarioMappingBuilder stub = get(urlPathEqualTo(path))
                    .inScenario(path)
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "answer " + i);
            stub.willReturn(answers[i]);
            SERVER.stubFor(i + 1 < answers.length ? stub.willSetStateTo("answer " + (i + 1)) : stub);
        }
    }

    static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json; charset=utf-8")
                .withBody(body);
    }

    static ResponseDefinitionBuilder refusal(int status, String message) {
        return json(status, "{\"message\":\"" + message + "\",\"documentation_url\":\"https://docs.github.com/rest\"}");
    }

    static ResponseDefinitionBuilder hostile(ResponseDefinitionBuilder answer) {
        return answer.withTransformerParameter(GitHubClientContract.HOSTILE, true);
    }

    static ResponseDefinitionBuilder redirect(int status, String location) {
        return json(
                        status,
                        "{\"message\":\"Moved Permanently\",\"url\":\"https://api.github.com/repositories/42\","
                                + "\"documentation_url\":\"https://docs.github.com/v3/#http-redirects\"}")
                .withHeader("Location", location);
    }

    static ResponseDefinitionBuilder listing(long total, String... names) {
        return json(200, "{\"total_count\":" + total + ",\"secrets\":[" + String.join(",", secrets(names)) + "]}");
    }

    static ResponseDefinitionBuilder listing(String... names) {
        return listing(names.length, names);
    }

    private static List<String> secrets(String... names) {
        return Stream.of(names)
                .map(name -> "{\"name\":\"" + name
                        + "\",\"created_at\":\"2026-01-10T14:59:22Z\",\"updated_at\":\"2026-02-21T22:17:45Z\"}")
                .toList();
    }

    static ResponseDefinitionBuilder user() {
        return user("robot");
    }

    static ResponseDefinitionBuilder user(String login) {
        var user = GitHubClientContract.shared().example("GET", "/user", 200);
        ((ObjectNode) user).put("login", login);
        return json(200, user.toString());
    }

    static ResponseDefinitionBuilder repository(String fullName) {
        var repository = (ObjectNode) GitHubClientContract.shared().example("GET", "/repos/acme/web", 200);
        return json(
                200,
                repository
                        .put("full_name", fullName)
                        .put("archived", true)
                        .put("disabled", false)
                        .toString());
    }

    /** Always the longest wait that full jitter allows, so that waits can be told. */
    private static final class LongestJitter implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
