package io.github.ccatobs.pat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** A copy of the launch scripts in a directory of its own, started as real processes in an environment of its own. */
record LauncherFixture(Path root, Map<String, String> environment) {

    /** The exit code and output of a process that has ended. */
    record Ended(int code, String out, String err) {}

    static LauncherFixture in(Path root) {
        try {
            Files.createDirectories(root.resolve("target"));
            Files.createDirectories(root.resolve(".mvn/wrapper"));
            for (String script : List.of("ccat", "mvnw", ".mvn/find-jdk.sh", ".mvn/wrapper/maven-wrapper.properties")) {
                Files.copy(
                        Path.of(script),
                        root.resolve(script),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HOME", root.toString());
        environment.put("CCAT_JDK_PLACES", "");
        environment.put("CCAT_CACHE", "off");
        return new LauncherFixture(root, environment);
    }

    /** As {@code printf} makes it of {@code PK\\005\\006}: a jar ends so when it is whole. */
    static final String END_OF_A_ZIP = "PK\u0005\u0006" + "0".repeat(18);

    LauncherFixture with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** The jar that this build packaged, with its libraries; as old as that, since a start-up cache is for one jar. */
    LauncherFixture withThePackagedJar() throws IOException {
        link(packagedJar());
        Path libraries = root.resolve("target/lib");
        Files.deleteIfExists(libraries);
        Files.createSymbolicLink(libraries, Path.of("target/lib").toAbsolutePath());
        return with("JAVA_HOME", System.getProperty("java.home"));
    }

    /** The packaged jar's start-up cache, so that each run is short. */
    LauncherFixture withTheStartUpCache() throws IOException {
        link(StartUpCache.file());
        return with("CCAT_CACHE", "now");
    }

    private void link(Path file) throws IOException {
        Path here = root.resolve("target").resolve(file.getFileName());
        Files.deleteIfExists(here);
        try {
            Files.createLink(here, file);
        } catch (FileSystemException ignored) {
            Files.copy(file, here, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** A file in the place of the jar, for a Java that does not look into it. */
    LauncherFixture withAnyJar() throws IOException {
        write("target/ccat-pat-1.0-runner.jar", "any\n" + END_OF_A_ZIP);
        Files.createDirectories(root.resolve("target/lib"));
        return this;
    }

    /** The java that starts the packaged program: this one, or what infra/bare-root starts in its place. */
    static String java() {
        return System.getProperty(
                "ccat.test.java",
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    static Path packagedJar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A directory that looks like a JDK of this version, whose java is this shell script. */
    Path jdk(String name, String version, String script) throws IOException {
        write(name + "/release", "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        writeScript(name + "/bin/java", script);
        writeScript(name + "/bin/javac", "exit 9");
        return root.resolve(name);
    }

    Path write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    Path writeScript(String name, String script) throws IOException {
        Path file = write(name, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    List<String> filesNamed(String directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(directory))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** The system's {@code tool}, in {@code directory} too. */
    void link(String tool, String directory) throws IOException {
        Path place = Stream.of("/usr/bin", "/bin")
                .map(system -> Path.of(system, tool))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("this test needs " + tool));
        Files.createSymbolicLink(
                Files.createDirectories(root.resolve(directory)).resolve(tool), place);
    }

    Ended run(String script, String... arguments) throws IOException, InterruptedException {
        return finish(start(root, root.resolve(script), arguments));
    }

    Process start(Path directory, Path script, String... arguments) throws IOException {
        List<String> command = Stream.concat(Stream.of(script.toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(DefaultSignals.before(command)).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits for {@code process} to end; it has no more to read. An interrupt, as of a test's timeout, ends it. */
    static Ended finish(Process process) throws IOException, InterruptedException {
        var err = reading(process.getErrorStream());
        return finish(process, err::get);
    }

    /** The same for a process whose stderr {@code err} reads already. */
    static Ended finish(Process process, ProcessLines err) throws IOException, InterruptedException {
        return finish(process, () -> String.join("\n", err.all()));
    }

    private interface Rest {
        String get() throws InterruptedException, ExecutionException;
    }

    private static Ended finish(Process process, Rest err) throws IOException, InterruptedException {
        process.getOutputStream().close();
        var out = reading(process.getInputStream());
        try {
            return new Ended(process.waitFor(), out.get(), err.get());
        } catch (ExecutionException e) {
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Future<String> reading(InputStream stream) {
        var all = new FutureTask<>(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), UTF_8);
            }
        });
        Thread.ofPlatform().daemon().name("process output").start(all);
        return all;
    }
}
