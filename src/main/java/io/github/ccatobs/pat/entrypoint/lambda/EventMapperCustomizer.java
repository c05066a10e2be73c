package io.github.ccatobs.pat.entrypoint.lambda;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Defers to its first use what Jackson needs to read and write the events of functions, where no function runs. Funqy prepares
 * the readers and writers of all functions at each start, and commands and the service would wait for them in vain.
 */
@Singleton
final class EventMapperCustomizer implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        if (!System.getenv().containsKey("AWS_LAMBDA_FUNCTION_NAME")) {
            mapper.disable(SerializationFeature.EAGER_SERIALIZER_FETCH)
                    .disable(DeserializationFeature.EAGER_DESERIALIZER_FETCH);
        }
    }
}
