package io.github.ccatobs.pat.entrypoint.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.junit.jupiter.api.Test;

/** What every command would do at its start for the events of functions. */
class EventMappingTest {

    @Test
    void worksOutTheClassesOfEventsWhenOneIsRead() {
        var mapper = new ObjectMapper();

        new EventMapping().customize(mapper);

        assertThat(mapper.isEnabled(SerializationFeature.EAGER_SERIALIZER_FETCH))
                .isFalse();
        assertThat(mapper.isEnabled(DeserializationFeature.EAGER_DESERIALIZER_FETCH))
                .isFalse();
    }
}
