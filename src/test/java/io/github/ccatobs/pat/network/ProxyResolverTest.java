package io.github.ccatobs.pat.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ccatobs.pat.domain.KnownSecrets;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyResolverTest {

    private static final String API = "https://api.github.com";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://api.github.com        | HTTPS_PROXY=http://big:1                                | big:1
            https://api.github.com        | https_proxy=http://small:1 HTTPS_PROXY=http://big:1     | small:1
            https://api.github.com        | https_proxy= HTTPS_PROXY=http://big:1                   | big:1
            https://api.github.com        | ALL_PROXY=all:1                                         | all:1
            https://api.github.com        | all_proxy=small:1 ALL_PROXY=all:1                       | small:1
            https://api.github.com        | HTTPS_PROXY=big:1 all_proxy=all:1                       | big:1
            https://api.github.com        | HTTP_PROXY=big:1 http_proxy=small:1                     |
            http://aws.example.test       | HTTP_PROXY=big:1 HTTPS_PROXY=other:1                    | big:1
            http://aws.example.test       | HTTP_PROXY=big:1 REQUEST_METHOD=GET                     |
            http://aws.example.test       | http_proxy=small:1 REQUEST_METHOD=GET                   | small:1
            http://127.0.0.1:8080         | HTTP_PROXY=big:1 ALL_PROXY=all:1                        |
            http://sandbox.localhost:8080 | HTTP_PROXY=big:1 ALL_PROXY=all:1                        |
            http://[::1]:8080             | HTTP_PROXY=big:1 ALL_PROXY=all:1                        |
            https://localhost:8443        | HTTPS_PROXY=big:1                                       | big:1
            https://api.github.com        | HTTPS_PROXY=proxy.example.test                          | proxy.example.test:80
            https://api.github.com        | HTTPS_PROXY=HTTP://[fd00::1]:3128/                      | [fd00::1]:3128
            https://api.github.com        | HTTPS_PROXY=http://a_user:a@b/c#d%25@proxy:3128         | proxy:3128
            """)
    void readsTheVariablesOfCurlAndGo(String server, String variables, String proxy) {
        assertThat(found(server, variables, "")).isEqualTo(Optional.ofNullable(proxy));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://api.github.com         | *                            | true
            https://api.github.com         | github.com                   | true
            https://github.com             | github.com                   | true
            https://mygithub.com           | github.com                   | false
            https://api.github.com         | .github.com                  | true
            https://api.github.com         | *.github.com                 | true
            https://github.com             | .github.com                  | false
            https://API.GitHub.com.        | api.github.COM               | true
            https://api.github.com         | localhost,  api.github.com   | true
            https://api.github.com         | localhost api.github.com     | true
            https://api.github.com         | api.github.com:443           | true
            https://api.github.com         | api.github.com:8443          | false
            https://api.github.com:8443    | github.com:8443              | true
            https://10.1.2.3               | 10.0.0.0/8                   | true
            https://11.1.2.3               | 10.0.0.0/8                   | false
            https://192.168.5.129          | 192.168.5.128/25             | true
            https://192.168.5.127          | 192.168.5.128/25             | false
            https://10.1.2.3               | 0.0.0.0/0                    | true
            https://10.1.2.3               | 10.0.0.0/33                  | false
            https://10.1.2.3               | 10.1.2.3                     | true
            https://10.1.2.3:8443          | 10.1.2.3:8443                | true
            https://10.1.2.3               | 2.3                          | false
            https://[fd00:0:0::1]          | fd00::/8                     | true
            https://[fe80::1]              | fd00::/8                     | false
            https://[fd00::1]              | fd00:0:0:0:0:0:0:1           | true
            https://[fd00::1]:8443         | [fd00::1]:8443               | true
            https://[fd00::1]:8443         | [fd00::1]:443                | false
            https://[fd00::1]              | [fd00::1]                    | true
            https://api.github.com         | , .  ,/8,10.*,<local>        | false
            """)
    void exemptsWhatNoProxyNames(String server, String list, boolean isDirect) {
        for (String name : Stream.of("NO_PROXY", "no_proxy").toList()) {
            var resolver = resolver(Map.of("HTTPS_PROXY", "proxy:1", name, list), Map.of("https.proxyHost", "java"));
            assertThat(resolver.proxyFor(URI.create(server)).isEmpty()).as(name).isEqualTo(isDirect);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            https://api.github.com ; https.proxyHost=java https.proxyPort=3128                            ; java:3128
            https://api.github.com ; https.proxyHost=java                                                 ; java:443
            https://api.github.com ; http.proxyHost=java http.proxyPort=3128                              ;
            http://aws.example     ; http.proxyHost=java                                                  ; java:80
            https://api.github.com ; https.proxyHost=fd00::1                                              ; [fd00::1]:443
            https://api.github.com ; https.proxyHost=java http.nonProxyHosts=localhost|*.GitHub.com       ;
            https://api.github.com ; https.proxyHost=java http.nonProxyHosts=*github*                     ;
            https://api.github.com ; https.proxyHost=java http.nonProxyHosts=api.*                        ;
            https://api.github.com ; https.proxyHost=java http.nonProxyHosts=github.com|a*m               ; java:443
            https://127.0.0.1      ; https.proxyHost=java                                                 ;
            https://[::1]          ; https.proxyHost=java                                                 ;
            https://localhost      ; https.proxyHost=java http.nonProxyHosts=other                        ; java:443
            """)
    void readsJavasPropertiesAsJavaDoes(String server, String properties, String proxy) {
        assertThat(found(server, "", properties)).isEqualTo(Optional.ofNullable(proxy));
    }

    @Test
    void prefersTheVariablesToTheProperties() {
        assertThat(found(API, "HTTPS_PROXY=big:1", "https.proxyHost=java")).contains("big:1");
        assertThat(found(API, "HTTPS_PROXY=big:1", "http.nonProxyHosts=api.github.com"))
                .isEmpty();
    }

    @Test
    void decodesUserAndPasswordAndPrintsNeither() {
        String password = "p@ss:wörd%of+the/proxy";
        var proxy = resolver(
                        Map.of("HTTPS_PROXY", "http://us%40er:p%40ss:w%C3%B6rd%25of+the%2Fproxy@proxy:3128"), Map.of())
                .proxyFor(URI.create(API))
                .orElseThrow();
        var user = proxy.user().orElseThrow();
        assertThat(user.name()).isEqualTo("us@er");
        assertThat(user.clearPassword()).isEqualTo(password);
        assertThat(proxy + " " + user + " " + user.password()).doesNotContain("us@er", "wörd");
        assertThat(KnownSecrets.redact("<" + password + "|" + user.authorization() + ">"))
                .isEqualTo("<[a secret]|Basic [a secret]>");
    }

    @Test
    void takesAUserWithoutAPassword() {
        var user = resolver(Map.of("HTTPS_PROXY", "http://robot@proxy:3128"), Map.of())
                .proxyFor(URI.create(API))
                .flatMap(ProxyAddress::user)
                .orElseThrow();
        assertThat(user.authorization()).isEqualTo("Basic cm9ib3Q6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://user:hidden@proxy:1080",
                "https://user:hidden@proxy:3128",
                "http://user:hidden@proxy:99999",
                "http://user:hidden@proxy:0",
                "http://user:hidden@",
                "http://user:hidden",
                "user:hidden",
                "http://user:hidden%zz@proxy:3128",
                "http://user:hidden%0a@proxy:3128",
                "http://proxy:port",
                "http://pro xy:3128"
            })
    void refusesWhatIsNotAProxyWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> found(API, Map.of("https_proxy", text), Map.of()))
                .withMessageMatching(
                        "https_proxy is not a proxy: its .*; expected http://\\[USER:PASSWORD@]HOST\\[:PORT]")
                .withMessageNotContaining("hidden")
                .withNoCause();
    }

    private static Optional<String> found(String server, String variables, String properties) {
        return found(server, pairs(variables), pairs(properties));
    }

    private static Optional<String> found(
            String server, Map<String, String> variables, Map<String, String> properties) {
        return resolver(variables, properties).proxyFor(URI.create(server)).map(ProxyAddress::toString);
    }

    private static ProxyResolver resolver(Map<String, String> variables, Map<String, String> properties) {
        return new ProxyResolver(
                name -> Optional.ofNullable(variables.get(name)), name -> Optional.ofNullable(properties.get(name)));
    }

    private static Map<String, String> pairs(String text) {
        return Stream.of(Optional.ofNullable(text).orElse("").split(" "))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
