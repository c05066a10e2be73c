package io.github.ccatobs.pat.entrypoint.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ccatobs.pat.audit.AuditLauncher;
import io.github.ccatobs.pat.entrypoint.api.Api;
import io.github.ccatobs.pat.entrypoint.api.Apis;
import io.github.ccatobs.pat.entrypoint.api.Problem;
import io.github.ccatobs.pat.entrypoint.api.Request;
import io.github.ccatobs.pat.entrypoint.api.Response;
import io.github.ccatobs.pat.rotation.RotationLauncher;
import io.quarkus.funqy.Funq;
import java.util.Base64;

/** The function {@code api}: what API Gateway calls. It answers as {@code serve} does. */
public class ApiFunction {

    private final Api api;
    private final Callers callers;
    private final SharedStore store;

    ApiFunction(Apis apis, RotationLauncher rotations, AuditLauncher audits, Callers callers, SharedStore store) {
        this.api = apis.over(new Elsewhere(rotations, audits));
        this.callers = callers;
        this.store = store;
    }

    /** Answers one request. */
    @Funq("api")
    public HttpAnswer answer(HttpEvent event) {
        return HttpAnswer.of(
                switch (callers.judge(event)) {
                    case Callers.Verdict.Refused(Problem problem) -> problem.response();
                    case Callers.Verdict.Known(String name) -> answer(event, name);
                });
    }

    private Response answer(HttpEvent event, String caller) {
        try {
            store.require();
            return api.answer(new Request(event.method(), event.path(), event.contentType(), body(event), caller));
        } catch (SharedStore.Missing missing) {
            return Problem.of(Problem.Kind.NOT_CONFIGURED, String.valueOf(missing.getMessage()))
                    .response();
        } catch (IllegalArgumentException notBase64) {
            return Problem.of(Problem.Kind.MALFORMED_REQUEST, "the body is said to be base64 and is not")
                    .response();
        }
    }

    private static byte[] body(HttpEvent event) {
        return event.isBase64Encoded()
                ? Base64.getDecoder().decode(event.text())
                : event.text().getBytes(UTF_8);
    }
}
