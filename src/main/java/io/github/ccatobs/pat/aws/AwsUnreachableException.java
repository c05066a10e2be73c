package io.github.ccatobs.pat.aws;

/**
 * A proxy, or the certificate of a server, is in the way to AWS. The message says which, in our own words. Never an
 * {@code IOException}, after which the SDK tries again.
 */
final class AwsUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AwsUnreachableException(String why) {
        super(why);
    }
}
