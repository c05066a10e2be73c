package io.github.ccatobs.pat.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ccatobs.pat.seal.KeyPair;
import io.github.ccatobs.pat.seal.PublicKey;
import java.util.List;
import java.util.regex.Pattern;

/** Everything below {@code .../secrets}: list, public key, read, write, delete. */
final class SecretRoutes {

    private static final int LARGEST_VALUE = 48 * 1024;
    private static final Pattern NAME = Pattern.compile("(?i)(?!GITHUB_)[a-z_][a-z0-9_]*");

    private final SandboxState state;

    SecretRoutes(SandboxState state) {
        this.state = state;
    }

    SandboxResponse answer(SandboxRequest call, SandboxRepository repository, SecretScope place) {
        if (place.rest().isEmpty() && call.reads()) {
            AccessControl.require(place.toRead(), call, repository);
            return list(call, repository, place);
        }
        if (place.rest().size() != 1) {
            throw ApiErrorException.notFound();
        }
        return one(call, repository, place, place.rest().getFirst());
    }

    private SandboxResponse one(SandboxRequest call, SandboxRepository repository, SecretScope place, String name) {
        boolean isKey = name.equals("public-key") && call.reads();
        boolean changes = !call.reads();
        AccessControl.require(isKey ? place.toSeal() : changes ? place.toWrite() : place.toRead(), call, repository);
        return switch (call.request().method()) {
            case "GET", "HEAD" -> isKey ? publicKey(place) : read(call, place, name);
            case "PUT" -> write(call, place, name);
            case "DELETE" -> delete(call, place, name);
            default -> throw ApiErrorException.notFound();
        };
    }

    private static SandboxResponse list(SandboxRequest call, SandboxRepository repository, SecretScope place) {
        List<ObjectNode> shown = place.store().shown(call.now());
        PageRequest page = PageRequest.of(call.query());
        return page.link(
                SandboxResponse.json(200, Json.counted(shown.size(), "secrets", page.cut(shown))),
                call.base() + "/repositories/" + repository.id() + "/" + place.path(),
                shown.size());
    }

    private static SandboxResponse publicKey(SecretScope place) {
        PublicKey key = place.store().keyPair().publicKey();
        return SandboxResponse.json(
                200, Json.object().put("key_id", key.keyId()).put("key", key.base64()));
    }

    private static SandboxResponse read(SandboxRequest call, SecretScope place, String name) {
        return place.store()
                .shown(name, call.now())
                .map(secret -> SandboxResponse.json(200, secret))
                .orElseThrow(ApiErrorException::notFound);
    }

    private SandboxResponse write(SandboxRequest call, SecretScope place, String name) {
        if (!NAME.matcher(name).matches()) {
            throw ApiErrorException.of(
                    422,
                    "Failed to add secret. Secret names can only contain alphanumeric characters ([a-z], [A-Z], [0-9])"
                            + " or underscores (_). Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or"
                            + " underscores (_).");
        }
        String value = open(
                PutSecretRequest.parse(call.request().body()), place.store().keyPair());
        if (place.store().isFull() && !place.store().has(name)) {
            throw ApiErrorException.of(
                    422, "Failed to add secret. A repository can have at most " + SecretStore.MOST + ".");
        }
        boolean created = place.store()
                .write(
                        name,
                        value,
                        call.now().plus(state.datesAhead()),
                        call.now().plus(state.readLag()));
        return created ? SandboxResponse.json(201, Json.object()) : SandboxResponse.empty(204);
    }

    private SandboxResponse delete(SandboxRequest call, SecretScope place, String name) {
        if (!place.store().delete(name, call.now(), call.now().plus(state.readLag()))) {
            throw ApiErrorException.notFound();
        }
        return SandboxResponse.empty(204);
    }

    private static String open(PutSecretRequest sealed, KeyPair pair) {
        if (!sealed.keyId().equals(pair.publicKey().keyId())) {
            throw improperlyEncrypted();
        }
        byte[] value = pair.open(sealed.encryptedValue()).orElseThrow(SecretRoutes::improperlyEncrypted);
        if (value.length > LARGEST_VALUE) {
            throw ApiErrorException.of(422, "Failed to add secret. Value is larger than 48 KB.");
        }
        return new String(value, UTF_8);
    }

    private static ApiErrorException improperlyEncrypted() {
        return ApiErrorException.of(422, "Bad request - validation failed due to an improperly encrypted secret");
    }
}
