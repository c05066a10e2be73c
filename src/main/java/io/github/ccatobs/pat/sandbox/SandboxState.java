package io.github.ccatobs.pat.sandbox;

import io.github.ccatobs.pat.seal.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** All that exists on this GitHub. Names are compared without regard to case. */
final class SandboxState {

    private final Map<String, SandboxRepository> byName = new ConcurrentHashMap<>();
    private final Map<Long, SandboxRepository> byId = new ConcurrentHashMap<>();
    private final Map<String, SandboxOrganization> organizations = new ConcurrentHashMap<>();
    private final Map<String, SandboxToken> tokens = new ConcurrentHashMap<>();
    private final Map<String, SandboxApp> apps = new ConcurrentHashMap<>();
    private final AtomicLong lastApp = new AtomicLong(100_000);
    private final AtomicLong lastId = new AtomicLong(1000);
    private final KeyIds keyIds = new KeyIds();
    private volatile Duration readLag = Duration.ZERO;
    private volatile Duration datesAhead = Duration.ZERO;
    private volatile boolean revokesCredentials = true;
    private volatile Duration revocationDelay = Duration.ZERO;

    /** The repository of this name, a new one when there is none; one that was renamed away does not count. */
    SandboxRepository repository(String fullName) {
        return byName.compute(
                key(fullName), (key, known) -> known == null || hasMovedFrom(key, known) ? created(fullName) : known);
    }

    SandboxOrganization organization(String login) {
        return organizations.computeIfAbsent(key(login), key -> new SandboxOrganization(login));
    }

    SandboxToken token(String value) {
        return tokens.computeIfAbsent(value, SandboxToken::new);
    }

    /** Fine-grained tokens that are approved. */
    List<SandboxToken> grantedTokens() {
        return tokens.values().stream()
                .filter(token -> token.grant().isPresent())
                .sorted(Comparator.comparing(SandboxToken::value))
                .toList();
    }

    SandboxApp app(String clientId, PublicKey key) {
        return apps.computeIfAbsent(clientId, id -> new SandboxApp(lastApp.incrementAndGet(), id, key));
    }

    /** By its client ID or its number. */
    Optional<SandboxApp> findApp(String issuer) {
        return apps.values().stream()
                .filter(app -> app.clientId().equals(issuer)
                        || String.valueOf(app.id()).equals(issuer))
                .findFirst();
    }

    void renamed(String old, SandboxRepository repository) {
        byName.put(key(old), repository);
        byName.put(key(repository.fullName()), repository);
        organization(repository.owner());
    }

    /** The repository of a name, also when it has another name by now. */
    Optional<SandboxRepository> findRepository(String fullName) {
        return Optional.ofNullable(byName.get(key(fullName)));
    }

    Optional<SandboxRepository> findRepository(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<SandboxToken> findToken(String value) {
        return Optional.ofNullable(tokens.get(value));
    }

    /** The organization of this name: one that was arranged, or that owns a repository. */
    Optional<SandboxOrganization> findOrganization(String login) {
        return Optional.ofNullable(organizations.get(key(login)));
    }

    Optional<SandboxOrganization> findOrganizationById(String id) {
        return organizations.values().stream()
                .filter(organization -> id.equals(String.valueOf(Accounts.id(organization.toString()))))
                .findFirst();
    }

    /** In the order they were created. */
    List<SandboxRepository> repositoriesOf(String owner) {
        return byId.values().stream()
                .filter(repository -> !repository.isGone())
                .filter(repository -> repository.owner().equalsIgnoreCase(owner))
                .sorted(Comparator.comparingLong(SandboxRepository::id))
                .toList();
    }

    KeyIds keyIds() {
        return keyIds;
    }

    Duration readLag() {
        return readLag;
    }

    Duration datesAhead() {
        return datesAhead;
    }

    void datesAhead(Duration by) {
        datesAhead = by;
    }

    void readLag(Duration lag) {
        readLag = lag;
    }

    boolean revokesCredentials() {
        return revokesCredentials;
    }

    void revokesCredentials(boolean does) {
        revokesCredentials = does;
    }

    Duration revocationDelay() {
        return revocationDelay;
    }

    void revocationDelay(Duration delay) {
        revocationDelay = delay;
    }

    private SandboxRepository created(String fullName) {
        var repository = new SandboxRepository(lastId.incrementAndGet(), fullName, this);
        byId.put(repository.id(), repository);
        organization(repository.owner());
        return repository;
    }

    private static boolean hasMovedFrom(String key, SandboxRepository repository) {
        return !key(repository.fullName()).equals(key);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Numbers for keys, each used once, of the size GitHub's have. */
    static final class KeyIds {

        private final AtomicLong last = new AtomicLong(568250167242549742L);

        KeyPair newPair() {
            return KeyPair.generate(String.valueOf(last.incrementAndGet()));
        }
    }
}
