package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationLauncher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The Step Functions state machine that runs rotations. A command, which has none, loads nothing of the SDK for it. */
@ApplicationScoped
class StepFunctionsLauncher implements RotationLauncher {

    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:states:[a-z0-9-]+:\\d{12}:stateMachine:[A-Za-z0-9_-]{1,80}");

    private final AwsSettings settings;
    private final Supplier<SfnClient> opener;

    @Inject
    StepFunctionsLauncher(AwsSettings settings) {
        this(settings, StateMachineExecutions::open);
    }

    StepFunctionsLauncher(AwsSettings settings, Supplier<SfnClient> opener) {
        this.settings = settings;
        this.opener = opener;
    }

    @Override
    public void launch(RotationHeader rotation) {
        String machine = settings.stateMachine()
                .filter(arn -> ARN.matcher(arn).matches())
                .orElseThrow(() -> new IllegalArgumentException(
                        "ccat.pat.aws.state-machine is not set, or not the ARN of a state machine: expected e.g."
                                + " arn:aws:states:eu-central-1:123456789012:stateMachine:ccat-pat-rotation"));
        new StateMachineExecutions(opener, machine).start(rotation.id());
    }
}
