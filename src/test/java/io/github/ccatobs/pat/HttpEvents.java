package io.github.ccatobs.pat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Events of API Gateway in payload format 2.0, with all that AWS's own example of one has. */
final class HttpEvents {

    static final String IAM = """
            {"iam":{"accessKey":"AKIAIOSFODNN7EXAMPLE","accountId":"111122223333","callerId":"AIDACKCEVSQ6C2EXAMPLE",
            "cognitoIdentity":null,"principalOrgId":"o-example","userArn":"arn:aws:iam::111122223333:user/ann",
            "userId":"AIDACOSFODNN7EXAMPLE2"}}
            """;
    /** The proof of a caller's identity, which API Gateway passes on. */
    static final String BEARER = "bearerOfTheCallerOfTheFunctions";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXAMPLE = """
            {"version":"2.0","routeKey":"$default","rawPath":"/","rawQueryString":"a=1&a=2&b=%2Frotations","cookies":["c=1"],
            "headers":{"content-type":"application/json","authorization":"Bearer bearerOfTheCallerOfTheFunctions","x-forwarded-for":"192.0.2.1"},
            "queryStringParameters":{"a":"1,2"},"pathParameters":{"proxy":"x"},"stageVariables":{"s":"v"},
            "requestContext":{"accountId":"123456789012","apiId":"api-id","authentication":null,
            "domainName":"id.execute-api.eu-central-1.amazonaws.com","domainPrefix":"id",
            "http":{"method":"GET","path":"/","protocol":"HTTP/1.1","sourceIp":"192.0.2.1","userAgent":"agent"},
            "requestId":"id","routeKey":"$default","stage":"$default","time":"12/Mar/2020:19:03:58 +0000",
            "timeEpoch":1583348638390},"isBase64Encoded":false}
            """;

    private HttpEvents() {}

    /** A call of a user whom IAM has authenticated. */
    static String get(String path) {
        return event("GET", path, Map.of()).toString();
    }

    static String post(String path, String body) {
        return event("POST", path, Map.of("body", body)).toString();
    }

    /** The same with other members of the event. */
    static ObjectNode event(String method, String path, Map<String, String> members) {
        var event = (ObjectNode) parse(EXAMPLE);
        members.forEach(event::put);
        event.put("rawPath", path);
        context(event).set("authorizer", parse(IAM));
        ((ObjectNode) context(event).path("http")).put("method", method).put("path", path);
        return event;
    }

    static ObjectNode context(ObjectNode event) {
        return (ObjectNode) event.path("requestContext");
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
