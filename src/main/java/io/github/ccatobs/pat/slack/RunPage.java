package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.notification.DeploymentSettings;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The page that shows how a rotation or an audit runs: GitHub's page of the workflow run, else AWS's of the state machine. */
final class RunPage {

    private static final Pattern STATE_MACHINE =
            Pattern.compile("arn:(aws[a-z-]*):states:([a-z0-9-]+):\\d{12}:stateMachine:[A-Za-z0-9_-]{1,80}");

    private static final Pattern SERVER = Pattern.compile("https://[A-Za-z0-9.-]{1,253}(:\\d{1,5})?");

    private RunPage() {}

    /** The button that leads there; none where neither ran this. */
    static Optional<LinkButton> button(
            DeploymentSettings settings, Function<String, Optional<String>> environmentVariable) {
        return workflowRun(environmentVariable).or(() -> settings.stateMachine().flatMap(RunPage::stateMachine));
    }

    /** As GitHub Actions says in the <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/variables">default variables</a>. */
    private static Optional<LinkButton> workflowRun(Function<String, Optional<String>> variable) {
        var server = variable.apply("GITHUB_SERVER_URL")
                .filter(text -> SERVER.matcher(text).matches());
        var repository = variable.apply("GITHUB_REPOSITORY").filter(RunPage::isRepository);
        var run = variable.apply("GITHUB_RUN_ID").filter(text -> text.matches("\\d{1,20}"));
        if (server.isEmpty() || repository.isEmpty() || run.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LinkButton(
                "Workflow run",
                URI.create(server.get() + "/" + repository.get() + "/actions/runs/" + run.get()),
                "Open the workflow run on GitHub"));
    }

    private static boolean isRepository(String text) {
        try {
            return RepositoryName.parse(text).toString().equals(text);
        } catch (IllegalArgumentException invalid) {
            return false;
        }
    }

    /** Step Functions' own page lists the executions; an execution that an event began has a name that AWS made up. */
    private static Optional<LinkButton> stateMachine(String arn) {
        var parts = STATE_MACHINE.matcher(arn);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String region = parts.group(2);
        return Optional.of(new LinkButton(
                "Executions",
                URI.create("https://" + region + "." + console(parts.group(1)) + "/states/home?region=" + region
                        + "#/statemachines/view/" + arn),
                "Open the executions of the state machine on AWS"));
    }

    private static String console(String partition) {
        return switch (partition) {
            case "aws-cn" -> "console.amazonaws.cn";
            case "aws-us-gov" -> "console.amazonaws-us-gov.com";
            default -> "console.aws.amazon.com";
        };
    }
}
