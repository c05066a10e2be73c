package io.github.ccatobs.pat.slack;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever there is to say, and whatever others made of their texts, the message is one that Slack takes. */
class MessageRendererPropertiesTest {

    private final MessageRenderer renderer =
            TestRenderers.beside(new RepositoryLinks(Optional.of("https://github.com")));

    @Property(tries = 150)
    void isAlwaysAMessageThatSlackTakes(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 100) int many) {
        HostileNotifications.saying(text, many)
                .forEach(
                        notification -> BlockKit.check(renderer.of(notification).json()));
    }

    @Property(tries = 3)
    void isSoForThousands(@ForAll("lines") String text, @ForAll @IntRange(min = 3_000, max = 6_000) int many) {
        HostileNotifications.saying(text, many)
                .forEach(
                        notification -> BlockKit.check(renderer.of(notification).json()));
    }

    @Provide
    Arbitrary<String> texts() {
        return texts(3_000);
    }

    @Provide
    Arbitrary<String> lines() {
        return texts(100);
    }

    private static Arbitrary<String> texts(int most) {
        var pieces = Arbitraries.of("<!channel>", "&", "<", ">", "`", "```", "*", "\n", "\u202E", "@here", "|", "\\");
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(most),
                pieces.list().ofMaxSize(most / 8).map(list -> String.join("", list)));
    }
}
