package io.github.ccatobs.pat.entrypoint.lambda;

import io.github.ccatobs.pat.aws.AwsClients;
import io.github.ccatobs.pat.aws.AwsErrors;
import io.github.ccatobs.pat.entrypoint.api.JobLauncher;
import io.github.ccatobs.pat.rotation.RotationId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Launches jobs for a function that must end with its answer: a rotation in a Step Functions state machine, an audit by
 * an asynchronous call of the function {@code audit}, which Lambda queues and tries twice more when it fails.
 *
 * <p>Only the nested classes use the SDK, so that the application can make the bean without loading it.
 */
@ApplicationScoped
class AwsJobLauncher implements JobLauncher {

    private static final Pattern STATE_MACHINE =
            Pattern.compile("arn:aws[a-z-]*:states:[a-z0-9-]+:\\d{12}:stateMachine:[A-Za-z0-9_-]{1,80}");

    private final AwsSettings settings;
    private final Supplier<LambdaClient> lambda;
    private final Supplier<SfnClient> stepFunctions;

    @Inject
    AwsJobLauncher(AwsSettings settings) {
        this(settings, AuditCall::open, StateMachine::open);
    }

    AwsJobLauncher(AwsSettings settings, Supplier<LambdaClient> lambda, Supplier<SfnClient> stepFunctions) {
        this.settings = settings;
        this.lambda = lambda;
        this.stepFunctions = stepFunctions;
    }

    @Override
    public void rotate(RotationId rotation) {
        String arn = settings.stateMachine()
                .filter(given -> STATE_MACHINE.matcher(given).matches())
                .orElseThrow(() -> new IllegalArgumentException(
                        "ccat.pat.aws.state-machine is not set, or not the ARN of a state machine: expected e.g."
                                + " arn:aws:states:eu-central-1:123456789012:stateMachine:ccat-pat-rotation"));
        new StateMachine(stepFunctions, arn).start(rotation);
    }

    @Override
    public boolean audit() {
        String function = settings.auditFunction()
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(
                        "ccat.pat.aws.audit-function is not set: expected the name or ARN of the function audit"));
        new AuditCall(lambda, function).queue();
        return true;
    }

    /** One asynchronous call of a function. */
    private record AuditCall(Supplier<LambdaClient> opener, String function) {

        static LambdaClient open() {
            return AwsClients.open(LambdaClient.builder());
        }

        void queue() {
            try (var client = opener.get()) {
                client.invoke(request -> request.functionName(function)
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String("{}")));
            } catch (SdkException | UncheckedIOException e) {
                throw new JobUnavailableException(
                        "AWS Lambda did not take the audit (%s): check that lambda:InvokeFunction is allowed"
                                .formatted(AwsErrors.summary(e)));
            }
        }
    }

    /**
     * The executions of one state machine. An execution is named after the rotation, which there is once for a secret
     * and a token, and after the end of the execution before it: so two that ask at once get one execution, and a
     * rotation whose execution has ended gets another.
     */
    private record StateMachine(Supplier<SfnClient> opener, String arn) {

        /** Step Functions remembers an execution for 90 days; no rotation is resumed more often in that time. */
        private static final int MOST = 50;

        static SfnClient open() {
            return AwsClients.open(SfnClient.builder());
        }

        /** Starts an execution, unless one of the rotation is running. */
        void start(RotationId rotation) {
            try (var client = opener.get()) {
                start(client, rotation);
            } catch (SdkException | UncheckedIOException e) {
                throw new JobUnavailableException(
                        "rotation %s is recorded, but AWS Step Functions did not take it (%s): check that %s"
                                .formatted(
                                        rotation,
                                        AwsErrors.summary(e),
                                        "states:StartExecution and states:DescribeExecution are allowed, and ask"
                                                + " again"));
            }
        }

        private void start(SfnClient client, RotationId rotation) {
            String name = rotation.toString();
            for (int execution = 1; execution <= MOST; execution++) {
                var before = start(client, name, rotation);
                if (before.isEmpty() || before.get().status() == ExecutionStatus.RUNNING) {
                    return;
                }
                name = rotation + "-" + before.get().stopDate().toEpochMilli();
            }
            throw new JobUnavailableException("rotation " + rotation + " has been resumed " + MOST
                    + " times; fix the cause, or store the token again under another version");
        }

        /** Starts an execution, or finds the one of this name that there was already and that may have ended. */
        private Optional<DescribeExecutionResponse> start(SfnClient client, String name, RotationId rotation) {
            try {
                client.startExecution(request ->
                        request.stateMachineArn(arn).name(name).input("{\"rotationId\":\"" + rotation + "\"}"));
                return Optional.empty();
            } catch (ExecutionAlreadyExistsException e) {
                return Optional.of(client.describeExecution(
                        request -> request.executionArn(arn.replace(":stateMachine:", ":execution:") + ":" + name)));
            }
        }
    }
}
