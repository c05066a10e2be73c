package io.github.ccatobs.pat.entrypoint.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A connection without a network, whose time passes when a test says so. */
final class EmbeddedConnection {

    private final EmbeddedChannel channel = new EmbeddedChannel(false, false);

    /** Connects to {@code server} from {@code source}. */
    EmbeddedConnection(ApiHttpServer server, SourceAddress source) {
        channel.freezeTime();
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel connection) {
                server.accept(connection, source);
            }
        });
        try {
            channel.register();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends these lines with CRLF between them. */
    EmbeddedConnection send(String text) {
        return sendRaw(text.replace("\n", "\r\n"));
    }

    EmbeddedConnection sendRaw(String text) {
        if (isOpen()) {
            channel.writeInbound(Unpooled.copiedBuffer(text, ISO_8859_1));
        }
        return settle();
    }

    /** Lets what was handed to the event loop happen. */
    EmbeddedConnection settle() {
        channel.runPendingTasks();
        return this;
    }

    EmbeddedConnection waitFor(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        return settle();
    }

    /** All that was answered since it was asked last. */
    String answers() {
        var text = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            text.append(part.toString(ISO_8859_1));
            part.release();
        }
        return text.toString();
    }

    /** The statuses of all that was answered since it was asked last. */
    List<Integer> statuses() {
        return Pattern.compile("HTTP/1\\.1 (\\d{3}) ")
                .matcher(answers())
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void close() {
        var unused = channel.close();
        settle();
    }

    /** Netty's event for a connection that the other side resets. */
    void reset() {
        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        close();
    }
}
