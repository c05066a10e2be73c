package io.github.ccatobs.pat.entrypoint.page;

import io.github.ccatobs.pat.domain.Sha256;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The templates and the files beside them. They are read when the first page is made: no other command pays for them. */
final class PageTemplates {

    private static final String HTML = "text/html";

    private PageTemplates() {}

    /** The text of the file {@code name}. */
    static String file(String name) {
        try (var file = Objects.requireNonNull(PageTemplates.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills the template {@code name} with {@code values}, which are escaped, unless it says {@code raw}. */
    static String render(String name, Map<String, Object> values) {
        return Holder.TEMPLATES
                .computeIfAbsent(
                        name, missing -> Holder.ENGINE.parse(file(missing), Variant.forContentType(HTML), missing))
                .render(values);
    }

    /** The source of {@code text} as a policy names it. */
    static String hash(String text) {
        return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(text)) + "'";
    }

    private static final class Holder {
        private static final Map<String, Template> TEMPLATES = new ConcurrentHashMap<>();
        private static final Engine ENGINE = Engine.builder()
                .addDefaults()
                .addValueResolver(ValueResolvers.rawResolver())
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(HTML)))
                .build();
    }
}
