package io.github.ccatobs.pat.aws;

import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Sorts AWS's error codes, which are listed here alone. Of AWS's own words only the code is kept. */
public final class AwsErrors {

    private static final Pattern CODE = Pattern.compile("[A-Za-z.]{1,64}");

    private AwsErrors() {}

    /** A kind of error, by what a person can do. */
    public enum AwsErrorKind {
        /** The name, the region or the account is wrong. */
        NOT_FOUND,
        /** A permission is missing. */
        ACCESS_DENIED,
        /** AWS does not accept the credentials. */
        CREDENTIALS_REJECTED,
        /** The request does not fit what is there. */
        INVALID,
        /** A secret is marked for deletion, or has no value. */
        WITHOUT_VALUE,
        /** The key of a secret cannot be used. */
        UNDECRYPTABLE,
        /** The key of a secret cannot be used to write. */
        UNENCRYPTABLE,
        /** The same id is taken by something else. */
        EXISTS,
        /** A quota of the account or the secret is used up. */
        QUOTA,
        /** Any other; trying again may help. */
        OTHER;

        /** The kind of {@code failure}. */
        public static AwsErrorKind of(AwsServiceException failure) {
            return switch (code(failure).orElse("")) {
                case "NotFoundException", "ResourceNotFoundException" -> NOT_FOUND;
                case "AccessDeniedException" -> ACCESS_DENIED;
                case "ExpiredToken",
                        "ExpiredTokenException",
                        "IncompleteSignature",
                        "IncompleteSignatureException",
                        "InvalidClientTokenId",
                        "InvalidSignatureException",
                        "MissingAuthenticationTokenException",
                        "UnrecognizedClientException" -> CREDENTIALS_REJECTED;
                case "InvalidArnException", "InvalidParameterException", "ValidationException" -> INVALID;
                case "InvalidRequestException" -> WITHOUT_VALUE;
                case "DecryptionFailure" -> UNDECRYPTABLE;
                case "EncryptionFailure" -> UNENCRYPTABLE;
                case "ResourceExistsException" -> EXISTS;
                case "LimitExceededException" -> QUOTA;
                default -> OTHER;
            };
        }
    }

    /** The error code; empty when AWS sent none, or something else in its place. */
    public static Optional<String> code(AwsServiceException failure) {
        return Optional.ofNullable(failure.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .filter(code -> CODE.matcher(code).matches());
    }

    /** The code or the status of {@code failure}, or that no answer came. */
    public static String summary(RuntimeException failure) {
        return failure instanceof AwsServiceException service
                ? code(service).orElse("status " + service.statusCode())
                : onTheWay(failure).orElse("no usable answer");
    }

    /** The proxy or certificate that blocks the way to AWS, in words; empty when the failure is another. */
    public static Optional<String> onTheWay(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AwsUnreachableException unreachable) {
                return Optional.ofNullable(unreachable.getMessage());
            }
        }
        return Optional.empty();
    }

    /**
     * A proxy, or the certificate of a server, is in the way to AWS. The message says which, in our own words. Never an
     * {@code IOException}, after which the SDK tries again.
     */
    static final class AwsUnreachableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        AwsUnreachableException(String why) {
            super(why);
        }
    }
}
