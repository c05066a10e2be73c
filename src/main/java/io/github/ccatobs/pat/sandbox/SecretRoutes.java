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

    private final World world;

    SecretRoutes(World world) {
        this.world = world;
    }

    Answer answer(Call call, SandboxRepository repository, SecretPlace place) {
        if (place.rest().isEmpty() && call.reads()) {
            Gatekeeper.require(place.toRead(), call, repository);
            return list(call, repository, place);
        }
        if (place.rest().size() != 1) {
            throw Refusal.notFound();
        }
        return one(call, repository, place, place.rest().getFirst());
    }

    private Answer one(Call call, SandboxRepository repository, SecretPlace place, String name) {
        boolean isKey = name.equals("public-key") && call.reads();
        boolean changes = !call.reads();
        Gatekeeper.require(isKey ? place.toSeal() : changes ? place.toWrite() : place.toRead(), call, repository);
        return switch (call.request().method()) {
            case "GET", "HEAD" -> isKey ? publicKey(place) : read(call, place, name);
            case "PUT" -> write(call, place, name);
            case "DELETE" -> delete(call, place, name);
            default -> throw Refusal.notFound();
        };
    }

    private static Answer list(Call call, SandboxRepository repository, SecretPlace place) {
        List<ObjectNode> shown = place.store().shown(call.now());
        Page page = Page.of(call.query());
        return page.link(
                Answer.json(200, Json.counted(shown.size(), "secrets", page.cut(shown))),
                call.base() + "/repositories/" + repository.id() + "/" + place.path(),
                shown.size());
    }

    private static Answer publicKey(SecretPlace place) {
        PublicKey key = place.store().keyPair().publicKey();
        return Answer.json(200, Json.object().put("key_id", key.keyId()).put("key", key.base64()));
    }

    private static Answer read(Call call, SecretPlace place, String name) {
        return place.store()
                .shown(name, call.now())
                .map(secret -> Answer.json(200, secret))
                .orElseThrow(Refusal::notFound);
    }

    private Answer write(Call call, SecretPlace place, String name) {
        if (!NAME.matcher(name).matches()) {
            throw Refusal.of(
                    422,
                    "Failed to add secret. Secret names can only contain alphanumeric characters ([a-z], [A-Z], [0-9])"
                            + " or underscores (_). Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or"
                            + " underscores (_).");
        }
        String value =
                open(SealedRequest.parse(call.request().body()), place.store().keyPair());
        if (place.store().isFull() && !place.store().has(name)) {
            throw Refusal.of(422, "Failed to add secret. A repository can have at most " + SecretStore.MOST + ".");
        }
        boolean created =
                place.store().write(name, value, call.now(), call.now().plus(world.readLag()));
        return created ? Answer.json(201, Json.object()) : Answer.empty(204);
    }

    private Answer delete(Call call, SecretPlace place, String name) {
        if (!place.store().delete(name, call.now(), call.now().plus(world.readLag()))) {
            throw Refusal.notFound();
        }
        return Answer.empty(204);
    }

    private static String open(SealedRequest sealed, KeyPair pair) {
        if (!sealed.keyId().equals(pair.publicKey().keyId())) {
            throw improperlyEncrypted();
        }
        byte[] value = pair.open(sealed.encryptedValue()).orElseThrow(SecretRoutes::improperlyEncrypted);
        if (value.length > LARGEST_VALUE) {
            throw Refusal.of(422, "Failed to add secret. Value is larger than 48 KB.");
        }
        return new String(value, UTF_8);
    }

    private static Refusal improperlyEncrypted() {
        return Refusal.of(422, "Bad request - validation failed due to an improperly encrypted secret");
    }
}
