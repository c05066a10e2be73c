package io.github.ccatobs.pat.slack;

import java.util.regex.Pattern;

/**
 * Explains why Slack refused a message, and what to do. Of Slack's own words only the error code is kept.
 *
 * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/#handling_errors">Slack:
 *     Handling errors</a>
 */
final class SlackErrors {

    private static final Pattern CODE = Pattern.compile("[a-z_]{2,60}");
    private static final String NEW_WEBHOOK = "make a new one for the channel, and configure its address";

    private SlackErrors() {}

    static String explain(int status, String body) {
        String code = CODE.matcher(body.strip()).matches() ? body.strip() : "";
        String answer = code.isEmpty() ? String.valueOf(status) : status + " " + code;
        return "Slack refused it (" + answer + "): " + advice(status, code);
    }

    private static String advice(int status, String code) {
        return switch (code) {
            case "no_service", "no_active_hooks", "invalid_token", "no_service_id" ->
                "the webhook was removed or disabled; " + NEW_WEBHOOK;
            case "channel_not_found", "channel_is_archived" ->
                "the webhook's channel is gone or archived; bring it back, or " + NEW_WEBHOOK;
            case "no_team", "team_disabled", "team_not_found" ->
                "the webhook's workspace is gone or disabled; " + NEW_WEBHOOK;
            case "action_prohibited", "posting_to_general_channel_denied" ->
                "an administrator has forbidden such messages; ask for the right to post, or choose another channel";
            case "invalid_payload", "invalid_blocks", "no_text", "msg_too_long", "too_many_attachments" ->
                "it does not understand the message; this is a defect in ccat-pat, please report it";
            default -> byStatus(status);
        };
    }

    private static String byStatus(int status) {
        if (status >= 300 && status < 400) {
            return "it points to another address, which is never followed; configure the webhook's own address";
        }
        return switch (status) {
            case 403, 404, 410 -> "check the webhook in Slack's app settings, or " + NEW_WEBHOOK;
            default -> "check that the address is an incoming webhook";
        };
    }
}
