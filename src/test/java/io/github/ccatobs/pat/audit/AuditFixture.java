package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.AuditService.AuditProgress;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.ApiUrl;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.TestClientFactories;
import io.github.ccatobs.pat.github.TestSettings;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.github.TokenCredential;
import io.github.ccatobs.pat.sandbox.MutableInstantSource;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import io.github.ccatobs.pat.sandbox.SandboxToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** A sandbox GitHub with a reader's credential, and time that passes only while a thread sleeps. */
final class AuditFixture implements AutoCloseable {

    static final SecretName SECRET = new SecretName("GH_PAT");
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    static final Instant LONG_AGO = Instant.parse("2029-10-03T07:08:09Z");
    static final String CREDENTIAL = "reader-of-the-village";

    final MutableInstantSource time = new MutableInstantSource(START);
    final Clock clock = time.withZone(ZoneOffset.UTC);
    final SandboxGitHub gitHub = SandboxGitHub.start(clock);
    final SandboxToken token = gitHub.hasToken(CREDENTIAL).of("reader");

    GitHubClient opened() {
        return connector()
                .connect(
                        new TokenCredential(SecretValue.of(CREDENTIAL), "GITHUB_TOKEN"),
                        TimeBudget.of(Duration.ofMinutes(5), clock),
                        ApiUrl.parse(gitHub.url().toString()));
    }

    GitHubClientFactory connector() {
        return TestClientFactories.connector(
                TestSettings.defaults().withApiUrl(gitHub.url().toString()), clock, time::sleep);
    }

    RepositoryState read(String name) {
        return new RepositoryReader(opened(), SECRET).read(RepositoryName.parse(name));
    }

    Audit audit(String... names) {
        return audit(AuditProgress.silent(), names);
    }

    Audit audit(AuditProgress progress, String... names) {
        return new Auditor(clock).audit(names(names), SECRET, opened(), progress);
    }

    static List<RepositoryName> names(String... names) {
        return Stream.of(names).map(RepositoryName::parse).toList();
    }

    @Override
    public void close() {
        gitHub.close();
    }
}
