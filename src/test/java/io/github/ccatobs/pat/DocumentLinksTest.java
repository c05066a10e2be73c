package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file that the documents link to exists, so that a rename cannot leave a reader behind. */
class DocumentLinksTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "SECURITY.md",
                "CONTRIBUTING.md",
                "docs/architecture.md",
                "docs/deploy-aws.md",
                "docs/install.md",
                "docs/github-app.md",
                "docs/permissions.md",
                "docs/reference.md",
                "docs/runbook.md",
                "docs/serve.md"
            })
    void linksToFilesThatExist(String document) throws IOException {
        var file = Path.of(document);
        assertThat(links(file)).isNotEmpty().allSatisfy(link -> assertThat(file.resolveSibling(link))
                .as("%s in %s", link, document)
                .exists());
    }

    @Test
    void answersTwelveQuestionsOfANewcomer() throws IOException {
        assertThat(Files.readAllLines(Path.of("CONTRIBUTING.md")).stream()
                        .filter(line -> line.matches("\\| .*\\? \\| \\[.*\\.java\\).* \\|")))
                .hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void showsEachRouteInAtMostTenStops() throws IOException {
        var stops = Files.readAllLines(Path.of("docs/architecture.md")).stream()
                .filter(line -> line.matches("\\| \\d+ \\| \\[.*"))
                .toList();
        assertThat(stops).hasSizeBetween(12, 20).noneMatch(line -> line.matches("\\| 1[1-9] .*"));
    }

    private static List<String> links(Path document) throws IOException {
        return LINK.matcher(Files.readString(document))
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
    }
}
