package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.domain.ProblemKind;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.entrypoint.api.ApiRequest;
import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import io.github.ccatobs.pat.entrypoint.api.Problem;
import io.github.ccatobs.pat.entrypoint.serve.RequestHeadValidator.RequestTarget;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Decides from the head of a request whether it is answered, before a byte of its body is read. */
final class RequestGate {

    private static final Logger LOG = Logger.getLogger(RequestGate.class);

    private final BearerAuthenticator authenticator;
    private final ApiHttpServer.RequestHandler requestHandler;
    private final ApiHttpServer.ServerMetrics metrics;

    RequestGate(
            BearerAuthenticator authenticator,
            ApiHttpServer.RequestHandler requestHandler,
            ApiHttpServer.ServerMetrics metrics) {
        this.authenticator = authenticator;
        this.requestHandler = requestHandler;
        this.metrics = metrics;
    }

    /** The decision about the request that begins with {@code head}. */
    Admission admit(HttpRequest head, SourceAddress source) {
        var objection = RequestHeadValidator.objection(head);
        if (objection.isPresent()) {
            return Admission.RefusedRequest.atOnce(malformed(objection.get()));
        }
        String path = RequestTarget.path(head).orElseThrow();
        if (head.method().name().equals("GET") && requestHandler.isOpen(path)) {
            return new Admission.OpenRequest(body -> requestHandler.toAnonymous(path));
        }
        var fromBrowser = head.headers().contains(HttpHeaderNames.AUTHORIZATION)
                ? Optional.<Admission>empty()
                : requestHandler.admit(head, path, source);
        return fromBrowser.orElseGet(() -> authenticator
                .caller(head.headers())
                .map(caller -> admit(head, path, caller))
                .orElseGet(() -> refuse(source)));
    }

    /** Does not ask a caller to send a body that would be refused. */
    private Admission admit(HttpRequest head, String path, String caller) {
        boolean isTooLong = HttpUtil.getContentLength(head, 0L) >= ConnectionLimits.BODY;
        return isTooLong && HttpUtil.is100ContinueExpected(head)
                ? Admission.RefusedRequest.atOnce(
                        malformed("expected at most " + (ConnectionLimits.BODY - 1) + " bytes of a body"))
                : new Admission.AuthenticatedRequest(toCaller(head, path, caller));
    }

    private Function<byte[], RequestOutcome> toCaller(HttpRequest head, String path, String caller) {
        String method = head.method().name();
        String type = Optional.ofNullable(head.headers().get(HttpHeaderNames.CONTENT_TYPE))
                .orElse("");
        return body -> {
            var response = requestHandler.toCaller(new ApiRequest(method, path, type, body, caller));
            LOG.infof("%s %s %d %s", method, TokenRedactor.of(QuotedText.of(path)), response.status(), caller);
            return new RequestOutcome.Immediate(response);
        };
    }

    private Admission refuse(SourceAddress source) {
        metrics.refused();
        return new Admission.RefusedRequest(authenticator.refusal(), authenticator.delayFor(source));
    }

    /** The refusal of what no server has to understand. */
    static ApiResponse malformed(String detail) {
        return Problem.of(ProblemKind.MALFORMED_REQUEST, detail).response();
    }

    /** The decision about a request, made from its head alone. */
    sealed interface Admission {

        /**
         * It is refused, and its connection ends.
         *
         * @param delay how long the refusal is held back
         */
        record RefusedRequest(ApiResponse response, Duration delay) implements Admission {

            static RefusedRequest atOnce(ApiResponse response) {
                return new RefusedRequest(response, Duration.ZERO);
            }
        }

        /** It needs no key and no body. */
        record OpenRequest(Function<byte[], ApiResponse> answer) implements Admission {}

        /** It needs no key, and its short body is read. */
        record AnonymousRequest(Function<byte[], RequestOutcome> answer) implements Admission {}

        /** It comes with a right key or a session, so its body is read. */
        record AuthenticatedRequest(Function<byte[], RequestOutcome> answer) implements Admission {}
    }
}
