package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.aws.AwsErrors;
import io.github.ccatobs.pat.aws.AwsErrors.AwsErrorKind;
import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
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

    /** The client cannot be opened: {@code why} names the setting that is missing, and what to set. */
    StoreUnavailableException notConfigured(IllegalArgumentException why) {
        String[] parts = String.valueOf(why.getMessage()).split(": ", 2);
        return new StoreUnavailableException(
                parts[0] + " for the DynamoDB table " + table + ": " + parts[parts.length - 1], why);
    }

    private String refused(AwsServiceException answer) {
        String code = AwsErrors.code(answer).orElse("no reason given");
        return switch (AwsErrorKind.of(answer)) {
            case NOT_FOUND ->
                "there is no DynamoDB table " + table + ": check ccat.pat.store.table, AWS_REGION and the account";
            case ACCESS_DENIED ->
                "AWS denies access to the DynamoDB table " + table
                        + ": allow dynamodb:GetItem, dynamodb:Query, dynamodb:PutItem and"
                        + " dynamodb:ConditionCheckItem on it";
            case CREDENTIALS_REJECTED ->
                "AWS rejects the credentials for the DynamoDB table " + table + " (" + code
                        + "): renew them, and check this machine's clock";
            case INVALID ->
                "the DynamoDB table " + table + " does not accept the items: its keys must be pk and sk, both strings";
            case WITHOUT_VALUE, UNDECRYPTABLE, UNENCRYPTABLE, EXISTS, QUOTA, OTHER ->
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
        return "cannot ask AWS for the DynamoDB table " + table + ": "
                + AwsErrors.onTheWay(why)
                        .orElse("check AWS_REGION, the AWS credentials, AWS_ENDPOINT_URL and the network");
    }

    /** When others were in the way of a transaction every time. */
    StoreUnavailableException crowded(RuntimeException why) {
        return new StoreUnavailableException(
                "too many write to the DynamoDB table " + table + " at once: run again when the others have ended",
                why);
    }
}
