package io.github.ccatobs.pat.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Amazon's DynamoDB Local: one server for this JVM, in memory, in a class loader of its own that sees nothing of the
 * application, so that it is gone however the JVM ends. Maven writes where its jars lie before the tests run.
 */
public final class DynamoDbLocal {

    private static final Path CLASS_PATH = Path.of("target", "dynamodb-local.class-path");
    private static final int TRIES = 5;
    /** However slow the machine is: a table that is asked for twice is there already. */
    private static final Duration NO_SECOND_TRY = Duration.ofMinutes(10);

    private DynamoDbLocal() {}

    private static final class Running {
        static final URI SERVER = start(1);
    }

    /** Where the server listens; the first to ask starts it. */
    public static URI server() {
        return Running.SERVER;
    }

    /** A client of the server, with credentials that are none. */
    public static DynamoDbClient client() {
        return client(server());
    }

    static DynamoDbClient client(URI server) {
        return DynamoDbClient.builder()
                .endpointOverride(server)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(NO_SECOND_TRY))
                .build();
    }

    /** Makes an empty table as the store needs it, and returns its name. */
    public static String createTable(DynamoDbClient client) {
        String name = "ccat-pat-" + UUID.randomUUID();
        client.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text(DynamoDbItem.PARTITION), text(DynamoDbItem.SORT))
                .keySchema(key(DynamoDbItem.PARTITION, KeyType.HASH), key(DynamoDbItem.SORT, KeyType.RANGE)));
        return name;
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    /** Another process may take the port between our finding it free and the server's opening it. */
    private static URI start(int tried) {
        int port = freePort();
        try {
            quietly(() -> start(Integer.toString(port)));
            return URI.create("http://127.0.0.1:" + port);
        } catch (IllegalStateException e) {
            if (tried == TRIES) {
                throw e;
            }
            return start(tried + 1);
        }
    }

    private static void start(String port) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            // Never closed: it serves until the JVM ends.
            var jars = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader());
            thread.setContextClassLoader(jars);
            String[] arguments = {"-inMemory", "-disableTelemetry", "-port", port};
            Object server = jars.loadClass("com.amazonaws.services.dynamodbv2.local.main.ServerRunner")
                    .getMethod("createServerFromCommandLineArgs", String[].class)
                    .invoke(null, (Object) arguments);
            server.getClass().getMethod("start").invoke(server);
        } catch (ReflectiveOperationException e) {
            Throwable why = e instanceof InvocationTargetException inner ? inner.getCause() : e;
            throw new IllegalStateException("DynamoDB Local does not start on port " + port, why);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL[] jars() {
        try (var lines = Files.lines(CLASS_PATH)) {
            return lines.filter(line -> line.endsWith(".jar"))
                    .map(DynamoDbLocal::url)
                    .toArray(URL[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException("run mvn generate-test-resources once: it writes " + CLASS_PATH, e);
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(path, e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It greets on the standard streams. */
    private static void quietly(Runnable start) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)) {
            System.setOut(nowhere);
            System.setErr(nowhere);
            start.run();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
