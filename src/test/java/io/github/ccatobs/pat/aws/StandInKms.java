package io.github.ccatobs.pat.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** Signs the message of a request as KMS does with one key, and refuses what the policy of the key would refuse. */
public final class StandInKms implements ResponseDefinitionTransformerV2 {

    /** For a stub's {@code withTransformers}. */
    public static final String NAME = "stand-in-kms";

    private static final String ALGORITHM = "RSASSA_PKCS1_V1_5_SHA_256";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String keyId;
    private final PrivateKey key;

    /** Has {@code key} under {@code keyId}, and no other. */
    public StandInKms(String keyId, PrivateKey key) {
        this.keyId = keyId;
        this.key = key;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        try {
            return answer(JSON.readTree(event.getRequest().getBody()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    ResponseDefinition answer(JsonNode request) throws IOException, GeneralSecurityException {
        boolean isAllowed = request.path("KeyId").asText().equals(keyId)
                && request.path("MessageType").asText().equals("RAW")
                && request.path("SigningAlgorithm").asText().equals(ALGORITHM);
        return isAllowed
                ? signed(request.path("Message").binaryValue())
                : new ResponseDefinitionBuilder()
                        .withStatus(400)
                        .withBody("{\"__type\":\"AccessDeniedException\"}")
                        .build();
    }

    private ResponseDefinition signed(byte[] message) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(message);
        return new ResponseDefinitionBuilder()
                .withStatus(200)
                .withBody(JSON.createObjectNode()
                        .put("KeyId", keyId)
                        .put("Signature", signature.sign())
                        .put("SigningAlgorithm", ALGORITHM)
                        .toString())
                .build();
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public String getName() {
        return NAME;
    }
}
