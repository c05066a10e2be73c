package io.github.ccatobs.pat.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The files of one repository, by branch or other ref. */
final class FileTree {

    private final Map<String, NavigableMap<String, byte[]>> refs = new ConcurrentHashMap<>();

    FileTree(String defaultBranch) {
        refs.put(defaultBranch, new ConcurrentSkipListMap<>());
    }

    void put(String ref, String path, byte[] content) {
        refs.computeIfAbsent(ref, name -> new ConcurrentSkipListMap<>()).put(path, content.clone());
    }

    boolean hasRef(String ref) {
        return refs.containsKey(ref);
    }

    Optional<byte[]> file(String ref, String path) {
        return Optional.ofNullable(
                refs.getOrDefault(ref, new ConcurrentSkipListMap<>()).get(path));
    }

    /** The names right under a folder; empty when there is no such folder. */
    List<String> names(String ref, String folder) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        return refs.getOrDefault(ref, new ConcurrentSkipListMap<>()).keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).split("/", 2)[0])
                .distinct()
                .toList();
    }

    /** The name git gives to a file with this content. */
    static String sha(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
