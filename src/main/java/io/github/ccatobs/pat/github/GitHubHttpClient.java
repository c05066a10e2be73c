package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.network.NetworkRoute;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Sends one call and reads its answer, as much as one may have: once, with no retry, redirect or judgement. */
final class GitHubHttpClient {

    private static final int CHUNK = 16 * 1024;

    private final GitHubApi api;
    private final NetworkRoute route;
    private final Duration timeout;
    private final SentRequests.Counter sent;
    private final RequestListener listener;

    GitHubHttpClient(
            GitHubApi api, NetworkRoute route, Duration timeout, SentRequests.Counter sent, RequestListener listener) {
        this.api = api;
        this.route = route;
        this.timeout = timeout;
        this.sent = sent;
        this.listener = listener;
    }

    /**
     * Sends {@code request} with {@code credential}.
     *
     * @throws GitHubException.GitHubUnavailableException when no whole answer came within the timeout
     */
    GitHubResponse send(GitHubRequest request, TokenCredential credential) {
        sent.count(request);
        long start = System.nanoTime();
        try {
            var answer = exchange(request, credential);
            listener.answered(answer.status());
            listener.finished(trace(request, Optional.of(answer), start));
            return answer;
        } catch (GitHubException.GitHubUnavailableException e) {
            listener.unanswered();
            listener.finished(trace(request, Optional.empty(), start));
            throw e;
        }
    }

    private static RequestListener.RequestTrace trace(
            GitHubRequest request, Optional<GitHubResponse> answer, long start) {
        return new RequestListener.RequestTrace(
                request.kind().method(),
                request.path().replaceFirst("[?].*", ""),
                answer.map(GitHubResponse::status),
                Duration.ofNanos(System.nanoTime() - start),
                answer.map(GitHubResponse::headers).map(headers -> headers.get("x-ratelimit-remaining")));
    }

    private GitHubResponse exchange(GitHubRequest request, TokenCredential credential) {
        long start = System.nanoTime();
        try {
            var response = request.send().send(api, credential.authorization());
            return new GitHubResponse(request, response.getStatus(), headers(response), body(request, response, start));
        } catch (GitHubException e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            // The client throws many kinds at an invalid answer. None of them is passed on as the cause: it may
            // repeat what GitHub sent, and GitHub what we sent.
            throw failure(request, e, isLate(start));
        }
    }

    private GitHubException failure(GitHubRequest request, Exception failure, boolean isLate) {
        String unanswered = "no answer from GitHub: ";
        String kind = kind(failure);
        return route.explain(failure)
                .map(onTheWay -> GitHubException.GitHubUnavailableException.unanswered(
                        request, unanswered + onTheWay.why(), onTheWay.isPermanent()))
                .orElseGet(() -> GitHubException.GitHubUnavailableException.unanswered(
                        request, unanswered + (isLate ? "it took too long" : kind) + route.throughProxy(), false));
    }

    private byte[] body(GitHubRequest request, RestResponse<InputStream> response, long start) throws IOException {
        try (@Nullable InputStream body = response.getEntity()) {
            return body == null ? new byte[0] : readAll(request, body, start);
        }
    }

    private byte[] readAll(GitHubRequest request, InputStream body, long start) throws IOException {
        var whole = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int read = body.read(chunk);
                read >= 0 && whole.size() <= GitHubResponse.LARGEST;
                read = body.read(chunk)) {
            whole.write(chunk, 0, read);
            if (isLate(start)) {
                throw GitHubException.GitHubUnavailableException.unanswered(
                        request, "the answer did not end in time", false);
            }
        }
        return whole.toByteArray();
    }

    private boolean isLate(long start) {
        return System.nanoTime() - start > timeout.toNanos();
    }

    private static Map<String, String> headers(RestResponse<?> response) {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, List<String>> header :
                response.getStringHeaders().entrySet()) {
            if (!header.getValue().isEmpty()) {
                headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().getFirst());
            }
        }
        return Map.copyOf(headers);
    }

    /** The failure, by the innermost exception's class: its message could repeat the request. */
    private static String kind(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof InterruptedException || cause instanceof InterruptedIOException) {
            Thread.currentThread().interrupt();
        }
        String name = cause.getClass().getSimpleName();
        return switch (name) {
            case "UnknownHostException" -> "the host name cannot be resolved";
            case "AnnotatedConnectException", "ConnectException" -> "the connection was refused";
            case "HttpClosedException", "ClosedChannelException" -> "the connection was cut";
            default -> kindByWord(cause, name);
        };
    }

    /** A class's name tells a person nothing, so none stands in a message. */
    private static String kindByWord(Throwable cause, String name) {
        if (name.contains("Timeout")) {
            return "it took too long";
        }
        if (name.contains("SSL") || name.contains("Cert")) {
            return "no secure connection: TLS failed or the certificate is not accepted";
        }
        return cause instanceof IOException ? "the connection was cut" : "the answer is not valid HTTP";
    }
}
