package io.github.ccatobs.pat.github;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers each connection's first request with bytes of a test's choice, be they HTTP or not. */
public final class RawServer implements AutoCloseable {

    /** Writes an answer; an exception, such as when the client is gone, ends it. */
    @FunctionalInterface
    public interface Script {
        void answer(OutputStream out) throws Exception;
    }

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    private RawServer(ServerSocket server) {
        this.server = server;
    }

    /** Answers every connection so. */
    public static RawServer answering(Script script) {
        try {
            var raw = new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(() -> raw.accept(script));
            return raw;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers every connection so. */
    public static RawServer answering(String text) {
        return answering(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A port of the loopback address at which no process listens, and which no other process gets while it is open. */
    public static Socket deaf() throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return socket;
    }

    /** Its address. */
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** How many connections there have been. */
    public int connections() {
        return connections.get();
    }

    /** How many connections the client has ended, or the script has. */
    public int ended() {
        return ended.get();
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket, script));
            } catch (IOException e) {
                return; // closed: the test is over
            }
        }
    }

    private void serve(Socket socket, Script script) {
        try (socket) {
            readRequest(socket);
            script.answer(socket.getOutputStream());
            socket.getOutputStream().flush();
        } catch (Exception e) {
            // The client may leave at any time.
        } finally {
            ended.incrementAndGet();
        }
    }

    private static void readRequest(Socket socket) throws IOException {
        var in = socket.getInputStream();
        int newlines = 0;
        while (newlines < 2) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
