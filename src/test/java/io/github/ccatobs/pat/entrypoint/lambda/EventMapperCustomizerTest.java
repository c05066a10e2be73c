package io.github.ccatobs.pat.entrypoint.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.junit.jupiter.api.Test;

/** Outside of a function; the functions themselves run in {@code LambdaIT}. */
class EventMapperCustomizerTest {

    @Test
    void defersTheReadersOfEventsToTheirFirstUse() {
        var mapper = new ObjectMapper();

        new EventMapperCustomizer().customize(mapper);

        assertThat(mapper.isEnabled(SerializationFeature.EAGER_SERIALIZER_FETCH))
                .isFalse();
        assertThat(mapper.isEnabled(DeserializationFeature.EAGER_DESERIALIZER_FETCH))
                .isFalse();
    }
}
