package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryAliasesTest {

    @ParameterizedTest
    @CsvSource({
        "'a=a b=b', ''",
        "'a=c b=b', ''",
        "'a=b b=b', 'a=b'",
        "'b=b a=b', 'a=b'",
        "'a=c b=c', 'b=a'",
        "'a=c b=c c=c', 'a=c b=c'",
        "'a=c c=c b=c', 'a=c b=c'",
        "'a=b b=c c=c', 'b=c'",
        "'A=b B=B', 'A=B'"
    })
    void keepsTodaysNameOrElseTheFirst(String today, String aliases) {
        assertThat(RepositoryAliases.among(names(today)).kept()).isEqualTo(names(aliases));
    }

    @Test
    void warnsOfEach() {
        assertThat(RepositoryAliases.among(names("old=new new=new")).warnings())
                .containsExactly(
                        "acme/old and acme/new are one repository today, which counts once: take acme/old out of"
                                + " the graph");
    }

    private static Map<RepositoryName, RepositoryName> names(String pairs) {
        Map<RepositoryName, RepositoryName> names = new LinkedHashMap<>();
        for (String pair : pairs.isEmpty() ? new String[0] : pairs.split(" ", -1)) {
            String[] both = pair.split("=", 2);
            names.put(new RepositoryName("acme", both[0]), new RepositoryName("acme", both[1]));
        }
        return names;
    }
}
