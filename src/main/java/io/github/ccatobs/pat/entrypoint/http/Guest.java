package io.github.ccatobs.pat.entrypoint.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;

/** One connection: how long it is waited for, and whether it has been told that it ends. Used on its event loop alone. */
final class Guest {

    private static final long NONE = -1;

    private final Vertx vertx;
    private final HttpConnection connection;
    private long timer = NONE;
    private boolean leaving;

    Guest(Vertx vertx, HttpConnection connection) {
        this.vertx = vertx;
        this.connection = connection;
    }

    /** Closes the connection unless {@link #relax} is called within {@code time}. */
    void hurry(Duration time) {
        relax();
        timer = vertx.setTimer(Math.max(1, time.toMillis()), fired -> connection.close());
    }

    void relax() {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }

    /** Nothing more of it is answered: it ends after {@code time} at the latest. */
    void dismiss(Duration time) {
        leaving = true;
        hurry(time);
    }

    boolean isLeaving() {
        return leaving;
    }

    void leave() {
        relax();
        connection.close();
    }
}
