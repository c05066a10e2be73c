package io.github.ccatobs.pat.entrypoint.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.domain.SecretName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts for CloudWatch, which finds them in the log: one line of JSON on standard output for each result, in the
 * embedded metric format.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
 *     format</a>
 */
@ApplicationScoped
class EmbeddedMetrics {

    private static final String NAMESPACE = "CcatPat";
    private static final String DIMENSION = "Secret";

    private final ObjectMapper json = new ObjectMapper();
    private final PrintStream out;
    private final Clock clock;

    @Inject
    EmbeddedMetrics(Clock clock) {
        this(System.out, clock);
    }

    EmbeddedMetrics(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Counts what came of one call. */
    void count(SecretName secret, Map<String, ? extends Number> counts) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("_aws", Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(directive(counts))));
        line.put(DIMENSION, secret.toString());
        line.putAll(counts);
        out.println(print(line));
    }

    private static Map<String, Object> directive(Map<String, ? extends Number> counts) {
        return Map.of(
                "Namespace",
                NAMESPACE,
                "Dimensions",
                List.of(List.of(DIMENSION)),
                "Metrics",
                counts.keySet().stream()
                        .map(name -> Map.of("Name", name, "Unit", name.startsWith("Days") ? "None" : "Count"))
                        .toList());
    }

    private String print(Map<String, Object> line) {
        try {
            return json.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }
}
