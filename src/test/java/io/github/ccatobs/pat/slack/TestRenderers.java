package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.TestInstructions;
import java.net.URI;
import java.util.Optional;

/** Renderers for tests. */
final class TestRenderers {

    static final String RUNBOOK = "https://github.com/ccatobs/ccat-pat/blob/main/docs/runbook.md";

    private TestRenderers() {}

    private static Optional<URI> form(Notification.OfAudit notification) {
        var audit = notification.audit().record();
        return Optional.of(TestInstructions.renewal()
                .form(audit.secret(), audit.summary().repositories(), name -> Optional.empty())
                .address());
    }

    /** As the command line renders: it links to {@code pages} and our own runbook, and to no run. */
    static MessageRenderer beside(RepositoryLinks pages) {
        return new MessageRenderer(
                pages,
                TestInstructions.ofCommand(),
                new MessageButtons(pages, new Runbook(URI.create(RUNBOOK)), Optional.empty(), TestRenderers::form));
    }

    /** As the functions on AWS render. */
    static MessageRenderer onAws(String... settings) {
        var pages = new RepositoryLinks(Optional.of("https://github.com"));
        return new MessageRenderer(
                pages,
                TestInstructions.ofFunction(settings),
                new MessageButtons(pages, new Runbook(URI.create(RUNBOOK)), Optional.empty(), TestRenderers::form));
    }
}
