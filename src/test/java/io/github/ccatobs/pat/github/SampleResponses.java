package io.github.ccatobs.pat.github;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Answers that no server gave, for the rules that read answers. */
final class SampleResponses {

    /** A call that is named in messages and never sent. */
    static final GitHubRequest CALL = GitHubRequest.read("/repos/acme/web", (api, authorization) -> {
        throw new AssertionError("this call is only talked about");
    });

    static final GitHubRequest WRITE =
            GitHubRequest.write("/repos/acme/web/actions/secrets/GH_PAT", (api, authorization) -> {
                throw new AssertionError("this call is only talked about");
            });

    private SampleResponses() {}

    /** With {@code headers} as lines of {@code name: value}, separated by {@code |}. */
    static GitHubResponse of(int status, String headers, String body) {
        Map<String, String> map = new HashMap<>();
        for (String line : headers.isEmpty() ? new String[0] : headers.split("\\|")) {
            String[] parts = line.split(":", 2);
            map.put(parts[0].strip(), parts[1].strip());
        }
        return new GitHubResponse(CALL, status, map, body.getBytes(StandardCharsets.UTF_8));
    }
}
