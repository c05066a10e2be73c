package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The manifests of {@code infra/kubernetes}, held to the API's own schema and to what they promise. */
class KubernetesManifestsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of each kind: five schemas in one document. */
    private static final Map<String, String> DEFINITIONS = Map.of(
            "CronJob", "batch.v1.CronJob",
            "Deployment", "apps.v1.Deployment",
            "NetworkPolicy", "networking.k8s.io.v1.NetworkPolicy",
            "PersistentVolumeClaim", "v1.PersistentVolumeClaim",
            "Service", "v1.Service");

    static List<JsonNode> manifests() {
        List<JsonNode> manifests = new ArrayList<>();
        for (String file : List.of("audit.yaml", "serve.yaml")) {
            manifests.addAll(read(file));
        }
        return manifests;
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void isWhatTheApiAccepts(JsonNode manifest) throws IOException {
        assertThat(faults(manifest)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/spec/template/spec/containers/0, readinesProbe",
        "/spec/template/spec/containers/0/securityContext, readonlyRootFilesystem",
        "/spec, replica"
    })
    void theSchemaRefusesAMistypedField(String place, String name) throws IOException {
        var deployment = of("Deployment", "serve.yaml").deepCopy();
        ((ObjectNode) deployment.at(place)).put(name, 1);
        assertThat(faults(deployment)).isNotEmpty();
    }

    @Test
    void runsAsNobodyOnAFileSystemThatCannotBeWritten() {
        for (JsonNode pod : List.of(auditPod(), servePod())) {
            assertThat(pod.path("automountServiceAccountToken").isBoolean()).isTrue();
            assertThat(pod.path("automountServiceAccountToken").asBoolean()).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            var container = pod.at("/containers/0");
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                    .isEqualTo("ALL");
            assertThat(container.at("/resources/limits/memory").asText()).isEqualTo("512Mi");
            assertThat(container.path("volumeMounts").findValuesAsText("mountPath"))
                    .containsExactly("/var/lib/ccat-pat", "/tmp");
            assertThat(pod.path("volumes").findValuesAsText("name"))
                    .containsExactlyElementsOf(container.path("volumeMounts").findValuesAsText("name"));
        }
    }

    @Test
    void holdsNoSecret() {
        for (JsonNode pod : List.of(auditPod(), servePod())) {
            assertThat(pod.at("/containers/0/envFrom/0/secretRef/name").asText())
                    .isEqualTo("ccat-pat");
            assertThat(pod.at("/containers/0/env").findValuesAsText("name"))
                    .isSubsetOf("CCAT_PAT_GRAPH", "CCAT_PAT_STORE_PATH", "QUARKUS_LOG_CONSOLE_JSON_ENABLED");
        }
    }

    @Test
    void auditsOnceANightAndNeverTwiceAtATime() {
        var job = of("CronJob", "audit.yaml");
        assertThat(job.at("/spec/schedule").asText()).matches("\\d+ \\d+ \\* \\* \\*");
        assertThat(job.at("/spec/concurrencyPolicy").asText()).isEqualTo("Forbid");
        // A finding is exit code 1, which another try would not change.
        assertThat(job.at("/spec/jobTemplate/spec/backoffLimit").asInt(9)).isZero();
        assertThat(auditPod().at("/restartPolicy").asText()).isEqualTo("Never");
        assertThat(auditPod().at("/containers/0/args")).map(JsonNode::asText).containsExactly("pat", "audit");
    }

    @Test
    void asksTheServiceHowItIs() throws IOException {
        var container = servePod().at("/containers/0");
        for (var probe : Map.of(
                        "livenessProbe",
                        "/q/health/live",
                        "startupProbe",
                        "/q/health/live",
                        "readinessProbe",
                        "/q/health/ready")
                .entrySet()) {
            assertThat(container.at("/" + probe.getKey() + "/httpGet/path").asText())
                    .isEqualTo(probe.getValue());
            assertThat(Files.readString(Path.of("docs/serve.md"))).contains("`" + probe.getValue() + "`");
        }
        assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(8080);
        assertThat(servePod().path("terminationGracePeriodSeconds").asInt()).isGreaterThan(30);
        assertThat(of("Deployment", "serve.yaml").at("/spec/strategy/type").asText())
                .isEqualTo("Recreate");
    }

    @Test
    void letsInOnlyWhoMayCallAndOutOnlyToNameServersAndTls() {
        assertThat(of("NetworkPolicy", "audit.yaml").at("/spec/policyTypes"))
                .map(JsonNode::asText)
                .containsExactly("Ingress", "Egress");
        assertThat(of("NetworkPolicy", "audit.yaml").at("/spec").has("ingress")).isFalse();
        for (String file : List.of("audit.yaml", "serve.yaml")) {
            var policy = of("NetworkPolicy", file);
            assertThat(policy.at("/spec/egress").findValuesAsText("port")).containsExactly("53", "53", "443");
            assertThat(policy.at("/spec/podSelector/matchLabels"))
                    .isEqualTo(policy.at("/metadata/labels"))
                    .isEqualTo((file.startsWith("audit") ? auditTemplate() : serveTemplate()).at("/metadata/labels"));
        }
        assertThat(of("Service", "serve.yaml").at("/spec/selector"))
                .isEqualTo(serveTemplate().at("/metadata/labels"));
    }

    private static JsonNode auditTemplate() {
        return of("CronJob", "audit.yaml").at("/spec/jobTemplate/spec/template");
    }

    private static JsonNode serveTemplate() {
        return of("Deployment", "serve.yaml").at("/spec/template");
    }

    private static JsonNode auditPod() {
        return auditTemplate().path("spec");
    }

    private static JsonNode servePod() {
        return serveTemplate().path("spec");
    }

    private static Set<ValidationMessage> faults(JsonNode manifest) throws IOException {
        ObjectNode document;
        try (var schema = KubernetesManifestsTest.class.getResourceAsStream("/kubernetes-schema.json")) {
            document = (ObjectNode) JSON.readTree(schema);
        }
        document.remove("oneOf");
        document.put(
                "$ref", "#/definitions/" + DEFINITIONS.get(manifest.path("kind").asText()));
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(document);
        return schema.validate(manifest);
    }

    private static JsonNode of(String kind, String file) {
        return read(file).stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> read(String file) {
        try {
            List<JsonNode> manifests = new ArrayList<>();
            for (Object manifest : new Yaml(new SafeConstructor(new LoaderOptions()))
                    .loadAll(Files.readString(Path.of("infra", "kubernetes", file)))) {
                manifests.add(JSON.valueToTree(manifest));
            }
            return manifests;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
