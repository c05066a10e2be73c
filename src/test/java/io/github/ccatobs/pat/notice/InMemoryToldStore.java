package io.github.ccatobs.pat.notice;

import io.github.ccatobs.pat.domain.SecretName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps the port's contract for as long as the object lives, {@link #close} or not. */
final class InMemoryToldStore implements ToldStore {

    private record Place(SecretName secret, Told.Topic topic) {}

    private record Held(long turn, Optional<Instant> until) {}

    private final Map<Place, Told> told = new HashMap<>();
    private final Map<Place, Held> claims = new HashMap<>();

    @Override
    public synchronized Optional<ToldOfAudits> ofAudits(SecretName secret) {
        return Optional.ofNullable(told.get(new Place(secret, Told.Topic.AUDITS)))
                .map(ToldOfAudits.class::cast);
    }

    @Override
    public synchronized Optional<ToldOfRotations> ofRotations(SecretName secret) {
        return Optional.ofNullable(told.get(new Place(secret, Told.Topic.ROTATIONS)))
                .map(ToldOfRotations.class::cast);
    }

    @Override
    public synchronized Optional<Claim> claim(SecretName secret, Told.Topic topic, Instant now, Duration length) {
        var place = new Place(secret, topic);
        var held = claims.getOrDefault(place, new Held(0, Optional.empty()));
        if (held.until().filter(now::isBefore).isPresent()) {
            return Optional.empty();
        }
        claims.put(place, new Held(held.turn() + 1, Optional.of(now.plus(length))));
        return Optional.of(new Claim(secret, topic, held.turn() + 1));
    }

    @Override
    public synchronized boolean keep(Claim claim, Told news) {
        if (claim.topic() != news.topic()) {
            throw new IllegalArgumentException(
                    "the claim is for " + claim.topic() + ": nothing can be kept of " + news.topic());
        }
        boolean isOurs = isOurs(claim);
        if (isOurs) {
            told.put(new Place(claim.secret(), claim.topic()), news);
            giveUp(claim);
        }
        return isOurs;
    }

    @Override
    public synchronized void giveUp(Claim claim) {
        if (isOurs(claim)) {
            claims.put(new Place(claim.secret(), claim.topic()), new Held(claim.turn() + 1, Optional.empty()));
        }
    }

    private boolean isOurs(Claim claim) {
        var held = claims.get(new Place(claim.secret(), claim.topic()));
        return held != null && held.turn() == claim.turn();
    }

    @Override
    public void close() {
        // What was kept stays, as it would in a file.
    }
}
