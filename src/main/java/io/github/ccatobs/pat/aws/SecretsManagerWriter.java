package io.github.ccatobs.pat.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ccatobs.pat.aws.AwsErrors.AwsErrorKind;
import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.domain.Sha256;
import io.github.ccatobs.pat.domain.ShellWords;
import io.github.ccatobs.pat.token.TokenInput;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenVersion;
import io.github.ccatobs.pat.token.TokenVersionException.VersionRefusedException;
import io.github.ccatobs.pat.token.TokenVersionException.VersionUnconfirmedException;
import io.github.ccatobs.pat.token.TokenVersionPlan;
import io.github.ccatobs.pat.token.TokenVersionWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;

/**
 * Stores the token in AWS Secrets Manager by {@code PutSecretValue}, and moves labels by {@code
 * UpdateSecretVersionStage}.
 *
 * <p>A version's id is made of the token, the secret, the label and the versions that it replaces: a call that is
 * repeated, by us or by the SDK after a lost answer, stores no second version, while a token that comes back later is a new
 * version. AWS does nothing, and moves no label, when the id is taken by the same content (docs/decisions,
 * 0014-a-stored-token-waits-for-every-repository): a label that a person took from the version is for a person to give back.
 *
 * <p>Only {@link StoredSecret} and the nested class use the SDK, so that the application can make the bean without loading
 * it.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html">PutSecretValue</a>
 */
@ApplicationScoped
class SecretsManagerWriter implements TokenVersionWriter {

    private final TokenSettings settings;
    private final Supplier<SecretsManagerClient> opener;

    @Inject
    SecretsManagerWriter(TokenSettings settings) {
        this(settings, StoredSecret::open);
    }

    SecretsManagerWriter(TokenSettings settings, Supplier<SecretsManagerClient> opener) {
        this.settings = settings;
        this.opener = opener;
    }

    @Override
    public String secret() {
        return tokenSecret().toString();
    }

    @Override
    public TokenVersionPlan plan(SecretValue token, TokenVersion.Staged stage) {
        return tokenSecret().plan(token, stage);
    }

    @Override
    public String store(TokenVersionPlan plan) {
        return plan.held().orElseGet(() -> tokenSecret().put(plan));
    }

    @Override
    public Optional<String> current() {
        return tokenSecret().at(TokenVersion.CURRENT).version();
    }

    @Override
    public void promote(String version, Optional<String> before) {
        tokenSecret().promote(version, before);
    }

    private TokenSecret tokenSecret() {
        var current = StoredSecret.ofToken(opener, settings, TokenVersion.CURRENT);
        return new TokenSecret(
                opener, settings, current.id(), settings.jsonKey().filter(key -> !key.isEmpty()));
    }

