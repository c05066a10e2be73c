package io.github.ccatobs.pat.entrypoint.serve;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of browsers. A session is a random number that this process knows, signed with a key that it alone has, so
 * that each ends with the process, and with it when a key is removed from the settings. It lasts 12 hours at most, and
 * ends when a person signs out; what was copied from it before is then worth nothing.
 */
final class Sessions {

    /** How long one lasts. */
    static final Duration LIFE = Duration.ofHours(12);

    private static final int MOST = 1000;
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern COOKIE = Pattern.compile("([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})");

    private final Predicate<String> isKey;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec signature = new SecretKeySpec(bytes(), ALGORITHM);
    private final Map<String, Session> sessions = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<String, Session> eldest) {
            return size() > MOST;
        }
    };

    /** {@code isKey} says whether a key of that name is configured. */
    Sessions(Predicate<String> isKey, Clock clock) {
        this.isKey = isKey;
        this.clock = clock;
    }

    /**
     * A session.
     *
     * @param id the random number
     * @param caller the name of the key that began it
     * @param csrf the text that its own page alone can send with a request
     * @param ends when it ends by itself
     */
    record Session(String id, String caller, String csrf, Instant ends) {

        /** Hides what a request proves itself with. */
        @Override
        public String toString() {
            return "session of " + caller;
        }

        /** Whether {@code text} came from its own page. */
        boolean isFromItsPage(String text) {
            return MessageDigest.isEqual(
                    csrf.getBytes(StandardCharsets.US_ASCII), text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Begins a new session of {@code caller}, whatever the browser had before.
     *
     * @return the value of its cookie
     */
    synchronized String begin(String caller) {
        String id = encoded(bytes());
        sessions.put(
                id,
                new Session(id, caller, signed("csrf " + id), clock.instant().plus(LIFE)));
        return id + "." + signed(id);
    }

    /** The session that a cookie of this {@code value} belongs to; empty when it is forged, has ended, or its key is gone. */
    synchronized Optional<Session> find(String value) {
        var cookie = COOKIE.matcher(value);
        if (!cookie.matches() || !isSignature(cookie.group(2), cookie.group(1))) {
            return Optional.empty();
        }
        return Optional.ofNullable(sessions.get(cookie.group(1))).filter(this::isOpen);
    }

    /** Whether {@code session} has not ended. */
    synchronized boolean isOpen(Session session) {
        return sessions.containsKey(session.id())
                && clock.instant().isBefore(session.ends())
                && isKey.test(session.caller());
    }

    /** Ends {@code session}. */
    synchronized void end(Session session) {
        sessions.remove(session.id());
    }

    private boolean isSignature(String text, String id) {
        return MessageDigest.isEqual(
                text.getBytes(StandardCharsets.US_ASCII), signed(id).getBytes(StandardCharsets.US_ASCII));
    }

    private String signed(String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(signature);
            return encoded(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
