package io.github.ccatobs.pat.github;

import io.vertx.core.http.HttpConnection;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jboss.resteasy.reactive.client.impl.ClientRequestContextImpl;

/**
 * Ends the connection of an answer whose body is abandoned. The client by itself would read and drop what
 * comes, and keep the connection, for as long as the server sends.
 *
 * <p>The client calls it also when there was no answer; then it does nothing. It also drops the content type, which the
 * client would parse, and log, although we do not need it.
 */
final class AbandonedBodyFilter implements ClientResponseFilter {

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        if (request instanceof ClientRequestContextImpl context) {
            Optional.ofNullable(context.getRestClientRequestContext().getVertxClientResponse())
                    .ifPresent(answer -> guard(response, answer.request().connection()));
        }
    }

    private static void guard(ClientResponseContext response, HttpConnection connection) {
        response.getHeaders().remove("Content-Type");
        if (response.hasEntity()) {
            response.setEntityStream(new Body(response.getEntityStream(), connection));
        }
    }

    private static final class Body extends FilterInputStream {
        private final HttpConnection connection;
        private boolean ended;

        Body(InputStream body, HttpConnection connection) {
            super(body);
            this.connection = connection;
        }

        @Override
        public int read() throws IOException {
            return noted(super.read());
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return noted(super.read(into, from, length));
        }

        @Override
        public void close() throws IOException {
            if (!ended) {
                connection.close();
            }
            super.close();
        }

        private int noted(int read) {
            ended |= read < 0;
            return read;
        }
    }
}
