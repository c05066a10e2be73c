package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A program that asks Secrets Manager as its environment says, for tests of that environment. */
final class SecretReaderProgram {

    private SecretReaderProgram() {}

    public static void main(String... words) {
        try {
            var received = new SecretsManagerReader(new Settings())
                    .at(TokenVersion.CURRENT)
                    .receive();
            System.out.println(Fingerprint.of(received.value()));
        } catch (RuntimeException failure) {
            System.out.println(failure.getClass().getSimpleName() + ": " + failure.getMessage());
        }
    }

    private static final class Settings implements TokenSettings {
        @Override
        public Optional<String> secretId() {
            return Optional.of("prod/gh-pat");
        }

        @Override
        public Optional<String> jsonKey() {
            return Optional.empty();
        }

        @Override
        public Optional<String> exec() {
            return Optional.empty();
        }

        @Override
        public Duration minimumLife() {
            return Duration.ZERO;
        }

        @Override
        public boolean acceptNoExpiry() {
            return false;
        }

        @Override
        public Optional<List<String>> needs() {
            return Optional.empty();
        }

        @Override
        public boolean revokeOld() {
            return false;
        }

        @Override
        public Duration revokeOldAfter() {
            return Duration.ZERO;
        }

        @Override
        public Duration lifetime() {
            return Duration.ofDays(90);
        }
    }
}
