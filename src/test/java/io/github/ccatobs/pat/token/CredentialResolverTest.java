package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.domain.FailureEffects;
import io.github.ccatobs.pat.domain.FailureKind;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.TestApps;
import io.github.ccatobs.pat.token.CredentialResolver.CurrentToken;
import io.github.ccatobs.pat.token.CredentialResolver.MissingCredentialException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The credential that reads, and why there may be none. */
class CredentialResolverTest {

    /** Rotations are then written with another credential than the token, wherever they run. */
    @Test
    void anAppOfTheSettingsIsACredentialWhateverTheEnvironmentHolds() {
        assertThat(TestCredentials.app(
                                Map.of("ccat.pat.github.app.client-id", "Iv23liTest"),
                                "acme",
                                version -> waitingSource())
                        .isConfiguredBySettings())
                .isTrue();
        assertThat(TestCredentials.ofEnvironment().isConfiguredBySettings()).isFalse();
    }

    /** So a person may always act as themselves; the App's key is not even read. */
    @Test
    void aTokenOfTheEnvironmentComesBeforeTheApp() {
        var resolver = app("/there/is/no/key");

        assertThat(resolver.configured(
                        name -> Optional.of("ghp_of_a_person").filter(token -> name.equals("GITHUB_TOKEN"))))
                .map(Credential::source)
                .contains("GITHUB_TOKEN");
    }

    @Test
    void saysWhatIsWrongWithTheFileOfThePrivateKey(@TempDir Path directory) throws IOException {
        refusesKey(directory.resolve("none"), "is not there: expected the path of an RSA private key as PEM");
        refusesKey(directory, "is not a file: expected the path of an RSA private key as PEM");
        refusesKey(keyFile(directory, "empty", ""), "is empty: expected an RSA private key as PEM");
        refusesKey(keyFile(directory, "huge", "x".repeat(70_000)), "is larger than 64 KB: expected an RSA private key");
        var good = keyFile(directory, "good", TestApps.pkcs8());
        var link = Files.createSymbolicLink(directory.resolve("link"), good);

        assertThat(app(link.toString()).configured(name -> Optional.empty()))
                .get()
                .hasToString("the GitHub App Iv23liTest");

        Files.setPosixFilePermissions(good, PosixFilePermissions.fromString("rw-r--r--"));
        refusesKey(link, "is open to others (rw-r--r--): run chmod 600 on it");
    }

    private static Path keyFile(Path directory, String name, String text) throws IOException {
        var file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void refusesKey(Path file, String why) {
        var resolver = app(file.toString());
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> resolver.configured(name -> Optional.empty()))
                .withMessageStartingWith("ccat.pat.github.app.private-key, the file '")
                .withMessageContaining(", " + why);
    }

    private static CredentialResolver app(String keyFile) {
        return TestCredentials.app(
                Map.of("ccat.pat.github.app.client-id", "Iv23liTest", "ccat.pat.github.app.private-key", keyFile),
                "acme",
                version -> waitingSource());
    }

