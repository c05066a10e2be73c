package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.audit.AuditLauncher.AuditLauncherUnavailableException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** One asynchronous call of a function: Lambda queues it, and tries again twice when it fails. */
final class LambdaInvocation {

    private final Supplier<LambdaClient> opener;
    private final String function;

    LambdaInvocation(Supplier<LambdaClient> opener, String function) {
        this.opener = opener;
        this.function = function;
    }

    /**
     * Hands an empty event over, and does not wait for what comes of it.
     *
     * @throws AuditLauncherUnavailableException when Lambda does not take it
     */
    void begin() {
        try (var client = opener.get()) {
            client.invoke(request -> request.functionName(function)
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("{}")));
        } catch (SdkException | UncheckedIOException failure) {
            throw new AuditLauncherUnavailableException(
                    "AWS Lambda did not take the audit (%s): check that lambda:InvokeFunction is allowed"
                            .formatted(AwsErrors.code(failure)));
        }
    }

    /**
     * Opens a way to it as the environment says.
     *
     * @throws IllegalArgumentException when there is no region or there are no credentials
     */
    static LambdaClient open() {
        return AwsClients.open(LambdaClient.builder());
    }
}
