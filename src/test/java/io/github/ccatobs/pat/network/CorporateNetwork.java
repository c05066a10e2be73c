package io.github.ccatobs.pat.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.RawServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A company's network on the loopback: a proxy that connects ({@code CONNECT}), and behind it servers with certificates
 * of the company's own authority. Each name leads to a plain server of the test; none is looked up.
 *
 * <p>The certificates in {@code src/test/resources/network} are good until 2119, but for {@code expired.p12}. Their key
 * protects nothing.
 */
public final class CorporateNetwork implements AutoCloseable {

    private static final Path CERTIFICATES = Path.of("src/test/resources/network");

    private final ServerSocket proxy;
    private final HttpsServer servers;
    private final Map<String, Backend> backends = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> leakedHeaders = new CopyOnWriteArrayList<>();
    private volatile String refusal = "";
    private volatile Optional<Socket> reserved = Optional.empty();
    private volatile Optional<String> credentials = Optional.empty();

    private record Backend(URI plain, String prefix) {}

    /** With good certificates. */
    public CorporateNetwork() {
        this("server.p12");
    }

    CorporateNetwork(String certificate) {
        try {
            proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            servers = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            servers.setHttpsConfigurator(new HttpsConfigurator(tls(certificate)));
            servers.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            servers.createContext("/", this::forward);
            servers.start();
            Thread.ofVirtual().start(this::accept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the certificate of the company's authority is. */
    public static Path authority() {
        return CERTIFICATES.resolve("ca.pem");
    }

    /** {@code https://HOST/PREFIX...} is answered by {@code plain}, without the prefix. */
    public CorporateNetwork serves(String host, String prefix, String plain) {
        backends.put(host, new Backend(URI.create(plain), prefix));
        return this;
    }

    /** Connects only for this user, and answers 407 to others. */
    public CorporateNetwork requires(String user, String password) {
        credentials = Optional.of(new ProxyUser(user, Optional.of(SecretValue.of(password))).authorization());
        return this;
    }

    /** Connects no caller, and answers this in place of {@code 200 Connection established}. */
    public CorporateNetwork refuses(String status) {
        refusal = status;
        return this;
    }

    /** Where it listens. */
    public int port() {
        return reserved.map(Socket::getLocalPort).orElseGet(proxy::getLocalPort);
    }

    /** Has nobody listen at the proxy's address, which no other process gets while this is open. */
    public CorporateNetwork withoutListener() {
        try {
            proxy.close();
            reserved = Optional.of(RawServer.deaf());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As messages name it. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** The way through this proxy, with trust in its authority if {@code trusted}. */
    public NetworkRoute route(URI server, boolean trusted) {
        Map<String, String> environment = trusted
                ? Map.of(
                        "https_proxy",
                        "http://" + address(),
                        "SSL_CERT_FILE",
                        authority().toString())
                : Map.of("https_proxy", "http://" + address());
        return NetworkRoute.to(server, name -> Optional.ofNullable(environment.get(name)), name -> Optional.empty());
    }

    /** The requests to the proxy, e.g. {@code CONNECT api.github.com:443}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Values of {@code Proxy-Authorization} that came to a server. */
    public List<String> leakedHeaders() {
        return List.copyOf(leakedHeaders);
    }

    private static SSLContext tls(String certificate) {
        try {
            var keys = KeyStore.getInstance(CERTIFICATES.resolve(certificate).toFile(), "changeit".toCharArray());
            var factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(keys, "changeit".toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        while (!proxy.isClosed()) {
            try {
                var client = proxy.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                return; // closed: the test is over
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                var server = new Socket()) {
            var in = new BufferedInputStream(client.getInputStream());
            String head = head(in);
            requests.add(head.substring(0, head.indexOf(" HTTP/")));
            String answer = answer(head);
            client.getOutputStream().write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(ISO_8859_1));
            if (answer.startsWith("200")) {
                server.connect(servers.getAddress());
                var back = Thread.ofVirtual().start(() -> pipe(server, client));
                in.transferTo(server.getOutputStream());
                server.shutdownOutput();
                back.join();
            }
        } catch (IOException | InterruptedException e) {
            // One of the two may leave at any time.
        }
    }

    private String answer(String head) {
        if (!refusal.isEmpty()) {
            return refusal;
        }
        boolean isKnown = credentials
                .map(expected -> head.toLowerCase(Locale.ROOT).contains("\r\nproxy-authorization:")
                        && head.contains(": " + expected + "\r\n"))
                .orElse(true);
        return isKnown
                ? "200 Connection established"
                : "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"acme\"\r\nContent-Length: 0";
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void pipe(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // as above
        }
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            leakedHeaders.addAll(exchange.getRequestHeaders().getOrDefault("Proxy-Authorization", List.of()));
            String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"))
                    .replaceFirst(":\\d+$", "");
            var backend = backends.get(host);
            String target = exchange.getRequestURI().toString();
            if (backend == null || !target.startsWith(backend.prefix())) {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(404, 0);
                exchange.getResponseBody().write("<html>Page not found</html>".getBytes(ISO_8859_1));
                return;
            }
            forward(
                    exchange,
                    backend.plain() + target.substring(backend.prefix().length()));
        }
    }

    private static void forward(HttpExchange exchange, String target) throws IOException {
        var connection = (HttpURLConnection) URI.create(target).toURL().openConnection(Proxy.NO_PROXY);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod(exchange.getRequestMethod());
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!List.of("host", "content-length", "connection").contains(name.toLowerCase(Locale.ROOT))) {
                connection.setRequestProperty(name, values.getFirst());
            }
        });
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (body.length > 0) {
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
        }
        int status = connection.getResponseCode();
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null
                    && !List.of("transfer-encoding", "content-length").contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] answer = in == null ? new byte[0] : in.readAllBytes();
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        servers.stop(0);
        try {
            proxy.close();
            if (reserved.isPresent()) {
                reserved.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
