package io.github.ccatobs.pat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.notification.DeploymentSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of the run that a message comes from. */
class RunPageTest {

    private static final Map<String, String> ACTIONS = Map.of(
            "GITHUB_SERVER_URL", "https://github.com",
            "GITHUB_REPOSITORY", "ccatobs/system-integration",
            "GITHUB_RUN_ID", "1234567");

    @Test
    void isTheWorkflowRunOnGitHub() {
        assertThat(url("", ACTIONS)).contains("https://github.com/ccatobs/system-integration/actions/runs/1234567");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:states:eu-central-1:123456789012:stateMachine:ccat-pat-rotation, eu-central-1.console.aws.amazon.com",
        "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:x, cn-north-1.console.amazonaws.cn",
        "arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:x, us-gov-west-1.console.amazonaws-us-gov.com",
    })
    void isTheStateMachineOnAws(String arn, String console) {
        String region = console.substring(0, console.indexOf('.'));
        assertThat(url(arn, Map.of()))
                .contains("https://" + console + "/states/home?region=" + region + "#/statemachines/view/" + arn);
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB_SERVER_URL, javascript:alert(1)",
        "GITHUB_SERVER_URL, https://github.com/<!channel>",
        "GITHUB_REPOSITORY, ../../evil",
        "GITHUB_REPOSITORY, evil",
        "GITHUB_RUN_ID, 12/../3",
        "GITHUB_RUN_ID, ''",
    })
    void isNotMadeOfWhatGitHubWouldNotSay(String name, String value) {
        var hostile = new HashMap<>(ACTIONS);
        hostile.put(name, value);
        assertThat(url("", hostile)).isEmpty();
        assertThat(url("arn:aws:states:evil.example/:123456789012:stateMachine:x", hostile))
                .isEmpty();
    }

    private static Optional<String> url(String stateMachine, Map<String, String> environment) {
        var settings = Settings.of(
                DeploymentSettings.class,
                stateMachine.isEmpty() ? Map.of() : Map.of("ccat.pat.aws.state-machine", stateMachine));
        return RunPage.button(settings, name -> Optional.ofNullable(environment.get(name)))
                .map(button -> button.url().toString());
    }
}
