package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The reason for which GitHub blocked a repository. */
public enum RepositoryBlock {
    /** A takedown notice: 451. */
    DMCA(451),
    /** The terms of service: 403. */
    TOS(403),
    /** Disabled for another reason: 403. */
    UNAVAILABLE(403);

    private final int status;

    RepositoryBlock(int status) {
        this.status = status;
    }

    SandboxResponse answer() {
        ObjectNode body = Json.object().put("message", "Repository access blocked");
        body.putObject("block")
                .put("reason", name().toLowerCase(Locale.ROOT))
                .put("created_at", "2026-01-01T00:00:00Z")
                .put("html_url", "https://github.com/github/dmca");
        return SandboxResponse.json(status, body);
    }
}
