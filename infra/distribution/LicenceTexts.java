import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Writes the licences of what the distribution holds: {@code THIRD-PARTY.md}, a table of components and their licences
 * as the bill of materials names them, and the licence and notice files that the jars themselves carry.
 *
 * <p>{@code java -cp 'target/lib/*' LicenceTexts.java target/ccat-pat-sbom.json target/lib licences}. It fails when a
 * component names no licence.
 */
final class LicenceTexts {

    private static final Pattern TEXT =
            Pattern.compile("(META-INF/)?(.*/)?(LICEN[CS]E|NOTICE|COPYING|AL2\\.0|LGPL2\\.1)[^/]*", Pattern.CASE_INSENSITIVE);

    private LicenceTexts() {}

    public static void main(String[] arguments) throws IOException {
        JsonNode components = new ObjectMapper()
                .readTree(Path.of(arguments[0]).toFile())
                .path("components");
        Path to = Files.createDirectories(Path.of(arguments[2]));
        Files.writeString(to.resolve("THIRD-PARTY.md"), table(components));
        try (var jars = Files.newDirectoryStream(Path.of(arguments[1]), "*.jar")) {
            for (Path jar : jars) {
                copyTexts(jar, to);
            }
        }
    }

    private static String table(JsonNode components) {
        var rows = new TreeMap<String, String>();
        for (JsonNode component : components) {
            String name = component.path("group").asText() + ":" + component.path("name").asText();
            List<String> licences = new ArrayList<>();
            for (JsonNode choice : component.path("licenses")) {
                JsonNode licence = choice.path("license");
                licences.add(licence.path("id").asText(licence.path("name").asText(choice.path("expression").asText())));
            }
            if (licences.isEmpty() || licences.contains("")) {
                throw new IllegalStateException(name + " names no licence");
            }
            rows.put(name, component.path("version").asText() + " | " + String.join(", or ", licences));
        }
        var table = new StringBuilder("# Components\n\nOf the whole build, as their own build files say; clients that only AWS functions use are not in here; of two licences either may be chosen.\n\n"
                + "| component | version | licence |\n|---|---|---|\n");
        rows.forEach((name, rest) -> table.append("| " + name + " | " + rest + " |\n"));
        return table.append("| libsodium, in com.goterl:lazysodium-java | | ISC |\n").toString();
    }

    private static void copyTexts(Path jar, Path to) throws IOException {
        String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
        try (var zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (!entry.isDirectory()
                        && !entry.getName().endsWith(".class")
                        && TEXT.matcher(entry.getName()).matches()) {
                    Path file = Files.createDirectories(to.resolve(name))
                            .resolve(entry.getName().replaceFirst("^META-INF/", "").replace('/', '-'));
                    Files.write(file, zip.getInputStream(entry).readAllBytes());
                }
            }
        }
    }
}
