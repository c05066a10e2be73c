package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.SecretValue;
import java.util.Optional;

/**
 * A GitHub App as the credential.
 *
 * @param app which App, where it is installed, and what signs for it
 * @param scope what its tokens are for
 */
public record AppCredential(GitHubApp app, AppScope scope) implements Credential {

    @Override
    public String source() {
        return "the GitHub App " + app.clientId();
    }

    @Override
    public Optional<SecretValue> token() {
        return Optional.empty();
    }

    @Override
    public Credential within(AppScope other) {
        return new AppCredential(app, other);
    }

    @Override
    public String toString() {
        return source();
    }
}
