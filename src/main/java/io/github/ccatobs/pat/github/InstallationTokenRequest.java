package io.github.ccatobs.pat.github;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * The body of the call that makes an App's token.
 *
 * @param permissions each with its level
 * @param repositories names without their owner; left out when empty, which is all that the App is installed on
 */
record InstallationTokenRequest(
        Map<String, String> permissions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> repositories) {

    /** Copies. */
    InstallationTokenRequest {
        permissions = Map.copyOf(permissions);
        repositories = List.copyOf(repositories);
    }
}
