package io.github.ccatobs.pat.infra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Checks of infra/compose.yaml that need no container engine. */
@Execution(ExecutionMode.CONCURRENT)
class ComposeFileTest {

    private static final Path FILE = Path.of("infra", "compose.yaml");
    private static final Pattern BEARER = Pattern.compile("Authorization: Bearer ([^']+)'");

    @Test
    void bringsUpTheServiceAndAllItTalksTo() throws IOException {
        assertThat(services()).containsOnlyKeys("sandbox", "dynamodb", "table", "serve");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox", "serve"})
    void runsOurImageWithoutRightsOnAFileSystemThatCannotBeWritten(String name) throws IOException {
        assertThat(service(name))
                .containsEntry("image", "ccat-pat")
                .containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"))
                .containsEntry("tmpfs", List.of("/tmp:exec,mode=1777"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynamodb", "table"})
    void takesTheImagesOfOthersByTheirContent(String name) throws IOException {
        assertThat(service(name).get("image")).asString().matches("\\S+:\\S+@sha256:[0-9a-f]{64}");
    }

    @Test
    void opensTheServiceToThisMachineAlone() throws IOException {
        assertThat(service("sandbox")).containsEntry("ports", List.of("127.0.0.1:8080:8080"));
        assertThat(service("serve"))
                .containsEntry("network_mode", "service:sandbox")
                .doesNotContainKey("ports");
        assertThat(service("dynamodb")).doesNotContainKey("ports");
    }

    @Test
    void configuresTheKeyThatItsFirstLinesTryOut() throws IOException, NoSuchAlgorithmException {
        var bearer = BEARER.matcher(Files.readString(FILE));
        assertThat(bearer.find()).isTrue();

        assertThat(child(service("serve"), "environment"))
                .containsEntry(
                        "CCAT_PAT_HTTP_KEYS__COMPOSE_",
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256")
                                        .digest(bearer.group(1).getBytes(UTF_8))));
    }

    @Test
    void makesTheTableAsTheStoreReadsIt() throws IOException {
        assertThat(service("table").get("command"))
                .asInstanceOf(list(String.class))
                .contains(
                        "--table-name=ccat-pat",
                        "--key-schema=AttributeName=pk,KeyType=HASH",
                        "AttributeName=sk,KeyType=RANGE");
        assertThat(child(service("serve"), "environment")).containsEntry("CCAT_PAT_STORE_TABLE", "ccat-pat");
    }

    private static Map<?, ?> rawServices() throws IOException {
        Map<?, ?> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FILE));
        return child(file, "services");
    }

    private static Map<Object, Object> services() throws IOException {
        return Map.copyOf(rawServices());
    }

    private static Map<Object, Object> service(String name) throws IOException {
        return child(rawServices(), name);
    }

    private static Map<Object, Object> child(Map<?, ?> map, String key) {
        assertThat(map.get(key)).isInstanceOf(Map.class);
        return Map.copyOf((Map<?, ?>) map.get(key));
    }
}
