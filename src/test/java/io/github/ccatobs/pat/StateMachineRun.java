package io.github.ccatobs.pat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * One execution of the very state machine that Terraform deploys, as Step Functions would run it: what our definition
 * uses of the Amazon States Language, and an error at what it does not.
 */
final class StateMachineRun {

    private static final Path DEFINITION = Path.of("terraform", "rotation.asl.json.tftpl");
    private static final int MOST_STATES = 200;

    private final JsonNode definition;
    private final UnaryOperator<String> function;
    private final List<String> path = new ArrayList<>();

    StateMachineRun(UnaryOperator<String> function) throws IOException {
        this.definition = HttpEvents.parse(Files.readString(DEFINITION)
                .replace("${rotate_function_arn}", "arn:aws:lambda:us-east-1:123456789012:function:rotate:live"));
        this.function = function;
    }

    /** The states it went through, in order. */
    List<String> path() {
        return path;
    }

    /** Runs to the end, and gives the input of the last state. */
    JsonNode run(String input) throws InterruptedException {
        var data = (ObjectNode) HttpEvents.parse(input);
        String next = definition.path("StartAt").asText();
        while (!next.isEmpty()) {
            path.add(next);
            if (path.size() > MOST_STATES) {
                throw new IllegalStateException("does not end: " + path);
            }
            next = step(definition.path("States").path(next), data);
        }
        return data;
    }

    private String step(JsonNode state, ObjectNode data) throws InterruptedException {
        return switch (state.path("Type").asText()) {
            case "Task" -> {
                data.set(field(state.path("ResultPath").asText()), HttpEvents.parse(function.apply(data.toString())));
                yield state.path("Next").asText();
            }
            case "Choice" -> choose(state, data);
            case "Wait" -> {
                TimeUnit.SECONDS.sleep(
                        at(state.path("SecondsPath").asText(), data).asLong());
                yield state.path("Next").asText();
            }
            case "Succeed", "Fail" -> "";
            default -> throw new IllegalStateException("a state of another type: " + state);
        };
    }

    private static String choose(JsonNode state, ObjectNode data) {
        for (JsonNode choice : state.path("Choices")) {
            String seen = at(choice.path("Variable").asText(), data).asText();
            if (seen.equals(choice.required("StringEquals").asText())) {
                return choice.path("Next").asText();
            }
        }
        return state.required("Default").asText();
    }

    private static JsonNode at(String path, JsonNode data) {
        return data.requiredAt("/" + field(path).replace('.', '/'));
    }

    private static String field(String path) {
        if (!path.startsWith("$.")) {
            throw new IllegalStateException("a path of another kind: " + path);
        }
        return path.substring(2);
    }
}
