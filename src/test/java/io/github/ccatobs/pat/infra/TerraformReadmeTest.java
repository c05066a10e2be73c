package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the module's README against its variables and outputs, in the form that terraform-docs writes. */
class TerraformReadmeTest {

    private static final Path MODULE = Path.of("terraform");
    private static final String BEGIN = "<!-- BEGIN_TF_DOCS -->\n";
    private static final String END = "\n<!-- END_TF_DOCS -->";
    private static final Pattern PINNED = Pattern.compile("github\\.com/ccatobs/ccat-pat//terraform(\\?ref=[\\w.-]+)?");

    /** A block of HCL, as {@code terraform fmt} leaves it. */
    private record Block(String name, String body) {

        String text(String attribute) {
            String quoted = attribute(attribute).orElseThrow();
            return escaped(quoted.substring(1, quoted.length() - 1)
                    .replace("\\\"", "\"")
                    .replace("\\\\", "\\"));
        }

        Optional<String> attribute(String attribute) {
            return Pattern.compile(
                            "^  " + attribute + " += (.*?)\n(?=  \\w|\n|\\z)", Pattern.MULTILINE | Pattern.DOTALL)
                    .matcher(body)
                    .results()
                    .findFirst()
                    .map(match -> match.group(1).stripTrailing());
        }
    }

    @Test
    void listsEveryInputAndOutputAsTerraformDocsDoes() throws IOException {
        String readme = read("README.md");

        assertThat(readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END)))
                .as("terraform/README.md between its two comments")
                .isEqualTo(documentation());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "terraform/README.md",
                "terraform/examples/minimal/main.tf",
                "terraform/examples/complete/main.tf",
                "docs/deploy-aws.md"
            })
    void pinsTheModuleToThisVersion(String file) throws IOException {
        String version = Pattern.compile("(?m)^  <version>(.+)</version>")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);

        assertThat(PINNED.matcher(Files.readString(Path.of(file))).results().map(match -> match.group(1)))
                .isNotEmpty()
                .containsOnly("?ref=v" + version);
    }

    private static String documentation() throws IOException {
        String versions = read("versions.tf");
        List<String> lines =
                new ArrayList<>(List.of("## Requirements", "", "| Name | Version |", "|------|---------|"));
        lines.add(row(anchor("requirement", "terraform"), version("required_version", versions)));
        lines.add(row(anchor("requirement", "aws"), version(" version", versions)));
        lines.addAll(List.of(
                "",
                "## Inputs",
                "",
                "| Name | Description | Type | Default | Required |",
                "|------|-------------|------|---------|:--------:|"));
        blocks("variables.tf", "variable").map(TerraformReadmeTest::input).forEach(lines::add);
        lines.addAll(List.of("", "## Outputs", "", "| Name | Description |", "|------|-------------|"));
        blocks("outputs.tf", "output")
                .map(output -> row(anchor("output", output.name()), output.text("description")))
                .forEach(lines::add);
        return String.join("\n", lines);
    }

    private static String version(String attribute, String versions) {
        return Pattern.compile(attribute + " += \"(.*)\"")
                .matcher(versions)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static String input(Block variable) {
        Optional<String> given = variable.attribute("default");
        return row(
                anchor("input", variable.name()),
                variable.text("description"),
                code(variable.attribute("type").orElseThrow()),
                given.map(TerraformReadmeTest::json)
                        .map(TerraformReadmeTest::code)
                        .orElse("n/a"),
                given.isPresent() ? "no" : "yes");
    }

    /** An object as JSON, its members in order; anything else is the same in HCL. */
    private static String json(String hcl) {
        if (!hcl.startsWith("{\n")) {
            return hcl;
        }
        return Pattern.compile("(?m)^    (\\w+) += (.*)$")
                .matcher(hcl)
                .results()
                .map(member -> "  \"" + member.group(1) + "\": " + member.group(2))
                .sorted()
                .collect(Collectors.joining(",\n", "{\n", "\n}"));
    }

    private static String code(String text) {
        return text.contains("\n") ? "<pre>" + text.replace("\n", "<br/>") + "</pre>" : "`" + text + "`";
    }

    private static String anchor(String kind, String name) {
        return "<a name=\"%s_%s\"></a> [%s](#%s\\_%s)".formatted(kind, name, escaped(name), kind, escaped(name));
    }

    private static String escaped(String text) {
        return text.replace("_", "\\_").replace("|", "\\|");
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static Stream<Block> blocks(String file, String kind) throws IOException {
        return Pattern.compile("^" + kind + " \"(\\w+)\" \\{\n(.*?)^}$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(read(file))
                .results()
                .map((MatchResult match) -> new Block(match.group(1), match.group(2)))
                .sorted((one, other) -> one.name().compareTo(other.name()));
    }

    private static String read(String file) throws IOException {
        return Files.readString(MODULE.resolve(file));
    }
}
