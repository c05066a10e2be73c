package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphQlUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com,                                       , https://api.github.com/graphql",
        "https://api.acme.ghe.com,                                     , https://api.acme.ghe.com/graphql",
        "https://git.acme.com/api/v3,                                  , https://git.acme.com/api/graphql",
        "https://git.acme.com:8443/api/v3,                             , https://git.acme.com:8443/api/graphql",
        "http://127.0.0.1:9,                                        '' , http://127.0.0.1:9/graphql",
        "https://git.acme.com/api/v3, https://git.acme.com/api/graphql , https://git.acme.com/api/graphql",
        "https://API.github.com,      https://api.github.com/v4        , https://api.github.com/v4"
    })
    void isBesideTheRestApiUnlessItIsSet(String api, String configured, String expected) {
        assertThat(GraphQlUrl.of(ApiUrl.parse(api), Optional.ofNullable(configured))
                        .toString())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com,      https://evil.example/graphql,       on 'evil.example'",
        "https://api.github.com,      http://api.github.com/graphql,      on 'api.github.com'",
        "https://api.github.com,      https://api.github.com:444/graphql, on 'api.github.com'",
        "https://api.github.com,      https://me:pw@api.github.com/x,     on 'api.github.com'",
        "https://api.github.com,      https://api.github.com/graphql?a=b, on 'api.github.com'",
        "https://git.acme.com/api/v3, https://api.github.com/graphql,     on 'api.github.com'",
        "https://api.github.com,      graphql,                            not an address",
        "https://api.github.com,      ://,                                not an address"
    })
    void isRefusedOnAnotherHost(String api, String configured, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GraphQlUrl.of(ApiUrl.parse(api), Optional.of(configured)))
                .withMessage("GITHUB_GRAPHQL_URL is " + shown + ": expected an address of the host of GITHUB_API_URL, "
                        + api + ", without a query, because the credential goes to no other host")
                .withNoCause();
    }
}
