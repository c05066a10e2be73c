package io.github.ccatobs.pat.aws;

import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The part of AWS's error messages that may be repeated: the error code. */
public final class AwsErrors {

    private static final Pattern CODE = Pattern.compile("[A-Za-z.]{1,64}");

    private AwsErrors() {}

    /** The code, or that there was no answer with one. */
    public static String code(RuntimeException failure) {
        return failure instanceof AwsServiceException service
                ? Optional.of(code(service)).filter(code -> !code.isEmpty()).orElse("status " + service.statusCode())
                : "no usable answer";
    }

    /** The code; empty when AWS sent none, or something else in its place. */
    static String code(AwsServiceException failure) {
        return Optional.ofNullable(failure.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .filter(code -> CODE.matcher(code).matches())
                .orElse("");
    }
}
