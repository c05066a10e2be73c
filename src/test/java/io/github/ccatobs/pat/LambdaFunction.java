package io.github.ccatobs.pat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One function as AWS Lambda runs it: AWS's own runtime client as a process in the directory that {@code function.zip}
 * was unpacked to, and in this process the Runtime API that hands it events and takes its answers.
 */
final class LambdaFunction implements AutoCloseable {

    private static final Path RUNTIME = Path.of("target", "lambda-runtime");
    private static final String HANDLER = "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest";
    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
    private static final int ACCEPTED = 202;
    private static final long KIBIBYTE = 1024;

    /**
     * One starts at a time: AWS's runtime client unpacks its library to one fixed file in {@code /tmp} and loads it, and another
     * that writes the file meanwhile would end it.
     */
    private static final Object STARTING = new Object();

    /** The result of an invocation. */
    record Answer(boolean failed, String body) {}

    private record Event(String id, String body) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<Answer>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger invocations = new AtomicInteger();
    private final CompletableFuture<Instant> ready = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Instant started;
    private final Process process;
    private final Path directory;
    private final String name;

    /**
     * Starts it.
     *
     * @param name the function that {@code QUARKUS_FUNQY_EXPORT} picks
     * @param task where {@code function.zip} lies unpacked
     * @param directory a directory of its own, for what it prints and for its temporary files
     */
    LambdaFunction(String name, Path task, Path directory, Map<String, String> environment) throws IOException {
        this.name = name;
        this.directory = Files.createDirectories(directory);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        synchronized (STARTING) {
            started = Instant.now();
            process = start(task, environment);
            threads.execute(this::watch);
            outcome(ready.exceptionally(failure -> started));
        }
    }

    private Process start(Path task, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(LauncherFixture.java()));
        command.addAll(TestJvm.OPTIONS);
        command.addAll(
                List.of("-cp", runtimeClient(), "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", HANDLER));
        var builder = new ProcessBuilder(command)
                .directory(task.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(ofLambda(task));
        return builder.start();
    }

    private Map<String, String> ofLambda(Path task) {
        return Map.ofEntries(
                Map.entry(
                        "AWS_LAMBDA_RUNTIME_API",
                        "127.0.0.1:" + server.getAddress().getPort()),
                Map.entry("_HANDLER", HANDLER),
                Map.entry("LAMBDA_TASK_ROOT", task.toString()),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", "ccat-pat-" + name),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/ccat-pat-" + name),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/23/[$LATEST]0"),
                Map.entry("QUARKUS_FUNQY_EXPORT", name),
                Map.entry(
                        "JAVA_TOOL_OPTIONS",
                        "--enable-native-access=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED -Djava.io.tmpdir="
                                + directory));
    }

    private static String runtimeClient() throws IOException {
        try (Stream<Path> jars = Files.list(RUNTIME)) {
            return jars.map(jar -> jar.toAbsolutePath().toString()).collect(Collectors.joining(":"));
        }
    }

    /** Hands it {@code event}, and waits for what comes of it. */
    Answer invoke(String event) {
        return outcome(begin(event));
    }

    /** Hands it {@code event}, and gives the document that it answers with, which is no failure. */
    JsonNode answerTo(String event) {
        var answer = invoke(event);
        assertThat(answer.failed()).as(answer.body() + err()).isFalse();
        return HttpEvents.parse(answer.body());
    }

    /** Hands it {@code event}. */
    CompletableFuture<Answer> begin(String event) {
        String id = "00000000-0000-4000-8000-%012d".formatted(invocations.incrementAndGet());
        var answer = new CompletableFuture<Answer>();
        answers.put(id, answer);
        if (process.isAlive()) {
            events.add(new Event(id, event));
        } else {
            end("the process had ended");
        }
        return answer;
    }

    /** Prints, after {@code what}, how long it took until it asked for the first event, and the most memory it has had. */
    void printCost(String what) throws IOException {
        System.out.printf(
                "%s: cold start %d ms, at most %s MB%n",
                what,
                Duration.between(started, outcome(ready)).toMillis(),
                peakMegabytes().map(Object::toString).orElse("?"));
    }

    /** The most memory it has had, where the operating system says so. */
    private Optional<Long> peakMegabytes() throws IOException {
        var status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIBIBYTE)
                    .findFirst();
        }
    }

    /** The result of {@code future}; unlike its own {@code join} this ends when a test's timeout interrupts it. */
    private static <T> T outcome(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it at once, as AWS does at the timeout. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    String out() {
        return read("out");
    }

    String err() {
        return read("err");
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void watch() {
        try {
            end("the process ended with " + process.waitFor());
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(String why) {
        var failure = new IllegalStateException("function " + name + ": " + why);
        ready.completeExceptionally(failure);
        answers.values().forEach(answer -> answer.completeExceptionally(failure));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(INVOCATION + "next")) {
                ready.complete(Instant.now());
                hand(exchange);
            } else {
                take(path, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                exchange.sendResponseHeaders(ACCEPTED, -1);
            }
        }
    }

    private void hand(HttpExchange exchange) throws IOException {
        try {
            var event = events.take();
            var headers = exchange.getResponseHeaders();
            headers.add("Lambda-Runtime-Aws-Request-Id", event.id());
            headers.add(
                    "Lambda-Runtime-Deadline-Ms",
                    Long.toString(Instant.now().plus(Duration.ofMinutes(15)).toEpochMilli()));
            headers.add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:123456789012:function:x");
            headers.add("Content-Type", "application/json");
            byte[] body = event.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(String path, String body) {
        if (path.startsWith(INVOCATION)) {
            String[] words = path.substring(INVOCATION.length()).split("/", -1);
            answers.get(words[0]).complete(new Answer(words[1].equals("error"), body));
        } else {
            end("could not start: " + body);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        server.stop(0);
        threads.shutdownNow();
    }
}
