package io.github.ccatobs.pat.store;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Shows the other processes of this machine whether the holder of a lease still lives: the holder keeps a file of its own
 * locked, and the operating system unlocks it when the process ends, in any way. Unlike a process id, the lock cannot be
 * mistaken for another process's, and it is seen from every container that shares the directory. A lock that cannot be taken
 * or tried tells nothing; then the lease counts until it expires.
 */
final class LeaseLocks {

    private static final String PREFIX = "lease-";
    private static final String SUFFIX = ".lock";
    private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-zA-Z]+" + Pattern.quote(SUFFIX));

    /**
     * The locks of this process. It must not so much as open these files again: on POSIX a process loses its lock as
     * soon as it closes any handle of the file.
     */
    private static final Map<Path, FileChannel> HELD = new HashMap<>();

    private final Optional<Path> directory;
    private final Map<String, Path> taken = new HashMap<>();

    private LeaseLocks(Optional<Path> directory) {
        this.directory = directory;
    }

    /** For a table that other machines use too: there are no locks, and a lease counts until it expires. */
    static LeaseLocks none() {
        return new LeaseLocks(Optional.empty());
    }

    /** For the processes that share {@code directory}. */
    static LeaseLocks in(Path directory) {
        return new LeaseLocks(Optional.of(directory));
    }

    /** Takes a lock of its own; returns its name, which goes into the lease's item, or nothing when there is no way. */
    Optional<String> take() {
        return directory.flatMap(LeaseLocks::newFile).flatMap(this::lock);
    }

    private static Optional<Path> newFile(Path directory) {
        try {
            return Optional.of(Files.createTempFile(directory, PREFIX, SUFFIX));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> lock(Path file) {
        synchronized (HELD) {
            try {
                FileChannel channel = FileChannel.open(file, WRITE, LinkOption.NOFOLLOW_LINKS);
                if (!isLocked(channel)) {
                    channel.close();
                    Files.deleteIfExists(file);
                    return Optional.empty();
                }
                HELD.put(file, channel);
                String name = file.getFileName().toString();
                taken.put(name, file);
                return Optional.of(name);
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    private static boolean isLocked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    /** Whether the process that took the lock has certainly ended, or given it up without a record of that. */
    boolean isGone(String lock) {
        synchronized (HELD) {
            return file(lock).filter(LeaseLocks::isFree).isPresent();
        }
    }

    /** The file of a lock that this process does not hold; empty where there are no locks. */
    private Optional<Path> file(String lock) {
        return directory
                .filter(any -> NAME.matcher(lock).matches())
                .map(any -> any.resolve(lock))
                .filter(file -> !HELD.containsKey(file));
    }

    /** Several may try at once, so each takes a share only. */
    private static boolean isFree(Path file) {
        try (FileChannel channel = FileChannel.open(file, READ, LinkOption.NOFOLLOW_LINKS)) {
            return channel.tryLock(0, Long.MAX_VALUE, true) != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    /** Gives the lock up. The lease was not given back, so others must find the holder gone. */
    void abandon(String lock) {
        synchronized (HELD) {
            Optional.ofNullable(taken.remove(lock)).map(HELD::remove).ifPresent(LeaseLocks::close);
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The handle is closed anyway, and the lock with it.
        }
    }

    /** Gives the lock up and forgets it, after its lease was given back or never given out. */
    void forget(String lock) {
        synchronized (HELD) {
            abandon(lock);
            file(lock).ifPresent(LeaseLocks::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // A small file stays behind, which no lease names.
        }
    }
}
