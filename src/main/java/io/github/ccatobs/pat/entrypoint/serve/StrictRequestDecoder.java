package io.github.ccatobs.pat.entrypoint.serve;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/** Netty's decoder with our limits. It keeps the two lengths of a request that has two, for {@link RequestHeadValidator} to see. */
final class StrictRequestDecoder extends HttpRequestDecoder {

    /** A head, the empty lines that may come before it, and the size line of a chunk. */
    private static final int MOST_WITHOUT_A_PART = 2 * (ConnectionLimits.FIRST_LINE + ConnectionLimits.HEADERS);

    private int withoutAPart;

    StrictRequestDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(ConnectionLimits.FIRST_LINE)
                .setMaxHeaderSize(ConnectionLimits.HEADERS)
                .setMaxChunkSize(ConnectionLimits.READ)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true));
    }

    /**
     * Netty skips empty lines before a request without end.
     *
     * @throws TooLongFrameException when nothing comes of many bytes
     */
    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> parts) throws Exception {
        int before = bytes.readableBytes();
        super.decode(context, bytes, parts);
        withoutAPart = parts.isEmpty() ? withoutAPart + before - bytes.readableBytes() : 0;
        if (withoutAPart > MOST_WITHOUT_A_PART) {
            throw new TooLongFrameException("nothing but empty lines");
        }
    }

    /** Netty takes {@code http/1.1} too; RFC 9112 has the name in capitals. */
    @Override
    protected HttpMessage createMessage(String[] firstLine) throws Exception {
        if (firstLine[2].startsWith("HTTP/")) {
            return super.createMessage(firstLine);
        }
        throw new IllegalArgumentException("another protocol than HTTP");
    }

    /** Netty would drop the Content-Length here. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {}
}
