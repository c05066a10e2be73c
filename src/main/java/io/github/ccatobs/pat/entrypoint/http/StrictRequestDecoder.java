package io.github.ccatobs.pat.entrypoint.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** Netty's decoder with our limits. It keeps the two lengths of a request that has two, for {@link RequestRules} to see. */
final class StrictRequestDecoder extends HttpRequestDecoder {

    StrictRequestDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(Limits.FIRST_LINE)
                .setMaxHeaderSize(Limits.HEADERS)
                .setMaxChunkSize(Limits.READ)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true));
    }

    /** Netty would drop the Content-Length here. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {}
}
