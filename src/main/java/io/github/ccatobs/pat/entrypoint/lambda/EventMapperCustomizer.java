package io.github.ccatobs.pat.entrypoint.lambda;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Defers to its first use what Jackson needs to read and write the events of functions, where no function runs. Funqy prepares
 * the readers and writers of all functions at each start, and commands and the service would wait for them in vain.
 */
@Singleton
final class EventMapperCustomizer implements ObjectMapperCustomizer {

    private final Set<String> variables;

    @Inject
    EventMapperCustomizer() {
        this(System.getenv().keySet());
    }

    /** {@code variables} are the names of the process's environment. */
    EventMapperCustomizer(Set<String> variables) {
        this.variables = variables;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        if (!variables.contains("AWS_LAMBDA_FUNCTION_NAME")) {
            mapper.disable(SerializationFeature.EAGER_SERIALIZER_FETCH)
                    .disable(DeserializationFeature.EAGER_DESERIALIZER_FETCH);
        }
    }
}
