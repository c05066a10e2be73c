package io.github.ccatobs.pat.entrypoint.serve;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rule for the head of a request: refused is what RFC 9112 forbids, and what a proxy before us might read in another
 * way than we do.
 */
final class RequestHeadValidator {

    private static final Pattern METHOD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}");

    /** Narrower than RFC 3986, which has names with e.g. commas and percent signs that no machine has. */
    private static final String AUTHORITY =
            "(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,254}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{0,5})?";

    private static final Pattern HOST = Pattern.compile(AUTHORITY);

    private RequestHeadValidator() {}

    /** The sentence that says why {@code head} is refused; empty when it is not. */
    static Optional<String> objection(HttpRequest head) {
        if (head.decoderResult().isFailure()) {
            return Optional.of(undecoded(head.decoderResult().cause()));
        }
        if (!isKnown(head.protocolVersion())) {
            return Optional.of("expected a request of HTTP/1.1");
        }
        if (!METHOD.matcher(head.method().name()).matches()) {
            return Optional.of("expected a method of at most 32 letters");
        }
        if (!hasOneHost(head)) {
            return Optional.of("expected one Host header, with a host and perhaps a port");
        }
        if (!hasOneLength(head)) {
            return Optional.of(
                    "expected one way to tell where the body ends: Content-Length, or" + " Transfer-Encoding: chunked");
        }
        if (RequestTarget.path(head).isEmpty()) {
            return Optional.of("expected a path that begins with '/', of printable ASCII characters");
        }
        if (!RequestTarget.hasConsistentHost(head)) {
            return Optional.of("expected the same host in the first line as in the Host header");
        }
        return hasOnlyKnownExpectation(head)
                ? Optional.empty()
                : Optional.of("expected no Expect header, or Expect: 100-continue");
    }

    private static String undecoded(Throwable cause) {
        return cause instanceof TooLongFrameException
                ? "the first line or the headers are too long: expected at most " + ConnectionLimits.FIRST_LINE
                        + " and " + ConnectionLimits.HEADERS + " bytes"
                : "expected a request of HTTP/1.1";
    }

    private static boolean isKnown(HttpVersion version) {
        return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
    }

    /** HTTP/1.0 knows no Host, but those who send it send one. */
    private static boolean hasOneHost(HttpRequest head) {
        List<String> hosts = head.headers().getAll(HttpHeaderNames.HOST);
        boolean isCountRight = hosts.size() == 1 || (hosts.isEmpty() && isOld(head));
        return isCountRight
                && hosts.stream().allMatch(host -> HOST.matcher(host).matches());
    }

    /** The first drafts of WebSocket had a body of eight bytes that no header tells; Netty reads it still. */
    private static boolean hasOneLength(HttpRequest head) {
        HttpHeaders headers = head.headers();
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY1)) {
            return false;
        }
        if (codings.isEmpty()) {
            return headers.getAll(HttpHeaderNames.CONTENT_LENGTH).size() <= 1;
        }
        return codings.size() == 1
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst())
                && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                && !isOld(head);
    }

    private static boolean hasOnlyKnownExpectation(HttpRequest head) {
        return head.headers().getAll(HttpHeaderNames.EXPECT).stream()
                .allMatch(HttpHeaderValues.CONTINUE::contentEqualsIgnoreCase);
    }

    private static boolean isOld(HttpRequest head) {
        return head.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    /** The first line's target: a path, or an absolute address of the host that the Host header names. */
    static final class RequestTarget {

        private static final Pattern TARGET = Pattern.compile(
                "(?:([Hh][Tt][Tt][Pp][Ss]?)://(" + AUTHORITY + "))?(/[!-~&&[^?#]]*)(?:\\?[!-~&&[^#]]*)?");

        private static final String HTTPS = "https";

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
            return Optional.of(TARGET.matcher(head.uri()))
                    .filter(Matcher::matches)
                    .map(target -> target.group(3));
        }

        /** Whether an absolute address names the host of the Host header, with or without the usual port; true without either. */
        private static boolean hasConsistentHost(HttpRequest head) {
            var target = TARGET.matcher(head.uri());
            String named = head.headers().get(HttpHeaderNames.HOST);
            if (named == null || !target.matches() || target.group(2) == null) {
                return true;
            }
            String usualPort = target.group(1).length() == HTTPS.length() ? "443" : "80";
            Pattern unsaid = Pattern.compile(":(?:" + usualPort + ")?$");
            return unsaid.matcher(target.group(2))
                    .replaceFirst("")
                    .equalsIgnoreCase(unsaid.matcher(named).replaceFirst(""));
        }
    }
}
