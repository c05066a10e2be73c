package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.aws.AwsErrors.AwsErrorKind;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.token.KeySigner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * Signs with keys in AWS KMS. It asks by {@code Sign} alone, with {@code RSASSA_PKCS1_V1_5_SHA_256} alone, so that is the only
 * permission it needs, and opens a client for each signature: there is one an hour.
 *
 * <p>Only the nested class uses the SDK, so that the application can make the bean without loading it.
 */
@ApplicationScoped
class KmsSigner implements KeySigner {

    private final Supplier<KmsClient> opener;

    @Inject
    KmsSigner() {
        this(KmsKey::open);
    }

    KmsSigner(Supplier<KmsClient> opener) {
        this.opener = opener;
    }

    @Override
    public byte[] sign(String keyId, byte[] message) {
        return new KmsKey(opener, keyId).sign(message);
    }

    /** One key. */
    private record KmsKey(Supplier<KmsClient> opener, String id) {

        static KmsClient open() {
            return AwsClients.open(KmsClient.builder());
        }

        byte[] sign(byte[] message) {
            var request = SignRequest.builder()
                    .keyId(id)
                    .message(SdkBytes.fromByteArray(message))
                    .messageType(MessageType.RAW)
                    .signingAlgorithm(SigningAlgorithmSpec.RSASSA_PKCS1_V1_5_SHA_256)
                    .build();
            try (var client = opener.get()) {
                return client.sign(request).signature().asByteArray();
            } catch (SdkException | UncheckedIOException | IllegalArgumentException e) {
                throw new SecretUnavailableException("key " + QuotedText.of(id) + " in AWS KMS: " + explain(e));
            }
        }

        private static String explain(RuntimeException failure) {
            return switch (failure) {
                case AwsServiceException service -> refused(service);
                // Without a region or AWS credentials there is no client.
                case IllegalArgumentException setting -> String.valueOf(setting.getMessage());
                default ->
                    AwsErrors.onTheWay(failure)
                            .map(way -> "no answer from KMS: " + way)
                            .orElse("no usable answer from KMS; check the network, AWS_REGION and AWS_ENDPOINT_URL");
            };
        }

        private static String refused(AwsServiceException failure) {
            if (failure.isThrottlingException()) {
                return "KMS throttles requests; try again in a minute";
            }
            return switch (AwsErrorKind.of(failure)) {
                case NOT_FOUND ->
                    "there is no such key in this account and region; check ccat.pat.github.app.kms-key-id, AWS_REGION and"
                            + " the account";
                case ACCESS_DENIED ->
                    "access denied; allow kms:Sign on the key with the signing algorithm RSASSA_PKCS1_V1_5_SHA_256";
                case CREDENTIALS_REJECTED ->
                    "AWS does not accept the AWS credentials; log in again, and check the clock of this machine";
                case INVALID -> "KMS does not accept that key; check ccat.pat.github.app.kms-key-id";
                case WITHOUT_VALUE, UNDECRYPTABLE, UNENCRYPTABLE, EXISTS, QUOTA, OTHER ->
                    switch (AwsErrors.code(failure).orElse("")) {
                        case "InvalidKeyUsageException" ->
                            "it cannot sign with RSASSA_PKCS1_V1_5_SHA_256; expected a key of the spec RSA_2048, RSA_3072 or"
                                    + " RSA_4096 whose usage is SIGN_VERIFY";
                        case "DisabledException", "KMSInvalidStateException" ->
                            "it is disabled, marked for deletion, or waits for its key material; check its state in KMS";
                        default -> "KMS answered with an error (" + AwsErrors.summary(failure) + "); try again";
                    };
            };
        }
    }
}
