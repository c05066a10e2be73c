package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenSource;
import io.github.ccatobs.pat.token.TokenSourceException;
import io.github.ccatobs.pat.token.TokenVersion;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A vault whose versions a test puts there. */
final class InMemorySecretReader implements SecretReader {

    private final Map<String, String> versions = new ConcurrentHashMap<>();
    private final Map<String, String> stages = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    volatile Optional<TokenSourceException> trouble = Optional.empty();

    /** Puts a new version there and gives its id. */
    String put(String token) {
        String id = "%032d".formatted(count.incrementAndGet());
        versions.put(id, token);
        Optional.ofNullable(stages.put("AWSCURRENT", id)).ifPresent(before -> stages.put("AWSPREVIOUS", before));
        return id;
    }

    /** Puts another token under a version that is there, as no vault does. */
    void replace(String id, String token) {
        versions.put(id, token);
    }

    @Override
    public SecretValue read(String id) {
        throw new IllegalStateException("there is no secret " + id);
    }

    @Override
    public TokenSource at(TokenVersion version) {
        return new TokenSource() {
            @Override
            public ReceivedToken receive() {
                trouble.ifPresent(it -> {
                    throw it;
                });
                String id = id(version);
                return new ReceivedToken(
                        SecretValue.of(Objects.requireNonNull(versions.get(id))),
                        "the vault",
                        Optional.of(id),
                        TokenVersion.label(version));
            }

            @Override
            public boolean confirm(ReceivedToken received) {
                return received.versionId().equals(Optional.of(id(version)));
            }
        };
    }

    private String id(TokenVersion version) {
        String id =
                switch (version) {
                    case TokenVersion.Staged(String stage) -> stages.getOrDefault(stage, "");
                    case TokenVersion.Numbered(String numbered) -> numbered;
                };
        if (!versions.containsKey(id)) {
            throw new TokenSourceException.UnusableTokenException("the vault has no " + version);
        }
        return id;
    }
}
