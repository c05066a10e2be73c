package io.github.ccatobs.pat.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The schemas of GitHub's files in <a href="https://www.schemastore.org">SchemaStore</a>, as of August 2026. */
final class SchemaStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaStore() {}

    /** What is wrong with {@code file} by the schema of that name, e.g. {@code github-workflow}. */
    static Set<ValidationMessage> faults(String name, JsonNode file) throws IOException {
        try (var schema = SchemaStore.class.getResourceAsStream("/schemastore/" + name + ".json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                    .getSchema(JSON.readTree(schema))
                    .validate(file);
        }
    }

    /** Reads YAML as GitHub does, to which the key {@code on} is no truth value. */
    static ObjectNode read(String yaml) {
        ObjectNode file = JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
        var on = file.remove("true");
        return on == null ? file : file.set("on", on);
    }
}
