package io.github.ccatobs.pat.entrypoint.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.domain.SecretName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lines that CloudWatch reads. */
class EmbeddedMetricsTest {

    @Test
    void printsOneLineThatNamesEachCount() throws Exception {
        var printed = new ByteArrayOutputStream();
        Map<String, Number> counts = new LinkedHashMap<>();
        counts.put("AuditCompleted", 1);
        counts.put("DaysToExpiry", -2L);
        new EmbeddedMetrics(
                        new PrintStream(printed, true, UTF_8),
                        Clock.fixed(Instant.parse("2026-11-23T03:00:00.5Z"), ZoneOffset.UTC))
                .count(new SecretName("GH_PAT"), counts);

        String line = printed.toString(UTF_8);
        assertThat(line).hasLineCount(1).endsWith("}\n");
        var json = new ObjectMapper();
        assertThat(json.readTree(line)).isEqualTo(json.readTree("""
                        {"_aws":{"Timestamp":1795402800500,"CloudWatchMetrics":[{"Namespace":"CcatPat","Dimensions":[["Secret"]],
                        "Metrics":[{"Name":"AuditCompleted","Unit":"Count"},{"Name":"DaysToExpiry","Unit":"None"}]}]},
                        "Secret":"GH_PAT","AuditCompleted":1,"DaysToExpiry":-2}
                        """));
    }
}
