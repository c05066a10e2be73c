package io.github.ccatobs.pat.notification;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells people that an audit did not begin, since the application did not start: a setting is wrong, so it has neither services
 * nor a store. Each audit that does not begin is told, since nothing can remember that one was. Found by a {@link
 * java.util.ServiceLoader}.
 */
public interface StartFailureNotifier {

    /**
     * Posts that no audit began, where the settings say where to, and otherwise nothing. It tries once: what runs the audit runs it
     * again.
     *
     * @param settings the text of a setting by its key, as far as it is given
     * @param reason what is wrong
     * @throws Notifier.NotificationFailedException when people may not be able to read it
     */
    void auditFailed(Function<String, Optional<String>> settings, String reason, Instant now);
}
