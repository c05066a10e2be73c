package io.github.ccatobs.pat.entrypoint.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A connection of our own making: sends what a test wants, be it HTTP or not, and reads answers one by one. */
final class RawHttpClient implements AutoCloseable {

    /** Longer than anything of ours takes; a test that meets it has failed. */
    private static final int WAIT_LIMIT = 30_000;

    private final Socket socket;
    private final InputStream in;

    /** One answer. */
    record RawResponse(int status, Map<String, String> headers, String body) {

        /** The same for everybody: all of it but its time. */
        String whole() {
            return status + " " + headers + " " + body;
        }
    }

    RawHttpClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(WAIT_LIMIT);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to one request on a connection of its own. */
    static RawResponse ask(int port, String request) {
        try (var client = new RawHttpClient(port)) {
            return client.send(request).hear().orElseThrow();
        }
    }

    /** Sends these lines with CRLF between them; a text that ends with an empty line is a whole head. */
    RawHttpClient send(String text) {
        return sendRaw(text.replace("\n", "\r\n"));
    }

    RawHttpClient sendRaw(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection with a reset when it is closed. */
    void resetAtItsEnd() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends as long as the other side takes it, and gives how many bytes it took; a lot ends it too. */
    long sendWithoutEnd(String part, long most) {
        long sent = 0;
        try {
            byte[] bytes = part.getBytes(ISO_8859_1);
            while (sent < most) {
                socket.getOutputStream().write(bytes);
                sent += bytes.length;
            }
        } catch (IOException ignored) {
            return sent;
        }
        return sent;
    }

    /** The next answer; empty when the connection has ended instead. */
    Optional<RawResponse> hear() {
        try {
            String status = line();
            if (status.isEmpty()) {
                return Optional.empty();
            }
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return Optional.of(new RawResponse(number(status), headers, new String(in.readNBytes(length), ISO_8859_1)));
        } catch (IOException ignored) {
            return Optional.empty();
        }
    }

    /** Whether the other side has ended the connection and nothing more came. */
    boolean isAtItsEnd() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException ignored) {
            return false;
        } catch (IOException ignored) {
            return true;
        }
    }

    private static int number(String status) {
        int start = status.indexOf(' ') + 1;
        return Integer.parseInt(status.substring(start, start + 3));
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