    /** As it gets there from a variable that was meant for the key. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void repeatsNoPrivateKeyThatStandsInThePlaceOfItsPath(boolean isEncoded) {
        String pem = TestApps.pkcs1();
        String text = isEncoded ? Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)) : pem;
        var resolver = app(text);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> resolver.configured(name -> Optional.empty()))
                .withMessage(
                        "ccat.pat.github.app.private-key is a private key itself: expected the path of the file that"
                                + " holds it")
                .withNoCause();
    }

    private static TokenSource waitingSource() {
        throw new AssertionError("nothing is read");
    }

    /** An audit then ends with 5 as one that could not tell, not with 4 as if a rotation were refused. */
    @Test
    void aVaultWithoutATokenIsOneThatGivesNone() {
        var credentialResolver = TestCredentials.none(version -> new TokenSource() {
            @Override
            public ReceivedToken receive() {
                throw new TokenSourceException.UnusableTokenException("the secret gh-pat is not a JSON object");
            }

            @Override
            public boolean confirm(ReceivedToken received) {
                throw new AssertionError("nothing was received");
            }
        });
        assertThatExceptionOfType(SecretUnavailableException.class)
                .isThrownBy(() -> credentialResolver.reader(name -> Optional.empty()))
                .withMessage("the secret gh-pat is not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "line\nbreak", "ümlaut"})
    void aVaultWithSomethingElseIsOneThatGivesNone(String value) {
        var credentialResolver = TestCredentials.configured(value, version -> {
            throw new AssertionError("the token is not asked for");
        });
        assertThatExceptionOfType(SecretUnavailableException.class)
                .isThrownBy(() -> credentialResolver.reader(name -> Optional.empty()))
                .withMessageStartingWith("the secret of ccat.pat.github.secret-id cannot be used: character ")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain(value));
    }

    @Test
    void aVersionThatWaitsIsAnotherUseAndOneThatIsNotThereIsNone() {
        var token = SecretValue.of("the-old-token");
        assertThat(waiting(() -> new ReceivedToken(token, "the vault", Optional.empty()))
                        .otherUse(Fingerprint.of(token)))
                .contains("the version that waits as AWSPENDING in Secrets Manager");
        assertThat(waiting(() -> {
                            throw new TokenSourceException.TokenNotFoundException("no version waits there");
                        })
                        .otherUse(Fingerprint.of(token)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void aVersionThatWaitsAndCannotBeReadMayBeAnyToken(RuntimeException unreadable) {
        var credentialResolver = waiting(() -> {
            throw unreadable;
        });
        assertThatExceptionOfType(SecretUnavailableException.class)
                .isThrownBy(() -> credentialResolver.otherUse(Fingerprint.of(SecretValue.of("the-old-token"))))
                .withMessage("the version that waits as AWSPENDING in Secrets Manager could not be compared with it: "
                        + unreadable.getMessage());
        assertThat(credentialResolver.isPrevious(Fingerprint.of(SecretValue.of("the-old-token"))))
                .isFalse();
    }

    static Stream<RuntimeException> unreadable() {
        return Stream.of(
                new TokenSourceException.TokenSourceUnavailableException("Secrets Manager throttles requests"),
                new TokenSourceException.UnusableTokenException("the secret is binary"),
                new IllegalArgumentException("the setting is wrong"));
    }

    @Test
    void saysWhichCredentialCouldNotBeCompared() {
        var credentialResolver = TestCredentials.configured(
                () -> {
                    throw new SecretUnavailableException("access denied");
                },
                version -> {
                    throw new AssertionError("no vault is configured");
                });
        assertThatExceptionOfType(SecretUnavailableException.class)
                .isThrownBy(() -> credentialResolver.otherUse(Fingerprint.of(SecretValue.of("the-old-token"))))
                .withMessage("the secret of ccat.pat.github.secret-id could not be compared with it: access denied");
    }

    private static CredentialResolver waiting(Supplier<ReceivedToken> vault) {
        return TestCredentials.none((TokenVersion version) -> new TokenSource() {
            @Override
            public ReceivedToken receive() {
                return vault.get();
            }

            @Override
            public boolean confirm(ReceivedToken received) {
                throw new AssertionError("nothing is confirmed");
            }
        });
    }

    private static CredentialResolver ofCommand(String command) {
        return new CredentialResolver(
                Settings.of(
                        GitHubSettings.class,
                        Map.of("ccat.pat.github.exec", command, "ccat.pat.github.secret-id", "writer")),
                Settings.of(TokenSettings.class, Map.of()),
                TestSecretReader.ofTokens(version -> {
                    throw new AssertionError("the vault is not asked");
                }),
                TestCredentials.noApp());
    }

    @Test
    void aCommandGivesTheCredentialUnlessAVariableDoes() {
        var resolver = ofCommand("printf %s ghs_of_a_command");
        var credential = resolver.configured(name -> Optional.empty()).orElseThrow();
        assertThat(credential.source()).isEqualTo("ccat.pat.github.exec");
        assertThat(credential.token()).contains(SecretValue.of("ghs_of_a_command"));
        assertThat(resolver.isConfigured(name -> Optional.empty())).isTrue();
        assertThat(resolver.configured(name -> Optional.of("given").filter(it -> name.equals("GITHUB_TOKEN"))))
                .map(Credential::source)
                .contains("GITHUB_TOKEN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            false | the command 'false' of ccat.pat.github.exec failed with exit code 1; run it by hand to see why
            true  | the command 'true' of ccat.pat.github.exec printed nothing: expected the token alone on one line of its standard output
            printf 'a b' | ccat.pat.github.exec cannot be used: character 2 of the token is whitespace; copy the token again, alone and on one line
            """)
    void aCommandWithoutACredentialIsOneThatGivesNone(String command, String message) {
        assertThatExceptionOfType(SecretUnavailableException.class)
                .isThrownBy(() -> ofCommand(command).reader(name -> Optional.empty()))
                .withMessage(message);
    }

    private static final String TOKEN_OF_A_COMMAND = "ghp_of_the_command";

    @Test
    void aCommandGivesTheCurrentTokenAndReadsWhereNothingElseDoes() {
        var resolver = TestCredentials.ofTokenCommand("printf %s " + TOKEN_OF_A_COMMAND);
        assertThat(resolver.isTokenConfigured()).isTrue();
        var token = new CurrentToken.Received(new ReceivedToken(
                SecretValue.of(TOKEN_OF_A_COMMAND), "the command 'printf' of ccat.pat.token.exec", Optional.empty()));
        var alone = resolver.reader(name -> Optional.empty());
        assertThat(alone.token()).isEqualTo(token);
        assertThat(alone.credential().token()).contains(SecretValue.of(TOKEN_OF_A_COMMAND));
        assertThat(resolver.readingCredential(name -> Optional.empty()).token())
                .contains(SecretValue.of(TOKEN_OF_A_COMMAND));
        var beside = resolver.reader(name -> Optional.of("given").filter(it -> name.equals("GITHUB_TOKEN")));
        assertThat(beside.token()).isEqualTo(token);
        assertThat(beside.credential().source()).isEqualTo("GITHUB_TOKEN");
    }

    @ParameterizedTest
    @CsvSource({"printf %s ghs_one, true", "false, false"})
    void aCommandRunsOnceInOneCommandOfAPersonAndAnewInTheNext(
            String command, boolean isPrinted, @TempDir Path directory) throws IOException {
        Path runs = Files.createFile(directory.resolve("runs"));
        String counted = "sh -c 'echo run >> " + runs + "; " + command + "'";
        var resolver = new CredentialResolver(
                Settings.of(GitHubSettings.class, Map.of("ccat.pat.github.exec", counted)),
                Settings.of(TokenSettings.class, Map.of("ccat.pat.token.exec", counted)),
                TestSecretReader.ofTokens(version -> {
                    throw new AssertionError("no vault is configured");
                }),
                TestCredentials.noApp());
        Supplier<Long> gives = () -> Stream.<Supplier<Object>>of(
                        () -> resolver.configured(name -> Optional.empty()),
                        () -> resolver.reader(name -> Optional.empty()).token(),
                        () -> resolver.currentToken(name -> Optional.empty()).receive(),
                        () -> resolver.otherUse(Fingerprint.of(SecretValue.of("ghs_one")))
                                .orElseThrow())
                .filter(CredentialResolverTest::gives)
                .count();

        for (int commands = 1; commands <= 2; commands++) {
            assertThat(resolver.withCommandOutputsKept(gives)).isEqualTo(isPrinted ? 4 : 0);
            assertThat(runs).content().hasLineCount(commands);
        }
        assertThat(gives.get()).isEqualTo(isPrinted ? 4 : 0);
        assertThat(runs).content().hasLineCount(isPrinted ? 7 : 6);
    }

    private static boolean gives(Supplier<Object> source) {
        try {
            return source.get() != null;
        } catch (SecretUnavailableException | TokenSourceException failed) {
            return false;
        }
    }

    /** Its versions are what rotations of the service are found again by. */
    @Test
    void secretsManagerComesBeforeTheCommandThatPrintsTheToken() {
        var resolver = new CredentialResolver(
                Settings.of(GitHubSettings.class, Map.of()),
                Settings.of(
                        TokenSettings.class,
                        Map.of("ccat.pat.token.exec", "false", "ccat.pat.token.secret-id", "gh-pat")),
                TestSecretReader.ofTokens(version -> () -> new ReceivedToken(
                        SecretValue.of("of-the-vault"), "the vault", Optional.of(version.toString()))),
                TestCredentials.noApp());
        assertThat(resolver.currentToken(name -> Optional.empty()).receive().versionId())
                .contains("AWSCURRENT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            false     | 5 | the command 'false' of ccat.pat.token.exec failed with exit code 1; run it by hand to see why
            true      | 5 | the command 'true' of ccat.pat.token.exec printed nothing: expected the token alone on one line of its standard output
            seq 2     | 5 | the command 'seq' of ccat.pat.token.exec printed more than one line: expected the token alone on one line of its standard output
            /no/such  | 2 | the command '/no/such' of ccat.pat.token.exec cannot be started: expected a program on the PATH, or the path of a file that may be run; or there is no cat, through which its output is read
            pass 'a   | 2 | ccat.pat.token.exec cannot be run: a quotation mark (') is not closed; expected a program and its arguments, as in: pass show ccat/gh-pat
            """)
    void aCommandWithoutATokenIsInTheWayOnlyWhereNothingElseReads(String command, int code, String why) {
        var resolver = TestCredentials.ofTokenCommand(command);
        assertThat(resolver.reader(name -> Optional.of("given").filter(it -> name.equals("GITHUB_TOKEN")))
                        .token())
                .isEqualTo(new CurrentToken.TokenUnreadable(why));
        assertThatThrownBy(() -> resolver.reader(name -> Optional.empty()))
                .hasMessage(why)
                .satisfies(failure -> assertThat(FailureEffects.of(
                                        FailureKind.of((Exception) failure).orElseThrow())
                                .exitCode()
                                .code())
                        .isEqualTo(code));
    }

    @Test
    void aFunctionHasNoCommandThatPrintsTheToken() {
        var resolver = TestCredentials.ofTokenCommand("printf %s " + TOKEN_OF_A_COMMAND);
        var environment = Map.of("AWS_LAMBDA_FUNCTION_NAME", "audit", "GITHUB_TOKEN", "given");
        assertThat(resolver.reader(name -> Optional.ofNullable(environment.get(name)))
                        .token())
                .isEqualTo(new CurrentToken.TokenUnreadable("ccat.pat.token.exec is set, but a function on AWS Lambda"
                        + " has no commands to run: name a secret of AWS Secrets Manager instead"));
    }

    /** The environment may have hidden it from the audit that says what can be revoked. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            printf %s ghs_one | the credential that ccat.pat.github.exec prints
            printf %s ghs_two |
            """)
    void aCredentialThatACommandPrintsIsAnotherUse(String command, @Nullable String use) {
        assertThat(credentialOf(command).otherUse(Fingerprint.of(SecretValue.of("ghs_one"))))
                .isEqualTo(Optional.ofNullable(use));
    }

    @Test
    void aCredentialThatACommandDoesNotPrintMayBeAnyToken() {
        assertThatExceptionOfType(SecretUnavailableException.class)
                .isThrownBy(() -> credentialOf("false").otherUse(Fingerprint.of(SecretValue.of("ghs_one"))))
                .withMessage("the credential of ccat.pat.github.exec could not be compared with it: the command 'false'"
                        + " of ccat.pat.github.exec failed with exit code 1; run it by hand to see why");
    }

    private static CredentialResolver credentialOf(String command) {
        return new CredentialResolver(
                Settings.of(GitHubSettings.class, Map.of("ccat.pat.github.exec", command)),
                Settings.of(TokenSettings.class, Map.of()),
                TestSecretReader.ofTokens(version -> {
                    throw new AssertionError("no vault is configured");
                }),
                TestCredentials.noApp());
    }

    @Test
    void aCommandThatIsNotThereIsAMistakeOfTheSettings() {
        assertThatExceptionOfType(MissingCredentialException.class)
                .isThrownBy(() -> ofCommand("no-such-program-of-ours").reader(name -> Optional.empty()))
                .withMessageContaining("cannot be started");
    }

    @Test
    void aCredentialThatIsNowhereIsMissing() {
        var credentialResolver = new CredentialResolver(
                Settings.of(GitHubSettings.class, Map.of()),
                Settings.of(TokenSettings.class, Map.of()),
                new TestSecretReader(id -> SecretValue.of("unasked"), version -> {
                    throw new AssertionError("no vault is configured");
                }),
                TestCredentials.noApp());
        assertThatExceptionOfType(MissingCredentialException.class)
                .isThrownBy(() -> credentialResolver.reader(name -> Optional.empty()))
                .withMessageStartingWith("no credential: set GITHUB_TOKEN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GITHUB_TOKEN=a GH_TOKEN=b                                                             | GITHUB_TOKEN a
            GITHUB_TOKEN= GH_TOKEN=b                                                              | GH_TOKEN b
            GITHUB_TOKEN=ghs_1_a.b-c~ GH_ENTERPRISE_TOKEN=e                                       | GITHUB_TOKEN ghs_1_a.b-c~
            GH_ENTERPRISE_TOKEN=e GITHUB_ENTERPRISE_TOKEN=f                                       | none
            GH_HOST=ghe.acme.com GH_ENTERPRISE_TOKEN=e GITHUB_ENTERPRISE_TOKEN=f GITHUB_TOKEN=a   | GH_ENTERPRISE_TOKEN e
            GH_HOST=ghe.acme.com GITHUB_ENTERPRISE_TOKEN=f GITHUB_TOKEN=a GH_TOKEN=b              | GITHUB_ENTERPRISE_TOKEN f
            GH_HOST=ghe.acme.com GITHUB_TOKEN=a GH_TOKEN=b                                        | none
            GH_HOST=acme.ghe.com GH_TOKEN=b GH_ENTERPRISE_TOKEN=e                                 | GH_TOKEN b
            GH_HOST=acme.ghe.com GITHUB_TOKEN=a                                                   | GITHUB_TOKEN a
            GH_HOST=acme.ghe.com GITHUB_TOKEN=a GITHUB_SERVER_URL=https://github.com              | none
            GH_HOST=github.com GITHUB_TOKEN=a GH_ENTERPRISE_TOKEN=e                               | GITHUB_TOKEN a
            api=https://ghe.acme.com/api/v3 GITHUB_SERVER_URL=https://ghe.acme.com GITHUB_TOKEN=a | GITHUB_TOKEN a
            api=https://ghe.acme.com/api/v3 GITHUB_TOKEN=a                                        | GITHUB_TOKEN a
            api=https://ghe.acme.com/api/v3 GITHUB_TOKEN=a GH_ENTERPRISE_TOKEN=e                  | GH_ENTERPRISE_TOKEN e
            api=https://ghe.acme.com/api/v3 GH_TOKEN=b                                            | none
            api=https://ghe.acme.com/api/v3 GITHUB_TOKEN=a GITHUB_SERVER_URL=https://github.com   | none
            GITHUB_SERVER_URL=https://ghe.acme.com GITHUB_TOKEN=a                                 | GITHUB_TOKEN a
            api=http://127.0.0.1:8080 GH_TOKEN=b                                                  | GH_TOKEN b
            api=http://127.0.0.1:8080 GITHUB_TOKEN=a GITHUB_SERVER_URL=https://github.com         | GITHUB_TOKEN a
            api=http://127.0.0.1:8080 GH_ENTERPRISE_TOKEN=e GH_HOST=ghe.acme.com                  | GH_ENTERPRISE_TOKEN e
            """)
    void sendsATokenOnlyToTheHostItIsFor(String variables, String found) {
        var environment = environment(variables);
        var credential = resolver(environment).configured(name -> Optional.ofNullable(environment.get(name)));
        assertThat(credential
                        .map(it -> it.source() + " " + environment.get(it.source()))
                        .orElse("none"))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            `"hunter2"`   ; `this is more than a token: it has a character that no token has; give the token itself, without quotation marks`
            `'hunter2'`   ; this is more than a token
            `hunter2 hun` ; `character 8 of the token is whitespace; copy the token again, alone and on one line`
            ` hunter2`    ; character 1 of the token is whitespace
            `hunter2\\t`   ; character 8 of the token is whitespace
            `hunter2\\nX`  ; character 8 of the token is whitespace
            `hunter2é`    ; character 8 of the token is not ASCII
            `hunter2😀`   ; it is not ASCII
            """)
    void refusesWithTheWordsThatAPastedTokenGets(String given, String expected) {
        String value = given.translateEscapes();
        var environment = Map.of("GH_TOKEN", value);
        assertThatExceptionOfType(MissingCredentialException.class)
                .isThrownBy(() -> resolver(environment).reader(name -> Optional.ofNullable(environment.get(name))))
                .withMessageStartingWith("GH_TOKEN cannot be used: " + expected)
                .withMessageNotContaining("hunter2");
    }

    @Test
    void takesOneLineEndingOff() {
        var credential = resolver(Map.of())
                .configured(name -> Optional.of("hunter2\r\n").filter(text -> name.equals("GITHUB_TOKEN")));
        assertThat(credential.orElseThrow().token()).contains(SecretValue.of("hunter2"));
    }

    @Test
    void saysWhichVariableTheHostWantsAndWhichItDoesNotTake() {
        var environment = Map.of("GH_HOST", "ghe.acme.com:8443", "GITHUB_TOKEN", "hunter2");
        assertThatExceptionOfType(MissingCredentialException.class)
                .isThrownBy(() -> resolver(environment).reader(name -> Optional.ofNullable(environment.get(name))))
                .withMessageStartingWith(
                        "no credential for ghe.acme.com:8443: set GH_ENTERPRISE_TOKEN or GITHUB_ENTERPRISE_TOKEN to")
                .withMessageEndingWith("; for example: export GH_ENTERPRISE_TOKEN=$(gh auth token --hostname"
                        + " ghe.acme.com:8443); GITHUB_TOKEN is set, but is not for ghe.acme.com:8443");
    }

    private static CredentialResolver resolver(Map<String, String> environment) {
        Map<String, String> settings =
                environment.containsKey("api") ? Map.of("ccat.pat.github.api-url", environment.get("api")) : Map.of();
        return new CredentialResolver(
                Settings.of(GitHubSettings.class, settings),
                Settings.of(TokenSettings.class, Map.of()),
                new TestSecretReader(id -> SecretValue.of("unasked"), version -> {
                    throw new AssertionError("no vault is configured");
                }),
                TestCredentials.noApp());
    }

    private static Map<String, String> environment(String variables) {
        return Stream.of(variables.strip().split(" +"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
