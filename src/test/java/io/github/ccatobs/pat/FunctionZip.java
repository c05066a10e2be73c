package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The packaged {@code function.zip}. */
final class FunctionZip {

    static final Path FILE = Path.of("target", "function.zip");

    private static final Path TASK = Path.of("target", "var", "task").toAbsolutePath();

    private FunctionZip() {}

    private static final class Unpacked {
        static final Path DIRECTORY = unpack();
    }

    /**
     * A directory into which it was unpacked, as AWS does: entry by entry, in the order of the file. Tests in other processes have
     * the same, which stays as it is until the file is another one.
     */
    static Path unpacked() {
        return Unpacked.DIRECTORY;
    }

    private static Path unpack() {
        try {
            Path parent = Files.createDirectories(TASK.getParent());
            try (var file = FileChannel.open(
                            parent.resolve("task.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = file.lock()) {
                assert lock.isValid();
                unpackUnlessDone(parent.resolve("task.version"));
            }
            return TASK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpackUnlessDone(Path marker) throws IOException {
        String version = Files.getLastModifiedTime(FILE) + " " + Files.size(FILE);
        if (Files.exists(marker) && Files.readString(marker).equals(version)) {
            return;
        }
        Files.deleteIfExists(marker);
        if (Files.exists(TASK)) {
            delete(TASK);
        }
        unpackInto(Files.createDirectories(TASK));
        Files.writeString(marker, version);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void unpackInto(Path task) throws IOException {
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
