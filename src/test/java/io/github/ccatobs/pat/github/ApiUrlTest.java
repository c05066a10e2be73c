package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com, https://api.github.com",
        "https://api.github.com/, https://api.github.com",
        "'  https://api.github.com//\n', https://api.github.com",
        "HTTPS://API.GITHUB.COM, HTTPS://API.GITHUB.COM",
        "https://ghe.example/api/v3/, https://ghe.example/api/v3",
        "https://ghe.example:8443/api/v3, https://ghe.example:8443/api/v3",
        "https://[2001:db8::1]/api/v3, https://[2001:db8::1]/api/v3",
        "http://localhost:8080, http://localhost:8080",
        "http://LocalHost, http://LocalHost",
        "http://github.localhost:8080/api/v3, http://github.localhost:8080/api/v3",
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "http://127.255.255.254, http://127.255.255.254",
        "http://[::1]:8080, http://[::1]:8080",
    })
    void acceptsWhereACredentialMayGo(String text, String base) {
        assertThat(ApiUrl.parse(text)).hasToString(base);
    }

    @ParameterizedTest
    @CsvSource({
        "http://api.github.com",
        "http://localhost.evil.com",
        "http://127.0.0.1.evil.com",
        "http://127.0.0.999",
        "http://127.1",
        "http://2130706433",
        "http://evillocalhost",
        "http://localhost.",
        "http://.localhost",
        "http://[2001:db8::1]",
        "http://[::ffff:127.0.0.1]",
        "http://0.0.0.0",
        "http://192.168.0.1",
        "https://",
        "https:///api/v3",
        "https://api.github.com:0",
        "https://api.github.com:65536",
        "https://api.github.com:99999999999",
        "https://api.github.com/../api",
        "https://api.github.com/./v3",
        "https://api.github.com//v3",
        "https://api.github.com/api/..",
        "https://api.github.com/{x}",
        "https://api github.com",
        "https://api.github.com\\@evil.com",
        "ftp://api.github.com",
        "file:///etc/passwd",
        "jar:https://api.github.com!/",
        "//api.github.com",
    })
    void refusesWhereACredentialMustNotGo(String text) {
        assertThatThrownBy(() -> ApiUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("GITHUB_API_URL is ")
                .hasMessageEndingWith(
                        ": expected https://HOST[/api/v3], or http:// for localhost, a loopback address or *.localhost");
    }

    @ParameterizedTest
    @CsvSource({
        "https://hunter2@api.github.com, ...@api.github.com",
        "https://user:hunter2@api.github.com/, ...@api.github.com",
        "https://user:hun@ter2@api.github.com, ...@api.github.com",
        "https://user:hunter2@api github.com, ...@api github.com",
        "https://@api.github.com, ...@api.github.com",
        "https://api.github.com?token=hunter2, https://api.github.com?...",
        "https://api.github.com/#hunter2, https://api.github.com/?...",
        "https://user:hunter2@h?t=hunter2#hunter2, ...@h?...",
    })
    void refusesAPasswordWithoutRepeatingIt(String text, String shown) {
        assertThatThrownBy(() -> ApiUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("GITHUB_API_URL is '" + shown + "': expected")
                .satisfies(refusal -> assertThat(whole(refusal)).doesNotContain("hunter2", "hun@", "ter2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ghp_hunter2", "", " ", "api.github.com", "github_pat_hunter2:x", "\u0000", "https:hunter2"})
    void refusesWhatMayBeATokenWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> ApiUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("GITHUB_API_URL is not an address: expected")
                .satisfies(refusal -> assertThat(whole(refusal)).doesNotContain("hunter2"));
    }

    @Test
    void cannotBeMadeOfAnAddressThatIsNotAcceptable() {
        var address = URI.create("http://user:hunter2@evil.example");

        assertThatThrownBy(() -> new ApiUrl(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("GITHUB_API_URL is '...@evil.example'");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com/repositories/1, true",
        "https://API.github.com:443/x, true",
        "https://api.github.com, true",
        "http://api.github.com/x, false",
        "http://api.github.com:443/x, false",
        "https://api.github.com:444/x, false",
        "https://api.github.com.evil.com/x, false",
        "https://evil.com/api.github.com, false",
        "https://user@api.github.com/x, false",
        "https://api.github.com@evil.com/x, false",
        "https://@api.github.com/x, false",
        "/repositories/1, false",
        "mailto:api.github.com, false",
    })
    void knowsItsOwnHost(URI other, boolean same) {
        assertThat(ApiUrl.parse("https://api.github.com").isSameHost(other)).isEqualTo(same);
    }

    @Test
    void knowsTheDefaultPortOfHttp() {
        assertThat(ApiUrl.parse("http://localhost").isSameHost(URI.create("http://localhost:80/x")))
                .isTrue();
    }

    private static String whole(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
