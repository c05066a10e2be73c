package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The table of settings in the reference is whole: each key of each mapping is in it. */
@Execution(ExecutionMode.CONCURRENT)
class SettingsTableTest {

    @Test
    void everyKeyIsInTheTable() throws Exception {
        String reference = Files.readString(Path.of("docs/reference.md"));
        List<String> rows = reference
                .lines()
                .filter(line -> line.startsWith("| `ccat.pat."))
                .toList();
        List<String> keys = keys().toList();

        assertThat(keys).hasSizeGreaterThan(30);
        assertThat(keys).allSatisfy(key -> assertThat(rows)
                .as("rows that name %s, in full or after its beginning", key)
                .anySatisfy(row -> assertThat(names(row, key)).isTrue()));
    }

    /** Such as {@code ccat.pat.http.host}, or {@code ccat.pat.http.host`, `.port} for two that belong together. */
    private static boolean names(String row, String key) {
        int last = key.lastIndexOf('.');
        boolean inFull = row.contains("`" + key + "`") || row.contains("`" + key + ".\"");
        boolean afterItsBeginning =
                row.contains("`" + key.substring(0, last)) && row.contains("`" + key.substring(last) + "`");
        return inFull || afterItsBeginning;
    }

    private Stream<String> keys() {
        return MainClasses.ALL.stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .flatMap(type -> type.getMethods().stream()
                        .map(method -> type.getAnnotationOfType(ConfigMapping.class)
                                        .prefix() + "." + kebab(method.getName())));
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
