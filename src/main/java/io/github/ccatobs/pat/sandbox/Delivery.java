package io.github.ccatobs.pat.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;

/** How an answer reaches the caller: as it should, in part, or not at all. */
sealed interface Delivery {

    /** Hands the answer over and ends the exchange. */
    void send(HttpExchange exchange) throws IOException;

    /** The whole answer. */
    record Whole(Answer answer) implements Delivery {

        @Override
        public void send(HttpExchange exchange) throws IOException {
            byte[] body = answer.body();
            boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            begin(exchange, answer, bodiless ? -1 : body.length);
            if (!bodiless) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        }
    }

    /** The headers and half of the body, then the end of the connection. */
    record Half(Answer answer) implements Delivery {

        @Override
        public void send(HttpExchange exchange) throws IOException {
            byte[] body = answer.body();
            begin(exchange, answer, body.length + 1L);
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
            exchange.close();
        }
    }

    /** The end of the connection without a word. */
    record Nothing() implements Delivery {

        @Override
        public void send(HttpExchange exchange) {
            exchange.close();
        }
    }

    /** As {@link Nothing}, when the answer was known: the request had its effect. */
    record Lost(Answer answer) implements Delivery {

        @Override
        public void send(HttpExchange exchange) {
            exchange.close();
        }
    }

    private static void begin(HttpExchange exchange, Answer answer, long length) throws IOException {
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            exchange.getResponseHeaders().set(header.getKey(), header.getValue());
        }
        exchange.sendResponseHeaders(answer.status(), length);
    }
}
