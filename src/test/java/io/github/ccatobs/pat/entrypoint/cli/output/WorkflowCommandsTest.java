package io.github.ccatobs.pat.entrypoint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.entrypoint.cli.output.WorkflowCommands.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Lines for the runner of GitHub Actions. */
class WorkflowCommandsTest {

    /** As {@code @actions/core} writes them. */
    @Test
    void escapesAsTheToolkitDoes() {
        Map<String, String> place = new LinkedHashMap<>();
        place.put("file", "a:b,c%\r\n.yml");
        place.put("line", "3");
        assertThat(WorkflowCommands.annotation(Level.ERROR, place, "x: 1,2%\r\n::set-output name=y::z"))
                .isEqualTo("::error file=a%3Ab%2Cc%25%0D%0A.yml,line=3::x: 1,2%25%0D%0A::set-output name=y::z");
        assertThat(WorkflowCommands.annotation(Level.NOTICE, Map.of(), "all")).isEqualTo("::notice::all");
        assertThat(WorkflowCommands.mask("a%b")).isEqualTo("::add-mask::a%25b");
    }

    @Property
    void isAlwaysOneLine(@ForAll String property, @ForAll String message) {
        String line = WorkflowCommands.annotation(Level.WARNING, Map.of("title", property), message);
        assertThat(line).startsWith("::warning title=").doesNotContain("\n", "\r");
    }
}
