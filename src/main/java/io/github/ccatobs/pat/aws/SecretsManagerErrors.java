package io.github.ccatobs.pat.aws;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * Explains Secrets Manager's errors and what to do about them. Pure; of AWS's own words only the error code is kept.
 */
final class SecretsManagerErrors {

    private SecretsManagerErrors() {}

    /**
     * One sentence about {@code failure} of the secret called {@code name}.
     *
     * @param whatNamesIt what to check when AWS does not know the name
     */
    static String explain(RuntimeException failure, String name, String whatNamesIt) {
        return name + ": "
                + switch (failure) {
                    case AwsServiceException service -> service(service, whatNamesIt);
                    case ApiCallTimeoutException late -> "Secrets Manager took too long to answer; try again";
                    case ApiCallAttemptTimeoutException late -> "Secrets Manager took too long to answer; try again";
                    default ->
                        "no usable answer from Secrets Manager; check the network, AWS_REGION and AWS_ENDPOINT_URL";
                };
    }

    private static String service(AwsServiceException failure, String whatNamesIt) {
        if (failure.isThrottlingException()) {
            return "Secrets Manager throttles requests; try again in a minute";
        }
        String code = AwsErrors.code(failure);
        return switch (code) {
            case "ResourceNotFoundException" ->
                "there is no such secret or no such version in this account and region; check " + whatNamesIt
                        + ", AWS_REGION and the account";
            case "AccessDeniedException" ->
                "access denied; allow secretsmanager:GetSecretValue on the secret, and kms:Decrypt on its key if that is"
                        + " one of your own";
            case "DecryptionFailure" ->
                "it cannot be decrypted; check that its KMS key is enabled and that kms:Decrypt is allowed";
            case "InvalidRequestException" -> "it is marked for deletion, or has no value yet; restore it or store one";
            case "InvalidParameterException", "ValidationException" ->
                "Secrets Manager does not accept that name or version; check " + whatNamesIt;
            case "ExpiredTokenException",
                    "ExpiredToken",
                    "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "IncompleteSignature",
                    "MissingAuthenticationTokenException" ->
                "AWS does not accept the AWS credentials; log in again, and check the clock of this machine";
            default -> "Secrets Manager answered with an error (%s); try again".formatted(withStatus(code, failure));
        };
    }

    private static String withStatus(String code, AwsServiceException failure) {
        return code.isEmpty() ? String.valueOf(failure.statusCode()) : failure.statusCode() + ", " + code;
    }
}
