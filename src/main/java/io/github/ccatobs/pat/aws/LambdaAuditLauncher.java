package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.audit.AuditLauncher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The function {@code audit}, called by another. A command, which calls none, loads nothing of the SDK for it. */
@ApplicationScoped
class LambdaAuditLauncher implements AuditLauncher {

    private final AwsSettings settings;
    private final Supplier<LambdaClient> opener;

    @Inject
    LambdaAuditLauncher(AwsSettings settings) {
        this(settings, LambdaInvocation::open);
    }

    LambdaAuditLauncher(AwsSettings settings, Supplier<LambdaClient> opener) {
        this.settings = settings;
        this.opener = opener;
    }

    @Override
    public void launch() {
        String function = settings.auditFunction()
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(
                        "ccat.pat.aws.audit-function is not set: expected the name or ARN of the function audit"));
        new LambdaInvocation(opener, function).begin();
    }
}
