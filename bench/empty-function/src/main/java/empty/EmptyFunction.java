package empty;

import io.quarkus.funqy.Funq;
import java.util.Map;

/** Does nothing. */
public class EmptyFunction {

    /** Answers with nothing. */
    @Funq("empty")
    public Map<String, String> answer(Map<String, Object> event) {
        return Map.of();
    }
}
