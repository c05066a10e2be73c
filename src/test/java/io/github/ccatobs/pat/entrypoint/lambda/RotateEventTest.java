package io.github.ccatobs.pat.entrypoint.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.token.TokenVersion;
import org.junit.jupiter.api.Test;

/** Requests of events. */
class RotateEventTest {

    private static final String VERSION = "0123456789abcdef0123456789abcdef";
    private static final RotationId FIRST = new RotationId("20261123-084512-k3f9");

    private final ObjectMapper json = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Test
    void asksForTheCurrentTokenUnlessItSaysOtherwise() throws Exception {
        var event = read("{}");
        assertThat(event.rotation()).isEmpty();
        assertThat(event.version()).isEqualTo(TokenVersion.CURRENT);
        assertThat(event.caller()).isEqualTo("the function rotate");
        assertThat(event.continueOnError()).isFalse();

        assertThat(read("{\"stage\":\"AWSPENDING\"}").version()).isEqualTo(new TokenVersion.Staged("AWSPENDING"));
        assertThat(read("{\"stage\":\"AWSPENDING\",\"versionId\":\"" + VERSION + "\"}")
                        .version())
                .isEqualTo(new TokenVersion.Numbered(VERSION));
    }

    @Test
    void goesOnWithTheRotationOfTheSliceBefore() throws Exception {
        assertThat(read("{\"versionId\":\"" + VERSION + "\",\"slice\":{\"rotationId\":\"" + FIRST
                                + "\",\"state\":\"waiting\",\"waitSeconds\":0,\"summary\":{\"updated\":1}}}")
                        .rotation())
                .contains(FIRST);
        assertThat(read("{\"rotationId\":\"" + FIRST + "\",\"slice\":{\"rotationId\":\"20261124-084512-k3f9\"}}")
                        .rotation())
                .contains(FIRST);
    }

    private RotateEvent read(String event) throws Exception {
        return json.readValue(event, RotateEvent.class);
    }
}
