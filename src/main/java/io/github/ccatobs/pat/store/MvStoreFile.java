package io.github.ccatobs.pat.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.SingleFileStore;
import org.h2.mvstore.type.StringDataType;

/** MVStore with the file open, which locks it. No thread works behind our back. */
final class MvStoreFile implements AutoCloseable {

    private static final String MAP = "items";
    /** A map beside it, which a change writes in the same commit. */
    private static final String VERSION_MAP = "version";

    private static final String VERSION_KEY = "version";
    /** The bytes that MVStore writes first into an empty file. */
    private static final int HEADER_BYTES = 8 * 1024;
    /** A change writes the pages it touches anew, so small ones keep the file small. */
    private static final int PAGE_BYTES = 4 * 1024;

    private static final int CACHE_MEGABYTES = 2;

    private final MVStore store;
    private final MVMap<String, String> map;
    private final Optional<StoreVersion> recorded;
    private boolean kept;

    private MvStoreFile(MVStore store) {
        this.store = store;
        this.recorded = store.hasMap(VERSION_MAP)
                ? Optional.ofNullable(texts(VERSION_MAP).get(VERSION_KEY)).map(StoreVersion::parse)
                : Optional.empty();
        this.map = texts(MAP);
    }

    /** Opens the file or fails in any way, as MVStore does when a file is damaged; then the file is closed again. */
    static MvStoreFile open(Path path, boolean readOnly) {
        var channel =
                new SingleFileStore(new HashMap<>(Map.of("pageSplitSize", PAGE_BYTES, "cacheSize", CACHE_MEGABYTES)));
        try {
            long length = path.toFile().length();
            channel.open(path.toString(), readOnly, null);
            return open(channel, length);
        } catch (RuntimeException | AssertionError | VirtualMachineError e) {
            abandon(channel);
            throw e;
        }
    }

    /** MVStore takes a file of which it finds nothing but the header for an empty one and would write over the rest. */
    private static MvStoreFile open(SingleFileStore channel, long length) {
        MVStore store = new MVStore.Builder()
                .adoptFileStore(channel)
                .autoCommitDisabled()
                .open();
        if (!store.hasMap(MAP) && length > HEADER_BYTES) {
            throw new IllegalArgumentException("it has entries, but not those of ccat-pat");
        }
        return new MvStoreFile(store);
    }

    private MVMap<String, String> texts(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(StringDataType.INSTANCE));
    }

    MVMap<String, String> map() {
        return map;
    }

    /** The version that the last change recorded; absent before the first one, also of a release that recorded none. */
    Optional<StoreVersion> recorded() {
        return recorded;
    }

    /** Forces the changes, which make it {@code version}, to the disk. Without it, closing gives the changes up. */
    void keep(StoreVersion version) {
        texts(VERSION_MAP).put(VERSION_KEY, version.line());
        store.commit();
        store.sync();
        kept = true;
    }

    @Override
    public void close() {
        if (kept) {
            tidyUp();
        } else {
            store.closeImmediately();
        }
    }

    /** Every change is on the disk already; what may fail is giving back space. */
    private void tidyUp() {
        try {
            store.close();
        } catch (RuntimeException e) {
            store.closeImmediately();
        }
    }

    private static void abandon(SingleFileStore channel) {
        try {
            channel.close();
        } catch (RuntimeException e) {
            // It was not open, or is closed.
        }
    }
}
