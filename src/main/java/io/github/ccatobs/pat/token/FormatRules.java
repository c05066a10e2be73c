package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.CheckResult.Refuse;
import io.github.ccatobs.pat.token.CheckResult.Warn;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The format of each kind of token. Strict where GitHub fixed the format, lenient where it was only observed or is
 * announced to change.
 */
final class FormatRules {

    /** Of the format of 2021: a prefix of four, thirty random characters, six of checksum. */
    private static final int LENGTH = 40;

    private static final Pattern LETTERS_AND_DIGITS = Pattern.compile("[A-Za-z0-9]{36}");

    /** As seen since 2022; GitHub promises no length. */
    private static final Pattern FINE_GRAINED = Pattern.compile("github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}");

    private static final int FINE_GRAINED_LENGTH = 93;
    private static final Pattern FINE_GRAINED_TWICE = Pattern.compile("github_pat_.*github_pat_.*");

    private static final String COPY_AGAIN =
            "copy the whole token again; GitHub shows it only once, so generate a new one if that page is gone";
    private static final String PASTE_ONCE = "paste the token once, with nothing before or after it";
    private static final String FORCE = "make sure this is the token you mean; --force accepts it";
    private static final String USE_ANOTHER =
            "generate a personal access token in the developer settings of your account, and use that";

    private FormatRules() {}

    /** Judges {@code text}, which holds only characters that a token may have. */
    static List<CheckResult> judge(TokenKind kind, AsciiText text) {
        return switch (kind) {
            case CLASSIC -> List.of(fixed(kind, text));
            case OAUTH ->
                List.of(
                        fixed(kind, text),
                        new Warn("it is an OAuth access token and ends when its app is no longer authorized", FORCE));
            case FINE_GRAINED -> List.of(fineGrained(text));
            case APP_USER ->
                List.of(
                        appUser(kind, text),
                        new Warn("it is a GitHub App user token, which as a rule lives for eight hours", FORCE));
            case APP_INSTALLATION ->
                List.of(new Refuse("it is a GitHub App installation token, which lives for one hour", USE_ANOTHER));
            case REFRESH ->
                List.of(new Refuse(
                        "it is a GitHub App refresh token, which no workflow can call GitHub with", USE_ANOTHER));
            case UNKNOWN -> List.of(unknown(text));
        };
    }

    /** The format of 2021, which GitHub documented. */
    private static CheckResult fixed(TokenKind kind, AsciiText text) {
        if (text.length() < LENGTH) {
            return truncated(kind, Integer.toString(LENGTH), text.length());
        }
        if (text.length() > LENGTH) {
            return new Refuse(
                    "the token is too long: %ss have %d characters, this one has %d"
                            .formatted(kind, LENGTH, text.length()),
                    PASTE_ONCE);
        }
        AsciiText rest = afterPrefix(kind, text);
        if (!LETTERS_AND_DIGITS.matcher(rest).matches()) {
            return new Refuse(
                    "the token has characters other than letters and digits after %s, which no %s has"
                            .formatted(kind.prefix(), kind),
                    COPY_AGAIN);
        }
        return TokenChecksum.holds(rest)
                ? new Pass("format and checksum are right for its kind, %s".formatted(kind))
                : new Refuse("the checksum of the token is wrong: a character is wrong or out of place", COPY_AGAIN);
    }

    private static CheckResult fineGrained(AsciiText text) {
        if (text.length() < FINE_GRAINED_LENGTH) {
            return truncated(TokenKind.FINE_GRAINED, Integer.toString(FINE_GRAINED_LENGTH), text.length());
        }
        if (FINE_GRAINED_TWICE.matcher(text).matches()) {
            return new Refuse("the token was pasted twice", PASTE_ONCE);
        }
        return FINE_GRAINED.matcher(text).matches()
                ? new Pass(
                        "the format is right for its kind, fine-grained personal access token, which has no public checksum")
                : new Warn("its format is not the one that fine-grained personal access tokens have had so far", FORCE);
    }

    /** Announced to change, so that only what is too short is certain to be wrong. */
    private static CheckResult appUser(TokenKind kind, AsciiText text) {
        if (text.length() < LENGTH) {
            return truncated(kind, "at least " + LENGTH, text.length());
        }
        AsciiText rest = afterPrefix(kind, text);
        return LETTERS_AND_DIGITS.matcher(rest).matches() && !TokenChecksum.holds(rest)
                ? new Warn("the checksum of the token is wrong", COPY_AGAIN)
                : new Pass("it may be a %s".formatted(kind));
    }

    private static CheckResult unknown(AsciiText text) {
        return TokenKind.isPieceOfAPrefix(text)
                ? new Refuse("the token looks truncated: it ends within the prefix of a GitHub token", COPY_AGAIN)
                : new Warn(
                        "the token starts with none of the prefixes that GitHub's tokens have had since 2021", FORCE);
    }

    private static Refuse truncated(TokenKind kind, String expected, int came) {
        return new Refuse(
                "the token looks truncated: %ss have %s characters, this one has %d".formatted(kind, expected, came),
                COPY_AGAIN);
    }

    private static AsciiText afterPrefix(TokenKind kind, AsciiText text) {
        return text.subSequence(kind.prefix().length(), text.length());
    }
}
