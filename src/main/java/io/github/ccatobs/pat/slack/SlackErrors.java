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

    private static final String DEFECT = "this is a defect in ccat-pat, please report it";

    private SlackErrors() {}

    /** A failure of Slack's own, which may pass. */
    static String failure(int status, String body) {
        String code = code(body);
        return "Slack answered " + status
                + (code.equals("rollup_error") ? " " + code + ": " + advice(status, code) : "");
    }

    private static String code(String body) {
        return CODE.matcher(body.strip()).matches() ? body.strip() : "";
    }

    static String explain(int status, String body) {
        String code = code(body);
        String answer = code.isEmpty() ? String.valueOf(status) : status + " " + code;
        return "Slack refused it (" + answer + "): " + advice(status, code);
    }

    private static String advice(int status, String code) {
        return switch (code) {
            case "no_service", "no_active_hooks" -> "the webhook was removed or disabled; " + NEW_WEBHOOK;
            case "no_service_id" ->
                "the address is incomplete: Slack finds no webhook in it; copy the whole address again, or "
                        + NEW_WEBHOOK;
            case "invalid_token" ->
                "the last part of the webhook's address is wrong or was revoked; copy the whole address again, or "
                        + NEW_WEBHOOK;
            case "channel_not_found" ->
                "the webhook's channel is gone, or its app cannot see it; choose another channel: " + NEW_WEBHOOK;
            case "channel_is_archived" -> "the webhook's channel is archived; bring it back, or " + NEW_WEBHOOK;
            case "user_not_found" ->
                "the webhook posts to a person who is not in the workspace any more; " + NEW_WEBHOOK;
            case "no_team", "team_not_found" -> "the webhook's workspace is gone; " + NEW_WEBHOOK;
            case "team_disabled" ->
                "the webhook's workspace is disabled; ask its owner to enable it, or " + NEW_WEBHOOK;
            case "action_prohibited" ->
                "an administrator has forbidden such messages; ask for the right to post, or choose another channel";
            case "posting_to_general_channel_denied" ->
                "an administrator lets only some post to the workspace's general channel; ask for the right to post, or"
                        + " choose another channel";
            case "msg_blocks_too_long" -> "the blocks of the message are too long together; " + DEFECT;
            case "msg_too_long" -> "the text of the message is too long; " + DEFECT;
            case "too_many_attachments" -> "the message has more attachments than Slack takes; " + DEFECT;
            case "invalid_blocks_format" -> "the blocks of the message are not a list of Block Kit's blocks; " + DEFECT;
            case "invalid_blocks" -> "a block of the message does not follow Block Kit's rules; " + DEFECT;
            case "no_text" -> "the message has no text; " + DEFECT;
            case "invalid_payload" ->
                "it does not understand the message; " + DEFECT + ", unless a proxy on the way changes messages";
            case "rollup_error" -> "Slack failed inside; see status.slack.com";
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
