package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.rotation.RotationHead;
import io.github.ccatobs.pat.rotation.RotationLauncher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * The Step Functions state machine that runs rotations. An execution is named after the rotation, which there is once for
 * a secret and a token, and after the end of the execution before it: so two that ask at once get one execution, and a
 * rotation whose execution has ended gets another.
 */
@ApplicationScoped
class StateMachine implements RotationLauncher {

    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:states:[a-z0-9-]+:\\d{12}:stateMachine:[A-Za-z0-9_-]{1,80}");

    /** Step Functions remembers an execution for 90 days; nobody resumes a rotation more often in that time. */
    private static final int MOST_EXECUTIONS = 50;

    private final AwsSettings settings;
    private final Supplier<SfnClient> opener;

    @Inject
    StateMachine(AwsSettings settings) {
        this(settings, () -> AwsClients.open(SfnClient.builder()));
    }

    StateMachine(AwsSettings settings, Supplier<SfnClient> opener) {
        this.settings = settings;
        this.opener = opener;
    }

    @Override
    public void launch(RotationHead rotation) {
        String machine = settings.stateMachine()
                .filter(arn -> ARN.matcher(arn).matches())
                .orElseThrow(() -> new IllegalArgumentException(
                        "ccat.pat.aws.state-machine is not set, or no ARN of a state machine: expected such as"
                                + " arn:aws:states:eu-central-1:123456789012:stateMachine:ccat-pat-rotation"));
        try (var client = opener.get()) {
            start(client, machine, rotation.id().toString());
        } catch (SdkException | UncheckedIOException failure) {
            throw new Unavailable("rotation %s is recorded, but AWS Step Functions did not take it (%s): check that %s"
                    .formatted(
                            rotation.id(),
                            AwsErrors.code(failure),
                            "states:StartExecution and states:DescribeExecution are allowed, and ask again"));
        }
    }

    private static void start(SfnClient client, String machine, String rotation) {
        String name = rotation;
        for (int execution = 1; execution <= MOST_EXECUTIONS; execution++) {
            var before = started(client, machine, name, rotation);
            if (before.isEmpty() || before.get().status() == ExecutionStatus.RUNNING) {
                return;
            }
            name = rotation + "-" + before.get().stopDate().toEpochMilli();
        }
        throw new Unavailable("rotation " + rotation + " has been resumed " + MOST_EXECUTIONS
                + " times; mend what stops it, or store the token again under another version");
    }

    /** Starts an execution, or finds the one of this name that there was already and that may have ended. */
    private static Optional<DescribeExecutionResponse> started(
            SfnClient client, String machine, String name, String rotation) {
        try {
            client.startExecution(request ->
                    request.stateMachineArn(machine).name(name).input("{\"rotationId\":\"" + rotation + "\"}"));
            return Optional.empty();
        } catch (ExecutionAlreadyExistsException there) {
            return Optional.of(client.describeExecution(
                    request -> request.executionArn(machine.replace(":stateMachine:", ":execution:") + ":" + name)));
        }
    }
}
