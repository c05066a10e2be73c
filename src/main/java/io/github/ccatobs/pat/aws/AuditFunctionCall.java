package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.audit.AuditLauncher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** The function {@code audit}, invoked without waiting for it. Lambda tries again twice when it fails. */
@ApplicationScoped
class AuditFunctionCall implements AuditLauncher {

    private final AwsSettings settings;
    private final Supplier<LambdaClient> opener;

    @Inject
    AuditFunctionCall(AwsSettings settings) {
        this(settings, () -> AwsClients.open(LambdaClient.builder()));
    }

    AuditFunctionCall(AwsSettings settings, Supplier<LambdaClient> opener) {
        this.settings = settings;
        this.opener = opener;
    }

    @Override
    public void launch() {
        String function = settings.auditFunction()
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(
                        "ccat.pat.aws.audit-function is not set: expected the name or ARN of the function audit"));
        try (var client = opener.get()) {
            client.invoke(request -> request.functionName(function)
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("{}")));
        } catch (SdkException | UncheckedIOException failure) {
            throw new Unavailable("AWS Lambda did not take the audit (%s): check that lambda:InvokeFunction is allowed"
                    .formatted(AwsErrors.code(failure)));
        }
    }
}
