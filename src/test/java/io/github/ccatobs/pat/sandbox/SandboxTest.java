package io.github.ccatobs.pat.sandbox;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

/** A sandbox with a clock that stands still, a token that may do everything, and one repository. */
abstract class SandboxTest {

    static final Instant START = Instant.parse("2026-11-23T08:00:00.250Z");

    final MutableInstantSource clock = new MutableInstantSource(START);
    final SandboxGitHub github = SandboxGitHub.start(clock);
    final SandboxToken token = github.hasToken("tok-admin").of("ada");
    final SandboxRepository web = github.hasRepository("acme/web");
    final SandboxClient ada = new SandboxClient(github, "tok-admin");
    final SandboxClient nobody = new SandboxClient(github, "");

    @AfterEach
    void close() {
        github.close();
    }
}
