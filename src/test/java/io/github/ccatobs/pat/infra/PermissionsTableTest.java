package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the table of docs/permissions.md against the policies that Terraform attaches. */
class PermissionsTableTest {

    private static final Path POLICIES = Path.of("terraform", "iam.tf");
    private static final Path TABLE = Path.of("docs", "permissions.md");

    private static final Pattern DOCUMENT =
            Pattern.compile("(?ms)^data \"aws_iam_policy_document\" \"(?!\\w*trust)(\\w+)\" \\{$(.*?)^}$");
    private static final Pattern STATEMENT = Pattern.compile(
            "((?: *#[^\n]*\n)+) *(?:dynamic \"statement\"|statement) \\{.*?sid += \"(\\w+)\".*?actions += \\[([^]]*)]",
            Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** Who has a policy, by its name in Terraform. */
    private static final Map<String, String> WHO = Map.of(
            "worker", "audit, rotate",
            "api", "api",
            "token_writer", "your roles",
            "schedule", "schedule",
            "rotation", "rotation",
            "new_version", "new-version",
            "dead_letters", "the queue, for EventBridge");

    private record Permission(String who, String statement, List<String> actions, String why) {}

    @Test
    void saysWhatEachPolicySaysAndWhy() throws IOException {
        assertThat(inTheTable()).isNotEmpty().containsExactlyInAnyOrderElementsOf(inTerraform());
    }

    @Test
    void findsEveryStatementOfThePolicies() throws IOException {
        String policies = Files.readString(POLICIES);
        long trusts = matches(Pattern.compile("\"\\w*trust\" \\{"), policies).count();

        assertThat(inTerraform())
                .hasSize((int) (matches(Pattern.compile("\\bsid +="), policies).count() - trusts));
    }

    private static List<Permission> inTerraform() throws IOException {
        return DOCUMENT.matcher(Files.readString(POLICIES))
                .results()
                .flatMap(document -> STATEMENT
                        .matcher(document.group(2))
                        .results()
                        .map(statement -> new Permission(
                                who(document.group(1), statement.group(2)),
                                statement.group(2),
                                matches(QUOTED, statement.group(3)).toList(),
                                statement
                                        .group(1)
                                        .replaceAll("(?m)^ *# ?", "")
                                        .strip()
                                        .replace('\n', ' '))))
                .toList();
    }

    private static String who(String document, String statement) {
        return document.equals("worker") && statement.equals("LeaveDeadLetters")
                ? "audit"
                : Optional.ofNullable(WHO.get(document)).orElseThrow();
    }

    private static List<Permission> inTheTable() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .map(line -> line.split(" *\\| *", -1))
                .filter(cells -> cells.length == 7 && cells[3].startsWith("`"))
                .map(cells -> new Permission(
                        cells[1].replace("`", ""),
                        cells[2].replace("`", ""),
                        matches(CODE, cells[3]).toList(),
                        cells[5]))
                .toList();
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.groupCount() == 0 ? match.group() : match.group(1));
    }
}
