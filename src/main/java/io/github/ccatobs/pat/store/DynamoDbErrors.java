package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Explains the errors of AWS and its SDK, and what to check. Their own messages are only the cause.
 */
final class DynamoDbErrors {

    private final String table;

    DynamoDbErrors(String table) {
        this.table = table;
    }

    StoreUnavailableException explain(RuntimeException why) {
        return new StoreUnavailableException(
                why instanceof AwsServiceException answer ? refused(answer) : unreached(why), why);
    }

    /** The client cannot be built, which is for want of a region alone. */
    StoreUnavailableException noRegion(RuntimeException why) {
        return new StoreUnavailableException(
                "no AWS region for the DynamoDB table " + table
                        + ": set AWS_REGION (AWS_DEFAULT_REGION alone is not read), or a region in the AWS profile",
                why);
    }

    private String refused(AwsServiceException answer) {
        String code = Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("no reason given");
        return switch (code) {
            case "ResourceNotFoundException" ->
                "there is no DynamoDB table " + table + ": check ccat.pat.store.table, AWS_REGION and the account";
            case "AccessDeniedException" ->
                "AWS denies access to the DynamoDB table " + table
                        + ": allow dynamodb:GetItem, dynamodb:Query, dynamodb:PutItem and"
                        + " dynamodb:ConditionCheckItem on it";
            case "UnrecognizedClientException",
                    "InvalidSignatureException",
                    "ExpiredTokenException",
                    "IncompleteSignatureException",
                    "MissingAuthenticationTokenException" ->
                "AWS rejects the credentials for the DynamoDB table " + table + " (" + code
                        + "): renew them, and check this machine's clock";
            case "ValidationException" ->
                "the DynamoDB table " + table + " does not accept the items: its keys must be pk and sk, both strings";
            default ->
                "the DynamoDB table " + table + " cannot be used now (" + code + ", status " + answer.statusCode()
                        + "): run again later";
        };
    }

    /** The SDK has no type of exception for the want of credentials, only a sentence. */
    private String unreached(RuntimeException why) {
        if (String.valueOf(why.getMessage()).contains("Unable to load credentials")) {
            return "no AWS credentials for the DynamoDB table " + table
                    + ": set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is"
                    + " attached";
        }
        return "cannot ask AWS for the DynamoDB table " + table
                + ": check AWS_REGION, the AWS credentials, AWS_ENDPOINT_URL and the network";
    }

    /** When others were in the way of a transaction every time. */
    StoreUnavailableException crowded(RuntimeException why) {
        return new StoreUnavailableException(
                "too many write to the DynamoDB table " + table + " at once: run again when the others have ended",
                why);
    }
}
