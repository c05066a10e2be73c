package io.github.ccatobs.pat.sandbox;

import io.netty.channel.ChannelOption;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Arrays;

/** How an answer reaches the caller: as it should, in part, or not at all. */
sealed interface ResponseDelivery {

    /**
     * Hands the answer over and ends the exchange, without waiting for the caller to take it.
     *
     * @param date when GitHub answers, for the header of that name
     */
    void send(HttpServerRequest exchange, String date);

    /** The whole answer. */
    record WholeResponse(SandboxResponse answer) implements ResponseDelivery {

        @Override
        public void send(HttpServerRequest exchange, String date) {
            byte[] body = answer.body();
            HttpServerResponse response = begin(exchange, answer, date);
            if (body.length == 0 || exchange.method().equals(HttpMethod.HEAD)) {
                response.end();
            } else {
                response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length));
                response.end(Buffer.buffer(body));
            }
        }
    }

    /** The headers and half of the body, then the end of the connection. */
    record HalfResponse(SandboxResponse answer) implements ResponseDelivery {

        @Override
        public void send(HttpServerRequest exchange, String date) {
            byte[] body = answer.body();
            begin(exchange, answer, date)
                    .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length + 1L))
                    .write(Buffer.buffer(Arrays.copyOf(body, body.length / 2)))
                    .onComplete(written -> exchange.connection().close());
        }
    }

    /** The connection reset without a word. */
    record NoResponse() implements ResponseDelivery {

        @Override
        public void send(HttpServerRequest exchange, String date) {
            reset(exchange);
        }
    }

    /** As {@link NoResponse}, when the answer was known: the request had its effect. */
    record LostResponse(SandboxResponse answer) implements ResponseDelivery {

        @Override
        public void send(HttpServerRequest exchange, String date) {
            reset(exchange);
        }
    }

    /** Cuts the connection, so that the caller reads an error and not the end of a stream. */
    static void reset(HttpServerRequest exchange) {
        // Closing a socket that does not linger resets it. Vert.x has that for all of a server's connections or for
        // none.
        ((ConnectionBase) exchange.connection()).channel().config().setOption(ChannelOption.SO_LINGER, 0);
        exchange.connection().close();
    }

    private static HttpServerResponse begin(HttpServerRequest exchange, SandboxResponse answer, String date) {
        HttpServerResponse response =
                exchange.response().setStatusCode(answer.status()).putHeader(HttpHeaders.DATE, date);
        answer.headers().forEach(response::putHeader);
        return response;
    }
}
