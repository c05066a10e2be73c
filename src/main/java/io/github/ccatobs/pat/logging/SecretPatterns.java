package io.github.ccatobs.pat.logging;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Recognises secrets by what stands around them, for those that never pass through our hands: the headers and bodies
 * that HTTP clients and the AWS SDK log, also before we have read them.
 */
final class SecretPatterns {

    private static final String SHOWN = "[a secret]";

    private record Rule(Pattern pattern, String replacement) {

        Rule(String pattern) {
            this(Pattern.compile(pattern), "$1" + SHOWN);
        }
    }

    private static final List<Rule> RULES = List.of(
            // A header as clients print it: "Authorization: Bearer x", "{X-Amz-Security-Token: x}", "cookie=[x]".
            new Rule("(?i)(\\b(?:authorization|proxy-authorization|x-amz-security-token|x-aws-ec2-metadata-token|cookie"
                    + "|set-cookie|x-slack-signature)[\"']?\\s*[:=]\\s*+(?!\\[a secret])[\\[\"']*"
                    + "(?:(?:bearer|token|basic)\\s+)?)[^\\s\"',;}\\])]+"),
            // A member of JSON.
            new Rule("(?i)(\"(?:secretstring|secretbinary|secretaccesskey|sessiontoken|(?:\\w+_)?token|private_?key"
                    + "|client_secret)\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)+"),
            // An AWS credential's or a request's own printing: "SecretString=x", "secretAccessKey=x".
            new Rule("(?i)(\\b(?:secretstring|secretaccesskey|aws_secret_access_key|sessiontoken|aws_session_token)"
                    + "\\s*=\\s*)[^\\s,)}\\]]+"),
            // An incoming webhook, whole or in a request line.
            new Rule("(/(?:services|triggers|workflows)/)[A-Z0-9]{3,}/[\\w/-]+"),
            new Rule("(-----BEGIN [A-Z ]*PRIVATE KEY-----)(?s:.)*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)"),
            // A JSON Web Token.
            new Rule("()\\beyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]{8,}"));

    private SecretPatterns() {}

    /** Shows each secret as {@code [a secret]}. */
    static String redact(String text) {
        String shown = text;
        for (var rule : RULES) {
            shown = rule.pattern().matcher(shown).replaceAll(rule.replacement());
        }
        return shown;
    }
}
