package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationLauncher.RotationLauncherUnavailableException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * The executions of one state machine. An execution is named after the rotation, which there is once for a secret and a
 * token, and after the end of the execution before it: so two that ask at once get one execution, and a rotation whose
 * execution has ended gets another.
 */
final class StateMachineExecutions {

    /** Step Functions remembers an execution for 90 days; nobody resumes a rotation more often in that time. */
    private static final int MOST = 50;

    private final Supplier<SfnClient> opener;
    private final String machine;

    StateMachineExecutions(Supplier<SfnClient> opener, String machine) {
        this.opener = opener;
        this.machine = machine;
    }

    /**
     * Starts one, unless one of the rotation is running.
     *
     * @throws RotationLauncherUnavailableException when Step Functions does not take it
     */
    void start(RotationId rotation) {
        try (var client = opener.get()) {
            start(client, rotation);
        } catch (SdkException | UncheckedIOException failure) {
            throw new RotationLauncherUnavailableException(
                    "rotation %s is recorded, but AWS Step Functions did not take it (%s): check that %s"
                            .formatted(
                                    rotation,
                                    AwsErrors.code(failure),
                                    "states:StartExecution and states:DescribeExecution are allowed, and ask again"));
        }
    }

    private void start(SfnClient client, RotationId rotation) {
        String name = rotation.toString();
        for (int execution = 1; execution <= MOST; execution++) {
            var before = started(client, name, rotation);
            if (before.isEmpty() || before.get().status() == ExecutionStatus.RUNNING) {
                return;
            }
            name = rotation + "-" + before.get().stopDate().toEpochMilli();
        }
        throw new RotationLauncherUnavailableException("rotation " + rotation + " has been resumed " + MOST
                + " times; fix the cause, or store the token again under another version");
    }

    /** Starts an execution, or finds the one of this name that there was already and that may have ended. */
    private Optional<DescribeExecutionResponse> started(SfnClient client, String name, RotationId rotation) {
        try {
            client.startExecution(request ->
                    request.stateMachineArn(machine).name(name).input("{\"rotationId\":\"" + rotation + "\"}"));
            return Optional.empty();
        } catch (ExecutionAlreadyExistsException there) {
            return Optional.of(client.describeExecution(
                    request -> request.executionArn(machine.replace(":stateMachine:", ":execution:") + ":" + name)));
        }
    }

    /**
     * Opens a way to it as the environment says.
     *
     * @throws IllegalArgumentException when there is no region or there are no credentials
     */
    static SfnClient open() {
        return AwsClients.open(SfnClient.builder());
    }
}
