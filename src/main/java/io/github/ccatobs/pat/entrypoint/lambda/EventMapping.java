package io.github.ccatobs.pat.entrypoint.lambda;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Where no function runs, no event is read: Funqy prepares to read and write those of each function at the start of whatever
 * runs, and Jackson then works out the classes of all of them, unless it is to do that at the first use.
 */
@Singleton
final class EventMapping implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        if (!System.getenv().containsKey("AWS_LAMBDA_FUNCTION_NAME")) {
            mapper.disable(SerializationFeature.EAGER_SERIALIZER_FETCH)
                    .disable(DeserializationFeature.EAGER_DESERIALIZER_FETCH);
        }
    }
}
