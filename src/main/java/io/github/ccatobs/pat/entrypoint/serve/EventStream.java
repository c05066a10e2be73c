package io.github.ccatobs.pat.entrypoint.serve;

import java.util.Map;
import java.util.function.Predicate;

/** Server-sent events of one browser. */
interface EventStream {

    /** The headers of the answer. */
    Map<String, String> headers();

    /**
     * Begins; events come from any thread.
     *
     * @param sink takes a text of the format, and says whether it was taken: not while the browser is slow
     * @param end ends the answer
     */
    void begin(Predicate<String> sink, Runnable end);

    /** The browser has gone, or the answer has ended; once is enough, more often changes nothing. */
    void end();
}
