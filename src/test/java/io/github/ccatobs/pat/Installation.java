package io.github.ccatobs.pat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A copy of the launch scripts in a directory of its own, started as real processes in an environment of its own. */
record Installation(Path root, Map<String, String> environment) {

    /** What a process that has ended left. */
    record Ended(int code, String out, String err) {}

    static Installation in(Path root) {
        try {
            Files.createDirectories(root.resolve("target"));
            Files.createDirectories(root.resolve(".mvn/wrapper"));
            for (String script : List.of("ccat", "mvnw", ".mvn/find-jdk.sh", ".mvn/wrapper/maven-wrapper.properties")) {
                Files.copy(Path.of(script), root.resolve(script));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HOME", root.toString());
        environment.put("CCAT_JDK_PLACES", "");
        environment.put("CCAT_CACHE", "off");
        return new Installation(root, environment);
    }

    Installation with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** The jar that this build packaged, with its libraries. */
    Installation withThePackagedJar() throws IOException {
        Path packaged = packagedJar();
        Files.copy(packaged, root.resolve("target").resolve(packaged.getFileName()));
        Files.createSymbolicLink(
                root.resolve("target/lib"), Path.of("target/lib").toAbsolutePath());
        return with("JAVA_HOME", System.getProperty("java.home"));
    }

    /** A file in the place of the jar, for a Java that does not look into it. */
    Installation withAnyJar() throws IOException {
        write("target/ccat-pat-1.0-runner.jar", "any");
        return this;
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

    Ended run(String script, String... arguments) throws IOException, InterruptedException {
        return finish(start(root, root.resolve(script), arguments));
    }

    Process start(Path directory, Path script, String... arguments) throws IOException {
        List<String> command = Stream.concat(Stream.of(script.toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Ended finish(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
        String out = readAll(process.getInputStream());
        return new Ended(process.waitFor(), out, err.join());
    }

    private static String readAll(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
