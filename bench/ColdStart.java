import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;

/**
 * Measures how long two functions take to start under AWS's runtime client, in turns: {@code java ColdStart.java
 * RUNTIME_DIRECTORY OUR_ZIP EMPTY_ZIP ROUNDS}. Started by cold-start.sh.
 */
final class ColdStart {

    private static final String HANDLER = "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest";
    private static final String NEXT = "/2018-06-01/runtime/invocation/next";
    private static final int MOST_SECONDS = 60;

    private ColdStart() {}

    /** Milliseconds from the start of the process. */
    private record Times(double ready, double answered) {}

    public static void main(String... words) throws Exception {
        var work = Files.createTempDirectory("cold-start-");
        try {
            String client = jars(Path.of(words[0]));
            var ours = unpack(Path.of(words[1]), work.resolve("ours"));
            var empty = unpack(Path.of(words[2]), work.resolve("empty"));
            List<Times> oursTook = new ArrayList<>();
            List<Times> emptyTook = new ArrayList<>();
            for (int round = 0; round < Integer.parseInt(words[3]); round++) {
                emptyTook.add(start(client, empty, "empty"));
                oursTook.add(start(client, ours, "api"));
            }
            System.out.println("| until | empty function | ours | ours / empty |");
            System.out.println("|---|---:|---:|---:|");
            print("ready for the first event", emptyTook.stream().map(Times::ready).toList(), oursTook.stream().map(Times::ready).toList());
            print("the first answer", emptyTook.stream().map(Times::answered).toList(), oursTook.stream().map(Times::answered).toList());
        } finally {
            delete(work);
        }
    }

    private static void print(String what, List<Double> empty, List<Double> ours) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f ms | %.0f ms | %.2f |%n",
                what,
                median(empty),
                median(ours),
                median(ours) / median(empty));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static Times start(String client, Path task, String function) throws Exception {
        var ready = new CompletableFuture<Long>();
        var answered = new CompletableFuture<Long>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(exchange, ready, answered));
            server.start();
            long begun = System.nanoTime();
            var process = process(client, task, function, server.getAddress().getPort());
            process.onExit().thenRun(() -> fail(task, ready, answered));
            try {
                return new Times(since(begun, ready), since(begun, answered));
            } finally {
                process.destroyForcibly().waitFor();
                server.stop(0);
                threads.shutdownNow();
            }
        }
    }

    private static double since(long begun, CompletableFuture<Long> moment) throws Exception {
        return (moment.get(MOST_SECONDS, TimeUnit.SECONDS) - begun) / 1e6;
    }

    private static void fail(Path task, CompletableFuture<Long> ready, CompletableFuture<Long> answered) {
        var failure = new IllegalStateException("the function did not start: " + said(task));
        ready.completeExceptionally(failure);
        answered.completeExceptionally(failure);
    }

    /** As a Lambda function of Java 21 starts: the serial collector, and the first compiler alone. */
    private static Process process(String client, Path task, String function, int port) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        client,
                        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                        HANDLER)
                .directory(task.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output(task).toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + port,
                        "_HANDLER", HANDLER,
                        "LAMBDA_TASK_ROOT", task.toString(),
                        "AWS_LAMBDA_FUNCTION_NAME", function,
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
                        "AWS_LAMBDA_FUNCTION_VERSION", "1",
                        "AWS_LAMBDA_LOG_GROUP_NAME", "group",
                        "AWS_LAMBDA_LOG_STREAM_NAME", "stream",
                        "QUARKUS_FUNQY_EXPORT", function,
                        "JAVA_TOOL_OPTIONS",
                                "--enable-native-access=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED"));
        return builder.start();
    }

    private static void answer(HttpExchange exchange, CompletableFuture<Long> ready, CompletableFuture<Long> answered)
            throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(NEXT)) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(202, -1);
                answered.complete(System.nanoTime());
            } else if (ready.complete(System.nanoTime())) {
                byte[] event = "{}".getBytes(UTF_8);
                exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", "1");
                exchange.getResponseHeaders()
                        .add("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 60_000));
                exchange.getResponseHeaders().add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:x:1:function:x");
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, event.length);
                exchange.getResponseBody().write(event);
            } else {
                TimeUnit.SECONDS.sleep(MOST_SECONDS);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path output(Path task) {
        return task.resolveSibling(task.getFileName() + ".output");
    }

    private static String said(Path task) {
        try {
            return Files.readString(output(task));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String jars(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.toAbsolutePath().toString()).collect(Collectors.joining(":"));
        }
    }

    private static Path unpack(Path file, Path directory) throws IOException {
        try (var zip = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var target = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return directory;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
