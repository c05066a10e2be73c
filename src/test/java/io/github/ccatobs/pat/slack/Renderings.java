package io.github.ccatobs.pat.slack;

import java.net.URI;
import java.util.Optional;

/** Renderers for tests. */
final class Renderings {

    static final String RUNBOOK = "https://github.com/ccatobs/ccat-pat/blob/main/docs/runbook.md";

    private Renderings() {}

    /** Links to {@code pages} and our own runbook, and to no run. */
    static Rendering beside(WebPages pages) {
        return new Rendering(pages, new MessageButtons(pages, new Runbook(URI.create(RUNBOOK)), Optional.empty()));
    }
}
