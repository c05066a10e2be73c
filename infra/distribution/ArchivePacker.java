import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Packs archives of the build again, so that the same input makes the same output, byte for byte, and jars in them are
 * stored and compressed once, from outside: class files compress better together, by a quarter of the whole, and are
 * read more quickly.
 *
 * <p>{@code java ArchivePacker.java function target/function.zip} packs Quarkus' zip in its place. Each file is in it
 * once: Quarkus writes some classes twice, as compiled, and as changed so that they can be proxied. Which one counts
 * would be for whoever unpacks it; the later one, which works, is kept. What a function never uses is left out: the
 * command line and its demo, the texts of the page, the embedded store's library, what is for builds alone, and native
 * libraries that are not for Lambda's two platforms. The command's own jar has it all.
 *
 * <p>{@code java ArchivePacker.java libraries target/lib lib linux-x64} copies a directory of jars, without what only
 * functions use and without the native libraries of other platforms.
 */
final class ArchivePacker {

    /** What is ours and only the command uses; classes that Quarkus' list of beans names stay. */
    private static final Pattern COMMAND = Pattern.compile("demo/.*"
            + "|io/github/ccatobs/pat/sandbox/.*"
            + "|io/github/ccatobs/pat/entrypoint/page/[a-z-]+\\.(css|html|js)"
            + "|io/github/ccatobs/pat/entrypoint/cli/(demo|output|terminal)/.*"
            + "|io/github/ccatobs/pat/entrypoint/cli/[A-Za-z]+Command(\\$.*)?\\.class");

    /** What nothing uses but builds, and the events of other services, which Quarkus knows only when told to. */
    private static final String FOR_NOBODY = "io\\.smallrye\\.jandex"
            + "|io\\.vertx\\.vertx-codegen"
            + "|io\\.smallrye\\.reactive\\.vertx-mutiny-generator"
            + "|com\\.amazonaws\\.aws-lambda-java-events";

    /** What a function never uses. */
    private static final Pattern NOT_FOR_FUNCTIONS =
            jars("info\\.picocli\\.picocli|com\\.h2database\\.h2-mvstore|" + FOR_NOBODY);

    /** What only functions use: the clients with which one starts another. */
    private static final Pattern ONLY_FOR_FUNCTIONS =
            jars("software\\.amazon\\.awssdk\\.(lambda|sfn)|" + FOR_NOBODY);

    private static final Pattern NATIVE = Pattern.compile(".+\\.(so|dll|dylib|jnilib|a)");

    /** Where lazysodium and JNA keep what is for a platform. */
    private static final Map<String, Pattern> NATIVES = Map.of(
            "linux-x64", Pattern.compile("linux64/libsodium\\.so|com/sun/jna/linux-x86-64/.+"),
            "linux-arm64", Pattern.compile("arm64/libsodium\\.so|com/sun/jna/linux-aarch64/.+"),
            "macos-x64", Pattern.compile("mac/libsodium\\.dylib|com/sun/jna/darwin-x86-64/.+"),
            "macos-arm64", Pattern.compile("mac_arm/libsodium\\.dylib|com/sun/jna/darwin-aarch64/.+"));

    private static final Set<String> OF_LAMBDA = Set.of("linux-x64", "linux-arm64");

    private static final LocalDateTime ALWAYS = LocalDateTime.of(2026, 1, 1, 0, 0);

    private ArchivePacker() {}

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "function" -> packFunction(Path.of(arguments[1]));
            case "libraries" -> packLibraries(Path.of(arguments[1]), Path.of(arguments[2]), Set.of(arguments[3]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static Pattern jars(String names) {
        return Pattern.compile("lib/(" + names + ")-[0-9][^/]*\\.jar");
    }

    private static void packFunction(Path file) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (InputStream in = Files.newInputStream(file)) {
            read(in, entries);
        }
        entries.keySet().removeIf(name -> COMMAND.matcher(name).matches() || NOT_FOR_FUNCTIONS.matcher(name).matches());
        entries.replaceAll((name, content) -> name.endsWith(".jar") ? stored(content, OF_LAMBDA) : content);
        Path packed = file.resolveSibling(file.getFileName() + ".packed");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(packed))) {
            write(entries, ZipEntry.DEFLATED, out);
        }
        Files.move(packed, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void packLibraries(Path from, Path to, Set<String> platforms) throws IOException {
        if (!NATIVES.keySet().containsAll(platforms)) {
            throw new IllegalArgumentException(platforms + ": expected one of " + NATIVES.keySet());
        }
        Files.createDirectories(to);
        try (var jars = Files.newDirectoryStream(from, "*.jar")) {
            for (Path jar : jars) {
                if (ONLY_FOR_FUNCTIONS.matcher("lib/" + jar.getFileName()).matches()) {
                    continue;
                }
                Files.write(to.resolve(jar.getFileName()), stored(Files.readAllBytes(jar), platforms));
            }
        }
    }

    private static void read(InputStream in, Map<String, byte[]> entries) throws IOException {
        try (var zip = new ZipInputStream(in)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
    }

    private static byte[] stored(byte[] jar, Set<String> platforms) {
        try {
            Map<String, byte[]> entries = new TreeMap<>(ArchivePacker::manifestFirst);
            read(new ByteArrayInputStream(jar), entries);
            entries.keySet().removeIf(name -> NATIVE.matcher(name).matches()
                    && platforms.stream().noneMatch(platform ->
                            NATIVES.get(platform).matcher(name).matches()));
            var out = new ByteArrayOutputStream();
            write(entries, ZipEntry.STORED, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Readers of jars as streams expect it there. */
    private static int manifestFirst(String one, String other) {
        boolean first = one.equals("META-INF/MANIFEST.MF");
        return first == other.equals("META-INF/MANIFEST.MF") ? one.compareTo(other) : first ? -1 : 1;
    }

    private static void write(Map<String, byte[]> entries, int method, OutputStream to) throws IOException {
        try (var zip = new ZipOutputStream(to)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(described(entry.getKey(), entry.getValue(), method));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }

    private static ZipEntry described(String name, byte[] content, int method) {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(ALWAYS);
        entry.setMethod(name.endsWith("/") ? ZipEntry.STORED : method);
        if (entry.getMethod() == ZipEntry.STORED) {
            var checksum = new CRC32();
            checksum.update(content);
            entry.setCrc(checksum.getValue());
            entry.setSize(content.length);
        }
        return entry;
    }
}
