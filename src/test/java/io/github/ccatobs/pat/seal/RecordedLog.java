package io.github.ccatobs.pat.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** The log of this package while this is open, at INFO and above. */
final class RecordedLog extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger(RecordedLog.class.getPackageName());
    private final Level before = logger.getLevel();
    private final List<String> lines = new ArrayList<>();

    RecordedLog() {
        logger.setLevel(Level.INFO);
        logger.addHandler(this);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(new PatternFormatter("%p %m").format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
    }
}
