package io.github.ccatobs.pat.entrypoint.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When the events of functions are prepared for. */
class EventMapperCustomizerTest {

    @Test
    void defersTheReadersOfEventsWhereNoFunctionRuns() {
        assertThat(isEager(Set.of("PATH"))).isFalse();
    }

    @Test
    void leavesThemToTheStartOfAFunction() {
        assertThat(isEager(Set.of("PATH", "AWS_LAMBDA_FUNCTION_NAME"))).isTrue();
    }

    private static boolean isEager(Set<String> variables) {
        var mapper = new ObjectMapper();
        new EventMapperCustomizer(variables).customize(mapper);
        boolean reads = mapper.isEnabled(DeserializationFeature.EAGER_DESERIALIZER_FETCH);
        assertThat(mapper.isEnabled(SerializationFeature.EAGER_SERIALIZER_FETCH))
                .isEqualTo(reads);
        return reads;
    }
}
