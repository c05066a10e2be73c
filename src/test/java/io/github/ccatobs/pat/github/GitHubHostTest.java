package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ccatobs.pat.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which GitHub is called, and where its pages are. */
class GitHubHostTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GH_TOKEN=x                                                                               | https://api.github.com            | https://github.com
            GH_HOST=github.com                                                                       | https://api.github.com            | https://github.com
            GH_HOST=www.GitHub.com                                                                   | https://api.github.com            | https://github.com
            GH_HOST=GHE.acme.com                                                                     | https://ghe.acme.com/api/v3       | https://ghe.acme.com
            GH_HOST=ghe.acme.com:8443                                                                | https://ghe.acme.com:8443/api/v3  | https://ghe.acme.com:8443
            GH_HOST=acme.ghe.com                                                                     | https://api.acme.ghe.com          | https://acme.ghe.com
            GH_HOST=api.acme.ghe.com                                                                 | https://api.acme.ghe.com          | https://acme.ghe.com
            GH_HOST=evilghe.com                                                                      | https://evilghe.com/api/v3        | https://evilghe.com
            GH_HOST=github.com.acme.com                                                              | https://github.com.acme.com/api/v3| https://github.com.acme.com
            GITHUB_SERVER_URL=https://ghe.acme.com/                                                  | https://ghe.acme.com/api/v3       | https://ghe.acme.com
            GITHUB_SERVER_URL=https://github.com GH_HOST=ghe.acme.com api=https://api.github.com     | https://ghe.acme.com/api/v3       | https://ghe.acme.com
            GITHUB_SERVER_URL=https://ghe.a.com GH_HOST=ghe.b.com api=https://ghe.a.com/api/v3       | https://ghe.b.com/api/v3          | https://ghe.b.com
            GITHUB_SERVER_URL=https://ghe.a.com api=https://ghe.a.com/api/v3                         | https://ghe.a.com/api/v3          | https://ghe.a.com
            GH_HOST=ghe.a.com api=https://ghe.a.com/gateway/api/v3                                   | https://ghe.a.com/gateway/api/v3  | https://ghe.a.com
            GH_HOST=ghe.a.com api=http://127.0.0.1:8080                                              | http://127.0.0.1:8080             | https://github.com
            api=https://ghe.a.com:8443/api/v3                                                        | https://ghe.a.com:8443/api/v3     | https://ghe.a.com:8443
            """)
    void isNamedAsGhAndActionsNameIt(String variables, String api, String pages) {
        assertThat(found(variables)).hasToString(api);
        assertThat(found(variables).webPages()).isEqualTo(pages);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GH_HOST=https://ghe.acme.com",
                "GH_HOST=ghe.acme.com/api",
                "GH_HOST=user@ghe.acme.com",
                "GH_HOST=ghe.acme.com:99999",
                "GITHUB_SERVER_URL=ghe.acme.com",
                "GITHUB_SERVER_URL=http://ghe.acme.com",
                "GITHUB_SERVER_URL=https://user:hidden@ghe.acme.com",
                "GITHUB_SERVER_URL=https://ghe.acme.com/api/v3"
            })
    void isRefusedWhereNoCredentialMayGo(String variable) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> found(variable))
                .withMessageStartingWith(variable.replaceFirst("=.*", " is "))
                .withMessageContaining(": expected ")
                .withMessageNotContaining("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " GITHUB_SERVER_URL=https://github.com"})
    void isRefusedWhenTwoContradict(String more) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> found("GH_HOST=ghe.a.com api=https://ghe.b.com/api/v3" + more))
                .withMessage(
                        "GITHUB_API_URL is https://ghe.b.com/api/v3, but GH_HOST is ghe.a.com: unset one of them; a"
                                + " token for one host is never sent to another");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com, false",
        "https://api.acme.ghe.com, false",
        "https://ghe.acme.com/api/v3, false",
        "https://ghe.acme.com, true",
        "https://github.com, true",
        "https://ghe.acme.com/api, true"
    })
    void hintsAtApiV3(String api, boolean isHinted) {
        assertThat(ApiUrl.parse(api).hint().isPresent()).isEqualTo(isHinted);
    }

    private static ApiUrl found(String variables) {
        Map<String, String> environment = Stream.of(variables.strip().split(" +"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        var settings = Settings.of(
                GitHubSettings.class,
                Optional.ofNullable(environment.get("api"))
                        .map(api -> Map.of("ccat.pat.github.api-url", api))
                        .orElse(Map.of()));
        return ApiUrl.of(settings, name -> Optional.ofNullable(environment.get(name)));
    }
}
