package io.github.ccatobs.pat.entrypoint.serve;

import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first line's target: a path, or an absolute address whose host counts no more than the Host header does. */
final class RequestTarget {

    private static final Pattern TARGET = Pattern.compile(
            "(?:[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9._~!$&'()*+,;=%:\\[\\]-]+)?(/[!-~&&[^?#]]*)(?:\\?[!-~&&[^#]]*)?");

    private RequestTarget() {}

    /**
     * The path of {@code head}, as it came, without the query. {@code *} is one for {@code OPTIONS} alone.
     *
     * @return empty when the target is something else
     */
    static Optional<String> path(HttpRequest head) {
        if (head.uri().equals("*") && head.method().name().equals("OPTIONS")) {
            return Optional.of("*");
        }
        return Optional.of(TARGET.matcher(head.uri())).filter(Matcher::matches).map(target -> target.group(1));
    }
}
