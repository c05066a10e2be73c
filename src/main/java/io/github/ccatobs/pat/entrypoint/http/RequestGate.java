package io.github.ccatobs.pat.entrypoint.http;

import io.github.ccatobs.pat.domain.Quoted;
import io.github.ccatobs.pat.domain.Redacted;
import io.github.ccatobs.pat.entrypoint.api.Problem;
import io.github.ccatobs.pat.entrypoint.api.Request;
import io.github.ccatobs.pat.entrypoint.api.Response;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Decides from the head of a request whether it is answered, before a byte of its body is read. */
final class RequestGate {

    private static final Logger LOG = Logger.getLogger(RequestGate.class);

    private final Doorkeeper doorkeeper;
    private final Door.Answers answers;
    private final Door.Count count;

    RequestGate(Doorkeeper doorkeeper, Door.Answers answers, Door.Count count) {
        this.doorkeeper = doorkeeper;
        this.answers = answers;
        this.count = count;
    }

    /** The decision about the request that begins with {@code head}. */
    Admission admit(HttpRequest head, SourceAddress source) {
        var objection = RequestRules.objection(head);
        if (objection.isPresent()) {
            return Admission.Refused.atOnce(malformed(objection.get()));
        }
        String path = RequestTarget.path(head).orElseThrow();
        if (head.method().name().equals("GET") && answers.isOpen(path)) {
            return new Admission.Open(body -> answers.toAnybody(path));
        }
        return doorkeeper
                .caller(head.headers())
                .map(caller -> admit(head, path, caller))
                .orElseGet(() -> turnAway(source));
    }

    /** Nobody is asked to send what would be refused. */
    private Admission admit(HttpRequest head, String path, String caller) {
        boolean isTooLong = HttpUtil.getContentLength(head, 0L) >= Limits.BODY;
        return isTooLong && HttpUtil.is100ContinueExpected(head)
                ? Admission.Refused.atOnce(malformed("expected at most " + (Limits.BODY - 1) + " bytes of a body"))
                : new Admission.Authenticated(toCaller(head, path, caller));
    }

    private Function<byte[], Response> toCaller(HttpRequest head, String path, String caller) {
        String method = head.method().name();
        String type = Optional.ofNullable(head.headers().get(HttpHeaderNames.CONTENT_TYPE))
                .orElse("");
        return body -> {
            var response = answers.toCaller(new Request(method, path, type, body, caller));
            LOG.infof("%s %s %d %s", method, Redacted.of(Quoted.of(path)), response.status(), caller);
            return response;
        };
    }

    private Admission turnAway(SourceAddress source) {
        count.refused();
        return new Admission.Refused(doorkeeper.refusal(), doorkeeper.holdBack(source));
    }

    /** The refusal of what no server has to understand. */
    static Response malformed(String detail) {
        return Problem.of(Problem.Kind.MALFORMED_REQUEST, detail).response();
    }
}
