package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The packaged {@code function.zip}. */
final class FunctionZip {

    static final Path FILE = Path.of("target", "function.zip");

    private FunctionZip() {}

    /** Unpacks it as AWS does into {@code /var/task}: entry by entry, in the order of the file. */
    static void unpackInto(Path task) throws IOException {
        try (var zip = new ZipInputStream(Files.newInputStream(FILE))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                write(zip, entry, task);
            }
        }
    }

    private static void write(ZipInputStream zip, ZipEntry entry, Path task) throws IOException {
        var file = task.resolve(entry.getName()).normalize();
        assertThat(file).startsWithRaw(task);
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else {
            Files.createDirectories(file.getParent());
            Files.copy(zip, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
