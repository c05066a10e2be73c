package io.github.ccatobs.pat.graph;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads a graph from this machine's disk, and never more of it than {@link GraphText#LIMIT}. */
public final class LocalGraphFile {

    private LocalGraphFile() {}

    /**
     * Reads the file. Only regular files (links are followed) are opened: a directory, a pipe or a device is refused
     * unopened.
     *
     * @throws GraphException when there is none, it may not be read, is not a regular file or is too large
     */
    public static GraphText read(GraphSource.LocalFile file) {
        String origin = file.toString();
        try {
            return new GraphText(origin, bytes(file.path(), origin));
        } catch (NoSuchFileException e) {
            throw GraphException.of(
                    origin,
                    "there is no such file in " + folder(file.path())
                            + "; name the graph with --graph or CCAT_PAT_GRAPH, " + GraphSource.EXPECTED);
        } catch (AccessDeniedException e) {
            throw GraphException.of(origin, "this account may not read the file; " + GraphSource.EXPECTED);
        } catch (IOException e) {
            throw GraphException.of(
                    origin, "the file cannot be read (" + e.getClass().getSimpleName() + "); " + GraphSource.EXPECTED);
        }
    }

    private static byte[] bytes(Path path, String origin) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            String kind = attributes.isDirectory() ? "a directory" : "a pipe, device or socket";
            throw GraphException.of(origin, "this is " + kind + "; expected a regular file");
        }
        if (attributes.size() > GraphText.LIMIT) {
            throw GraphText.tooLarge(origin);
        }
        try (var stream = Files.newInputStream(path)) {
            return stream.readNBytes(GraphText.LIMIT + 1);
        }
    }

    private static Path folder(Path path) {
        Path absolute = path.toAbsolutePath();
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }
}
