package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.SecretValue;
import java.util.Optional;

/** What GitHub is called with: a token that stays the same, or a GitHub App, whose tokens are renewed. */
public sealed interface Credential permits TokenCredential, AppCredential {

    /** Its name in messages, e.g. {@code GITHUB_TOKEN}. */
    String source();

    /** The token; empty for an App, which has another one every hour. */
    Optional<SecretValue> token();

    /** The same credential, which asks for no more than {@code scope}; a token stays as it is. */
    default Credential within(AppScope scope) {
        return this;
    }
}
