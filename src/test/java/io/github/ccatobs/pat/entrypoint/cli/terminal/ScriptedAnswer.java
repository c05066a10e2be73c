package io.github.ccatobs.pat.entrypoint.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A person who reads what is asked and always gives the same answer; without one, the end of input. */
public record ScriptedAnswer(Optional<String> answer, List<String> read) implements ControllingTerminal {

    public static ScriptedAnswer saying(String answer) {
        return new ScriptedAnswer(Optional.of(answer), new ArrayList<>());
    }

    public static ScriptedAnswer whoLeaves() {
        return new ScriptedAnswer(Optional.empty(), new ArrayList<>());
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public Optional<String> ask(String text) {
        read.add(text);
        return answer;
    }
}
