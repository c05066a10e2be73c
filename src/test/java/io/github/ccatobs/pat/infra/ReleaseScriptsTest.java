package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.ProcessLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of {@code infra/release} in a copy of the tree, beside programs that only record how they were called. */
class ReleaseScriptsTest {

    private static final List<String> PLATFORMS = List.of("linux-x64", "linux-arm64", "macos-x64", "macos-arm64");

    private record Ended(int code, String said) {}

    @TempDir
    private Path tree;

    private String version;

    @BeforeEach
    void copyTree() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
        for (String directory : List.of("infra/release", "infra/kubernetes", "terraform", "docs")) {
            try (Stream<Path> files = Files.walk(Path.of(directory))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().contains(".terraform"))
                        .toList()) {
                    copy(file);
                }
            }
        }
        for (String file : List.of("pom.xml", "README.md", "CHANGELOG.md")) {
            copy(Path.of(file));
        }
        version = run("version").said().strip();
    }

    @Test
    void knowsOneVersionThatEveryDocumentNames() throws IOException {
        assertThat(version).matches("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?");
        assertThat(text("CHANGELOG.md")).contains("\n## [Unreleased]\n", "\n## [" + version + "] - 20");
        assertThat(text("README.md")).contains("\nccat-pat " + version + "\n");
        assertThat(text("docs/github-actions.md"))
                .contains("- uses: ccatobs/ccat-pat@v" + version + " #", "| `v" + version + "`, the tag");
        for (String file : List.of(
                "docs/deploy-aws.md",
                "terraform/README.md",
                "terraform/examples/minimal/main.tf",
                "terraform/examples/complete/main.tf")) {
            assertThat(text(file)).as(file).contains("?ref=v" + version);
        }
    }

    @Test
    void takesTheTagOfThatVersionAlone() throws Exception {
        assertThat(run("expect-tag", "v" + version)).isEqualTo(new Ended(0, ""));
        assertThat(run("expect-tag", "v99.0.0").said())
                .contains("the tag is 'v99.0.0', and pom.xml says " + version + ": expected v" + version);
        assertThat(run("expect-tag").code()).isEqualTo(1);
        Files.writeString(tree.resolve("CHANGELOG.md"), text("CHANGELOG.md").replace("[" + version + "] - ", "x"));
        assertThat(run("expect-tag", "v" + version).said())
                .contains("has no section '## [" + version + "] - YYYY-MM-DD'");
    }

    @Test
    void setsTheNextVersionEverywhere() throws Exception {
        assertThat(run("set-version", "99.1.0")).isEqualTo(new Ended(0, ""));
        String before = version;
        version = run("version").said().strip();
        assertThat(version).isEqualTo("99.1.0");
        knowsOneVersionThatEveryDocumentNames();
        assertThat(run("expect-tag", "v99.1.0").code()).isZero();
        assertThat(text("CHANGELOG.md"))
                .contains("## [Unreleased]\n\n## [99.1.0] - 20", "/compare/v99.1.0...HEAD")
                .contains("[99.1.0]: https://github.com/ccatobs/ccat-pat/compare/v" + before + "...v99.1.0");
        assertThat(text("pom.xml")).contains("<maven.compiler.release>21<").doesNotContain("<version>" + before + "</");
        try (var manifests = Files.newDirectoryStream(tree.resolve("infra/kubernetes"), "*.yaml")) {
            for (Path manifest : manifests) {
                assertThat(Files.readString(manifest)).doesNotContain("ccat-pat:" + before);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2", "v1.2.3", "1.2.3|x", "01.2.3"})
    void setsNothingThatIsNoSemanticVersion(String wrong) throws Exception {
        var ended = run("set-version", wrong);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said()).contains("'" + wrong + "' is not a semantic version: expected one such as 0.2.0");
        assertThat(run("version").said().strip()).isEqualTo(version);
    }

    @Test
    void printsTheNotesOfAVersion() throws Exception {
        var notes = run("notes", version);
        assertThat(notes.code()).isZero();
        assertThat(notes.said())
                .contains("### Added")
                .doesNotContain("## [", "https://github.com/ccatobs/ccat-pat/compare");
        assertThat(run("notes", "98.0.0")).isEqualTo(new Ended(1, "release: CHANGELOG.md has no section for 98.0.0\n"));
    }

    @Test
    void rendersFormulaAndCatalogFromTheChecksums() throws Exception {
        var sums = new StringBuilder();
        for (int i = 0; i < PLATFORMS.size(); i++) {
            sums.append(sum(i) + "  ccat-pat-9.9.9-" + PLATFORMS.get(i) + ".tar.gz\n");
        }
        Files.writeString(tree.resolve("SHA256SUMS"), sums);
        assertThat(run("render", "9.9.9", tree.resolve("SHA256SUMS").toString(), "made")
                        .said())
                .contains("has no SHA-256 of ccat-pat-9.9.9.jar");
        Files.writeString(tree.resolve("SHA256SUMS"), sums.append(sum(9) + "  ccat-pat-9.9.9.jar\n"));
        String made = tree.resolve("made").toString();
        assertThat(run("render", "9.9.9", tree.resolve("SHA256SUMS").toString(), made))
                .isEqualTo(new Ended(0, ""));

        String formula = text("made/ccat-pat.rb");
        for (int i = 0; i < PLATFORMS.size(); i++) {
            assertThat(formula)
                    .contains("/v9.9.9/ccat-pat-9.9.9-%s.tar.gz\"%n      sha256 \"%s\""
                            .formatted(PLATFORMS.get(i), sum(i)));
        }
        var catalog = new ObjectMapper().readTree(text("made/jbang-catalog.json"));
        assertThat(catalog.at("/aliases/ccat/script-ref").asText())
                .isEqualTo("https://github.com/ccatobs/ccat-pat/releases/download/v9.9.9/ccat-pat-9.9.9.jar");
    }

    @Test
    void publishesWhatWasBuiltWithChecksumsAndNotes() throws Exception {
        program("gh", """
                echo "$@" >>gh.calls
                [ "$1" = run ] || exit 0
                for platform in linux-x64 linux-arm64 macos-x64 macos-arm64; do
                  mkdir -p "target/artefacts/release-$platform"
                  echo any >"target/artefacts/release-$platform/ccat-pat-%1$s-$platform.tar.gz"
                  echo any >"target/artefacts/release-$platform/ccat-pat-%1$s-$platform.tar.gz.sha256"
                done
                echo any >target/artefacts/release-linux-x64/ccat-pat-%1$s.jar
                """.formatted(version));
        assertThat(run(Map.of("GITHUB_RUN_ID", "42", "GITHUB_SHA", "abc"), "publish", "v" + version))
                .isEqualTo(new Ended(0, ""));
        var calls = text("gh.calls").lines().toList();
        assertThat(calls.getFirst()).isEqualTo("run download 42 --dir target/artefacts");
        assertThat(calls.getLast())
                .startsWith("release create v%1$s --verify-tag --title ccat-pat %1$s --notes-file target/notes.md"
                        .formatted(version))
                .contains(
                        "target/publish/SHA256SUMS", "target/publish/ccat-pat.rb", "target/publish/jbang-catalog.json");
        assertThat(text("target/publish/SHA256SUMS").lines())
                .hasSize(6)
                .allMatch(line -> line.matches("[0-9a-f]{64}  (COMMIT|ccat-pat-.*[^6])"));
        assertThat(text("target/publish/COMMIT")).isEqualTo("abc\n");
        assertThat(text("target/notes.md")).contains("### Added");
    }

    @Test
    void pushesTheImageOfBothArchitecturesWithLabels() throws Exception {
        program("docker", """
                echo "$@" >>docker.calls
                [ "$1" != login ] || cat >docker.password
                [ "$1 $2" != "buildx build" ] || { echo '{ "containerimage.digest": "sha256:00ff" }' >target/image.json; }
                """);
        program("sudo", "exit 0");
        var environment = Map.of(
                "GH_TOKEN",
                "a-token",
                "GITHUB_ACTOR",
                "ann",
                "GITHUB_SHA",
                "abc",
                "GITHUB_OUTPUT",
                tree.resolve("output").toString());
        assertThat(run(environment, "push-image", "v9.9.9").said()).contains("REGISTRY is not set");

        var all = new HashMap<>(environment);
        all.put("REGISTRY", "images.example");
        assertThat(run(all, "push-image", "v9.9.9")).isEqualTo(new Ended(0, ""));
        assertThat(text("docker.calls"))
                .contains("login images.example --username ann --password-stdin")
                .contains("--platform linux/amd64,linux/arm64 --tag images.example/ccatobs/ccat-pat:9.9.9 ")
                .contains("--tag images.example/ccatobs/ccat-pat:latest", "image.version=9.9.9", "image.revision=abc")
                .doesNotContain("a-token");
        assertThat(text("docker.password")).isEqualTo("a-token");
        assertThat(text("output")).isEqualTo("name=images.example/ccatobs/ccat-pat\ndigest=sha256:00ff\n");

        assertThat(run(all, "push-image", "v9.9.9-rc.1").code()).isZero();
        assertThat(text("docker.calls").lines().toList().getLast()).doesNotContain(":latest");
    }

    private static String sum(int number) {
        return Integer.toHexString(number).repeat(64);
    }

    private String text(String file) throws IOException {
        return Files.readString(tree.resolve(file));
    }

    private void copy(Path file) throws IOException {
        Path to = tree.resolve(file);
        Files.createDirectories(to.getParent());
        Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.createDirectories(tree.resolve("path")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Ended run(String script, String... arguments) throws Exception {
        return run(Map.of(), script, arguments);
    }

    private Ended run(Map<String, String> environment, String script, String... arguments) throws Exception {
        var command = Stream.concat(
                        Stream.of(tree.resolve("infra/release/" + script).toString()), Stream.of(arguments))
                .toList();
        var builder = new ProcessBuilder(command).directory(tree.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", tree.resolve("path") + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        String said = ProcessLines.textOf(process);
        return new Ended(process.waitFor(), said);
    }
}
