package io.github.ccatobs.pat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Another JVM like that of the tests, for what can be seen only in a process of its own. */
public final class TestJvm {

    /** What makes a short process quick; the bytecode is javac's, and verified when the product runs. */
    static final List<String> OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote");

    private TestJvm() {}

    /** The command that runs {@code main}, a class of these tests, with {@code options} of Java and {@code arguments}. */
    public static List<String> running(Class<?> main, List<String> options, String... arguments) {
        return Stream.of(
                        List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        OPTIONS,
                        options,
                        List.of("-cp", System.getProperty("java.class.path"), main.getName()),
                        List.of(arguments))
                .flatMap(List::stream)
                .toList();
    }
}