    /** The token's secret with all its versions. */
    private record TokenSecret(
            Supplier<SecretsManagerClient> opener, TokenSettings settings, String id, Optional<String> jsonKey) {

        private static final String NOTHING_STORED = "; nothing was stored";

        /** The version that carries a label. */
        record LabelledVersion(StoredSecret secret, Optional<GetSecretValueResponse> answer) {

            Optional<String> version() {
                return answer.map(secret::versionOf);
            }

            Optional<String> text() {
                return answer.map(secret::text);
            }
        }

        /** The content of the secret with the new token in it, and how that differs from now. */
        private record Content(SecretValue value, Optional<SecretValue> token, Optional<String> change) {}

        LabelledVersion at(TokenVersion version) {
            var secret = StoredSecret.ofToken(opener, settings, version);
            return new LabelledVersion(secret, secret.find());
        }

        TokenVersionPlan plan(SecretValue token, TokenVersion.Staged stage) {
            var current = at(TokenVersion.CURRENT);
            var content = content(token, current);
            if (content.token().filter(token::equals).isPresent()) {
                throw new VersionRefusedException(current.secret() + " is this token already" + NOTHING_STORED);
            }
            var replaced = stage.equals(TokenVersion.CURRENT) ? current : at(stage);
            var held = replaced.text()
                    .filter(text -> isSame(text, content.value()))
                    .flatMap(text -> replaced.version());
            return new TokenVersionPlan(
                    toString(),
                    stage,
                    content.value(),
                    requestToken(token, stage, replaced.version(), current.version()),
                    current.version(),
                    held,
                    content.change());
        }

        private Content content(SecretValue token, LabelledVersion current) {
            var text = current.text();
            if (jsonKey.isPresent()) {
                return member(token, jsonKey.get(), text, current.secret());
            }
            if (text.flatMap(SecretText::json).isPresent()) {
                throw new VersionRefusedException(
                        current.secret() + " is a JSON object: set ccat.pat.token.json-key to the"
                                + " member that is the token, so that the others stay" + NOTHING_STORED);
            }
            return new Content(token, text.flatMap(TokenSecret::trimmed), Optional.empty());
        }

        private static Content member(SecretValue token, String key, Optional<String> text, StoredSecret current) {
            var object = text.map(json -> SecretText.json(json)
                            .orElseThrow(() -> new VersionRefusedException(current
                                    + " is not a JSON object with each name once: store one, or unset"
                                    + " ccat.pat.token.json-key if the whole secret is the token" + NOTHING_STORED)))
                    .orElseGet(SecretText::emptyObject);
            var member = object.path(key);
            if (!member.isMissingNode() && !member.isTextual()) {
                throw new VersionRefusedException(
                        "member " + QuotedText.of(key) + " of " + current + " is not text" + NOTHING_STORED);
            }
            int others = object.size() - (member.isMissingNode() ? 0 : 1);
            String change = "member " + QuotedText.of(key) + (member.isMissingNode() ? " is added" : " is replaced")
                    + (others == 0 ? "" : ", " + Plurals.of(others, "other stays", "others stay"));
            return new Content(
                    SecretText.with(object, key, token),
                    member.isTextual() ? trimmed(member.textValue()) : Optional.empty(),
                    Optional.of(change));
        }

        /** Text that is not Unicode differs from every token. */
        private static Optional<SecretValue> trimmed(String text) {
            try {
                return TokenInput.trimmed(text);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private boolean isSame(String text, SecretValue content) {
            return jsonKey.isPresent()
                    ? SecretText.json(text).equals(SecretText.json(SecretText.of(content)))
                    : trimmed(text).filter(content::equals).isPresent();
        }

        private String requestToken(
                SecretValue token, TokenVersion.Staged stage, Optional<String> replaced, Optional<String> current) {
            String all = String.join(
                    "\n",
                    id,
                    stage.stage(),
                    replaced.orElse(""),
                    current.orElse(""),
                    Fingerprint.of(token).value());
            return HexFormat.of().formatHex(Sha256.of(all));
        }

        String put(TokenVersionPlan plan) {
            requireUnchanged(plan);
            requireLabelToFollow(plan);
            var request = PutSecretValueRequest.builder()
                    .secretId(id)
                    .clientRequestToken(plan.requestToken())
                    .secretString(SecretText.of(plan.content()))
                    .versionStages(plan.stage().stage())
                    .build();
            try (var client = opener.get()) {
                return Optional.ofNullable(client.putSecretValue(request).versionId())
                        .filter(plan.requestToken()::equals)
                        .orElseThrow(() -> notKnown("Secrets Manager did not say which version it stored", "stored"));
            } catch (AwsServiceException e) {
                throw refused(e, "secretsmanager:PutSecretValue", "stored");
            } catch (SdkException | UncheckedIOException e) {
                throw notKnown(StoredSecret.unanswered(e), "stored");
            }
        }

        /** The checks of the token and a person's answer take their time. */
        private void requireUnchanged(TokenVersionPlan plan) {
            var current = at(TokenVersion.CURRENT).version();
            boolean isDone = current.filter(plan.requestToken()::equals).isPresent();
            if (!isDone && !current.equals(plan.current())) {
                throw new VersionRefusedException(
                        this + " was changed meanwhile" + NOTHING_STORED + "; run this again");
            }
        }

        /** Looked at before the call: a read after it may still see the labels as they were. */
        private void requireLabelToFollow(TokenVersionPlan plan) {
            String version = plan.requestToken();
            if (at(new TokenVersion.Numbered(version)).answer().isEmpty()) {
                return;
            }
            var labelled = at(plan.stage()).version();
            if (!labelled.equals(Optional.of(version))) {
                throw new VersionRefusedException("version " + version + " of " + this
                        + " is this token already and does"
                        + " not carry " + plan.stage() + ", which storing it again does not change" + NOTHING_STORED
                        + "; to move the label: aws secretsmanager update-secret-version-stage --secret-id "
                        + ShellWords.quoteSetting(id) + " --version-stage " + plan.stage() + " --move-to-version-id "
                        + version
                        + labelled.map(" --remove-from-version-id "::concat).orElse(""));
            }
        }

        void promote(String version, Optional<String> before) {
            var current = at(TokenVersion.CURRENT);
            if (!current.version().equals(Optional.of(version))) {
                if (!current.version().equals(before)) {
                    throw new VersionRefusedException("another version of " + this
                            + " became AWSCURRENT meanwhile, and stays it: find out why it was stored");
                }
                requireSameMembers(current, at(new TokenVersion.Numbered(version)));
                move(TokenVersion.CURRENT, Optional.of(version), before);
            }
            if (at(TokenVersion.PENDING).version().equals(Optional.of(version))) {
                move(TokenVersion.PENDING, Optional.empty(), Optional.of(version));
            }
        }

        /** The members beside the token were copied when the version was stored. */
        private void requireSameMembers(LabelledVersion current, LabelledVersion waiting) {
            if (!others(current).equals(others(waiting))) {
                throw new VersionRefusedException("other members of " + this + " were changed since this version was"
                        + " stored, and AWSCURRENT was not moved: store the token again with ccat pat store-token --stage"
                        + " AWSPENDING, and run this again");
            }
        }

        private Optional<JsonNode> others(LabelledVersion version) {
            return jsonKey.flatMap(key ->
                    version.text().flatMap(SecretText::json).map(json -> ((ObjectNode) json.deepCopy()).without(key)));
        }

        /** AWS moves a label only from the version that is named, and each label is on one version at a time. */
        private void move(TokenVersion.Staged label, Optional<String> to, Optional<String> from) {
            var request = UpdateSecretVersionStageRequest.builder().secretId(id).versionStage(label.stage());
            to.ifPresent(request::moveToVersionId);
            from.ifPresent(request::removeFromVersionId);
            try (var client = opener.get()) {
                client.updateSecretVersionStage(request.build());
            } catch (AwsServiceException e) {
                if (!isMoved(label, to)) {
                    throw refused(e, "secretsmanager:UpdateSecretVersionStage", "moved");
                }
            } catch (SdkException | UncheckedIOException e) {
                if (!isMoved(label, to)) {
                    throw notKnown(StoredSecret.unanswered(e), "moved");
                }
            }
        }

        /** The SDK repeats a call whose answer was lost, and the second one fails because the first did it. */
        private boolean isMoved(TokenVersion.Staged label, Optional<String> to) {
            try {
                return at(label).version().equals(to);
            } catch (FailureException e) {
                return false;
            }
        }

        private RuntimeException notKnown(String why, String done) {
            return new VersionUnconfirmedException(this + ": " + why + "; it is not known whether " + what(done)
                    + ", and it is safe to run this again");
        }

        private static String what(String done) {
            return done.equals("stored") ? "the token was stored" : "its label was moved";
        }

        private RuntimeException refused(AwsServiceException failure, String permission, String done) {
            if (failure.isThrottlingException()) {
                return new VersionUnconfirmedException(
                        this + ": Secrets Manager throttles requests; nothing was " + done + "; try again in a minute");
            }
            return switch (AwsErrorKind.of(failure)) {
                case CREDENTIALS_REJECTED ->
                    new VersionUnconfirmedException(this + ": AWS does not accept the AWS credentials; nothing was "
                            + done + "; log in again, and check the clock of this machine");
                case OTHER -> notKnown(StoredSecret.failed(failure), done);
                case NOT_FOUND, ACCESS_DENIED, INVALID, WITHOUT_VALUE, UNDECRYPTABLE, UNENCRYPTABLE, EXISTS, QUOTA ->
                    new VersionRefusedException(
                            this + ": " + why(AwsErrorKind.of(failure), permission) + "; nothing was " + done);
            };
        }

        private static String why(AwsErrorKind kind, String permission) {
            return switch (kind) {
                case NOT_FOUND ->
                    "there is no such secret in this account and region; check ccat.pat.token.secret-id, AWS_REGION and the"
                            + " account";
                case ACCESS_DENIED ->
                    "access denied; allow " + permission
                            + " on the secret, and kms:GenerateDataKey and kms:Decrypt on its key if that is one of your"
                            + " own";
                case INVALID ->
                    "Secrets Manager does not accept the secret's name or the new value, which may have 65,536 bytes; check"
                            + " ccat.pat.token.secret-id";
                case WITHOUT_VALUE -> "it is marked for deletion, or another AWS service manages it; restore it";
                case UNDECRYPTABLE, UNENCRYPTABLE ->
                    "it cannot be encrypted; check that its KMS key is enabled, and that kms:GenerateDataKey and"
                            + " kms:Decrypt are allowed";
                case EXISTS ->
                    "a version with this id has another content, since the secret was changed at the same time; run this"
                            + " again";
                case QUOTA ->
                    "it has too many versions; Secrets Manager keeps those of the last 24 hours, so wait, or end what"
                            + " stores them";
                case CREDENTIALS_REJECTED, OTHER -> "AWS refused";
            };
        }

        @Override
        public String toString() {
            return "secret " + QuotedText.of(id) + " in AWS Secrets Manager";
        }
    }
}
