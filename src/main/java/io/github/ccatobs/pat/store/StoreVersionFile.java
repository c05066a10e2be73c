package io.github.ccatobs.pat.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The file beside the store that says which version of the store was the last one. It is written after each change, so
 * after the death of a process the store may be newer than it says, and never older.
 */
final class StoreVersionFile {

    private static final String NAME = "store.version";
    /** Its one line is shorter; a longer file is something else and is not read. */
    private static final int MOST_BYTES = 128;

    private final Path path;

    private StoreVersionFile(Path path) {
        this.path = path;
    }

    /** The one that belongs to {@code store}. */
    static StoreVersionFile beside(Path store) {
        return new StoreVersionFile(store.resolveSibling(NAME));
    }

    Path path() {
        return path;
    }

    /**
     * The content of the file; empty when there is no file.
     *
     * @throws IllegalArgumentException when it says something else than a version
     */
    Optional<StoreVersion> read() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.size(path) > MOST_BYTES) {
            throw new IllegalArgumentException("not the version of a store");
        }
        return Optional.of(StoreVersion.parse(Files.readString(path, ISO_8859_1)));
    }

    /** Replaces the file as a whole, and forces it to the disk before it takes its place. */
    void write(StoreVersion version) throws IOException {
        Path fresh = path.resolveSibling(NAME + ".new");
        try (FileChannel channel =
                FileChannel.open(fresh, Set.of(CREATE, WRITE, TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS), mode())) {
            var bytes = ByteBuffer.wrap(version.line().getBytes(ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, path, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] mode() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
