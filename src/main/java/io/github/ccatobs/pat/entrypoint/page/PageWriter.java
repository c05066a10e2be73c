package io.github.ccatobs.pat.entrypoint.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Writes the page of the service, its sign-in form, and the files that both need. */
@ApplicationScoped
public class PageWriter {

    /** The files by name, and their types: nothing else can be asked for. */
    private static final Map<String, String> FILES = Map.of(
            "page.css", "text/css; charset=utf-8",
            "table.js", "text/javascript; charset=utf-8",
            "live.js", "text/javascript; charset=utf-8");

    private final PageComposer composer;

    PageWriter(PageComposer composer) {
        this.composer = composer;
    }

    /**
     * The values that the page needs beside the view.
     *
     * @param csrf the text that its requests send along
     * @param caller who is signed in
     * @param vault the name of the token in the vault, whose current version can be handed out; empty when there is none
     * @param cost what a rotation of all repositories costs, e.g. {@code 12 repositories, which takes about 20 s}
     */
    public record PageSession(String csrf, String caller, String vault, String cost) {

        /** Hides what a request proves itself with. */
        @Override
        public String toString() {
            return caller;
        }
    }

    /** A file beside the page. */
    public record Asset(String type, String text) {}

    /** The page of {@code seen}. */
    public String page(Overview seen, PageSession live) {
        return PageTemplates.render(
                "page.html",
                Map.of(
                        "view", composer.composeLive(seen),
                        "live", true,
                        "csrf", live.csrf(),
                        "caller", live.caller(),
                        "vault", PageComposer.shown(live.vault()),
                        "cost", live.cost()));
    }

    /** The form; {@code problem} is empty the first time. */
    public String signIn(String problem) {
        return PageTemplates.render("sign-in.html", Map.of("problem", problem));
    }

    /** The file {@code name}. */
    public Optional<Asset> asset(String name) {
        return Optional.ofNullable(FILES.get(name)).map(type -> new Asset(type, PageTemplates.file(name)));
    }
}
