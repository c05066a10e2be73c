package io.github.ccatobs.pat.notification;

import java.util.Map;

/** How this process runs, which decides the steps that its messages name. */
enum RunMode {
    COMMAND,
    SERVICE,
    FUNCTION;

    /**
     * A function on AWS, or a command, which the service is at first.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Lambda's own variables</a>
     */
    static RunMode detect(Map<String, String> environment) {
        return environment.containsKey("AWS_LAMBDA_FUNCTION_NAME") ? FUNCTION : COMMAND;
    }
}
