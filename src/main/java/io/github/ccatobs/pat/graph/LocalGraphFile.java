package io.github.ccatobs.pat.graph;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a graph from this machine's disk, and never more of it than {@link GraphContent#LIMIT}, nor for longer than ten seconds. */
public final class LocalGraphFile {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private LocalGraphFile() {}

    /**
     * Reads the file. Only regular files (links are followed) are opened: a directory, a pipe or a device is refused
     * unopened.
     *
     * @throws GraphException when there is none, it may not be read, is not a regular file or is too large
     */
    public static GraphContent read(GraphSource.LocalFile file) {
        String origin = file.toString();
        try {
            return new GraphContent(origin, inTime(() -> bytes(file.path(), origin), LIMIT, origin));
        } catch (NoSuchFileException e) {
            throw GraphException.of(
                    origin,
                    "there is no such file in " + folder(file.path())
                            + "; name the graph with --graph or CCAT_PAT_GRAPH, " + GraphSource.EXPECTED);
        } catch (AccessDeniedException e) {
            throw GraphException.of(origin, "this account may not read the file; " + GraphSource.EXPECTED);
        } catch (IOException e) {
            throw GraphException.of(origin, "the file cannot be read" + reason(e) + "; " + GraphSource.EXPECTED);
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof FileSystemException known && known.getReason() != null
                ? " (" + known.getReason() + ")"
                : "";
    }

    /** A file that looks regular can block its reader too: /proc/kmsg, or a file on a dead network disk. */
    static byte[] inTime(Callable<byte[]> reading, Duration limit, String origin) throws IOException {
        var task = new FutureTask<>(reading);
        Thread.ofPlatform().daemon().name("graph-file").start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException ignored) {
            throw GraphException.of(
                    origin, "reading it did not end within " + limit.toSeconds() + " s; expected a regular file");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException e) {
                throw e;
            }
            if (failed.getCause() instanceof RuntimeException e) {
                throw e;
            }
            throw new IllegalStateException("reading a file failed", failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GraphException.of(origin, "reading it was interrupted");
        } finally {
            task.cancel(true);
        }
    }

    private static byte[] bytes(Path path, String origin) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            String kind = attributes.isDirectory() ? "a directory" : "a pipe, device or socket";
            throw GraphException.of(origin, "this is " + kind + "; expected a regular file");
        }
        if (attributes.size() > GraphContent.LIMIT) {
            throw GraphContent.tooLarge(origin);
        }
        try (var stream = Files.newInputStream(path)) {
            return stream.readNBytes(GraphContent.LIMIT + 1);
        }
    }

    private static Path folder(Path path) {
        Path absolute = path.toAbsolutePath();
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }
}
