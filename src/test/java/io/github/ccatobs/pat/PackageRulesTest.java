package io.github.ccatobs.pat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.retirement.RetirementGate.RetirableToken;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The arrows between our packages, and who may see a secret. */
@Execution(ExecutionMode.CONCURRENT)
class PackageRulesTest {

    private static final String ROOT = "io.github.ccatobs.pat";

    /** What a test changes for the whole JVM. */
    private static final Pattern PER_JVM =
            Pattern.compile("\\b(?:Locale|TimeZone)\\.setDefault\\(|\\bSystem\\.set|\\bSystem\\.clear"
                    + "|getLogger\\(\"\"\\)|\\bnew SecretLeakCheck\\(");

    /** Each package and the packages of ours it may use. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("domain", Set.of()),
            Map.entry("logging", Set.of("domain")),
            Map.entry("settings", Set.of("domain")),
            Map.entry("network", Set.of("domain")),
            Map.entry("graph", Set.of("domain", "github")),
            Map.entry("seal", Set.of("domain")),
            Map.entry("github", Set.of("domain", "settings", "network", "seal")),
            Map.entry("audit", Set.of("domain", "settings", "graph", "github", "token")),
            Map.entry("token", Set.of("domain", "settings", "github")),
            Map.entry("rotation", Set.of("domain", "settings", "graph", "github", "seal", "token")),
            Map.entry("retirement", Set.of("domain", "settings", "graph", "github", "token", "audit", "rotation")),
            Map.entry("notification", Set.of("domain", "settings", "graph", "github", "token", "audit", "rotation")),
            Map.entry(
                    "slack",
                    Set.of("domain", "settings", "network", "github", "token", "audit", "rotation", "notification")),
            Map.entry("issue", Set.of("domain", "github", "token", "audit", "rotation", "notification")),
            Map.entry("aws", Set.of("domain", "network", "token")),
            Map.entry("store", Set.of("domain", "aws", "github", "seal", "token", "audit", "rotation", "notification")),
            Map.entry("sandbox", Set.of("seal")),
            Map.entry(
                    "entrypoint.api",
                    Set.of(
                            "domain",
                            "github",
                            "token",
                            "audit",
                            "rotation",
                            "retirement",
                            "notification",
                            "entrypoint.json")),
            Map.entry(
                    "entrypoint.serve",
                    Set.of(
                            "domain",
                            "settings",
                            "github",
                            "graph",
                            "token",
                            "audit",
                            "rotation",
                            "notification",
                            "entrypoint.api",
                            "entrypoint.json",
                            "entrypoint.page")),
            Map.entry(
                    "entrypoint.page",
                    Set.of("domain", "github", "audit", "rotation", "retirement", "notification", "entrypoint.json")),
            Map.entry(
                    "entrypoint.json", Set.of("domain", "graph", "github", "token", "audit", "rotation", "retirement")),
            Map.entry(
                    "entrypoint.lambda",
                    Set.of(
                            "domain",
                            "aws",
                            "graph",
                            "github",
                            "token",
                            "audit",
                            "rotation",
                            "notification",
                            "entrypoint.api",
                            "entrypoint.json")),
            Map.entry("entrypoint.cli.terminal", Set.of("domain", "token")),
            Map.entry(
                    "entrypoint.cli.output",
                    Set.of(
                            "domain",
                            "graph",
                            "github",
                            "token",
                            "audit",
                            "retirement",
                            "rotation",
                            "entrypoint.json",
                            "entrypoint.cli.terminal")),
            Map.entry(
                    "entrypoint.cli.demo",
                    Set.of(
                            "domain",
                            "graph",
                            "github",
                            "token",
                            "audit",
                            "retirement",
                            "rotation",
                            "sandbox",
                            "store",
                            "entrypoint.cli.terminal",
                            "entrypoint.cli.output")),
            Map.entry(
                    "entrypoint.cli",
                    Set.of(
                            "domain",
                            "settings",
                            "graph",
                            "github",
                            "token",
                            "audit",
                            "retirement",
                            "rotation",
                            "notification",
                            "entrypoint.json",
                            "entrypoint.page",
                            "entrypoint.serve",
                            "entrypoint.cli.terminal",
                            "entrypoint.cli.output",
                            "entrypoint.cli.demo")));

    private static final Set<String> READERS_OF_SECRETS = Set.of(
            "aws.SecretText",
            "domain.Fingerprint",
            "github.RsaPrivateKey",
            "github.TokenCredential",
            "network.ProxyUser",
            "seal.Sealer",
            "slack.WebhookUrl",
            "token.FormatCheck");

    private static final JavaClasses OURS = MainClasses.ALL;

    @Test
    void everyPackageUsesOnlyWhatItMay() {
        ARROWS.forEach((name, allowed) -> {
            String[] forbidden = ARROWS.keySet().stream()
                    .filter(other -> !other.equals(name) && !allowed.contains(other))
                    .map(other -> ROOT + "." + other)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + name)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .allowEmptyShould(true)
                    .check(OURS);
        });
    }

    @Test
    void everyPackageIsListedAbove() {
        Set<String> found = OURS.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.length() > ROOT.length())
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ARROWS.keySet()).containsAll(found);
    }

    @Test
    void noTwoTypesShareASimpleName() {
        Map<String, List<String>> named = OURS.stream()
                .filter(type -> !type.isAnonymousClass() && !type.isLocalClass())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));
        assertThat(named).hasSizeGreaterThan(100);
        assertThat(named.values().stream().filter(types -> types.size() > 1)).isEmpty();
    }

    @Test
    void everyExceptionSaysWhatFailed() {
        assertThat(OURS.stream()
                        .filter(type -> type.isAssignableTo(Exception.class))
                        .map(JavaClass::getSimpleName))
                .isNotEmpty()
                .allMatch(name -> name.endsWith("Exception"))
                .doesNotContain("UnavailableException", "InvalidException", "FoundException");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void theDomainUsesTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + ".domain..", "java..", "org.jspecify..")
                .check(OURS);
    }

    @Test
    void onlyTheDemoUsesTheSandbox() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".sandbox..", ROOT + ".entrypoint.cli.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".sandbox..")
                .check(OURS);
    }

    /** Its engine is made when a page is: no other command pays for it, and functions do not have it. */
    @Test
    void onlyTheTemplatesOfThePageUseQute() {
        noClasses()
                .that()
                .haveNameNotMatching(ROOT.replace(".", "\\.") + "\\.entrypoint\\.page\\.PageTemplates.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.quarkus.qute..")
                .check(OURS);
    }

    /** Everybody else is handed the store through its port. */
    @Test
    void onlyTheDemoOpensAStore() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".store..", ROOT + ".entrypoint.cli.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".store..")
                .check(OURS);
    }

    @Test
    void onlyTheseReadASecret() {
        Set<String> readers = OURS.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(SecretValue.class)
                        && call.getName().equals("reveal"))
                .map(call -> call.getOriginOwner().getName().substring(ROOT.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(readers).isEqualTo(new TreeSet<>(READERS_OF_SECRETS));
    }

    /** Only what passed the gate is revoked: nothing else knows how. */
    @Test
    void onlyTheRevocationRevokes() {
        assertThat(OURS.stream()
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getName().equals("revokeOwnCredential"))
                        .map(call -> call.getOriginOwner().getSimpleName()))
                .containsExactly("TokenRevocation");
        assertThat(RetirableToken.class.getDeclaredConstructors())
                .isNotEmpty()
                .allMatch(made -> Modifier.isPrivate(made.getModifiers()));
    }

    /** Nor past the counts of functions, which CloudWatch reads from standard output. */
    @Test
    void nobodyPrintsPastTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".entrypoint.cli..")
                .and()
                .doNotHaveSimpleName("EmbeddedMetrics")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(OURS);
    }

    @Test
    void thereIsNoDrawerForOddThings() {
        assertThat(OURS.stream().flatMap(type -> Stream.of(type.getPackageName().split("\\."))))
                .doesNotContain("util", "utils", "service", "model", "common", "helper");
    }

    /** Classes of tests run beside each other, but two applications of Quarkus cannot, and some things a JVM has only once. */
    @Test
    void testsOfWhatAJvmHasOnceAreMarkedForIt() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            List<Path> tests = files.filter(file -> file.toString().endsWith("Test.java"))
                    .filter(file -> !file.endsWith("PackageRulesTest.java"))
                    .toList();
            assertThat(tests)
                    .filteredOn(test -> contentOf(test.toFile()).contains("\n@QuarkusTest\n"))
                    .isNotEmpty()
                    .allSatisfy(test -> assertThat(test)
                            .content()
                            .contains("@Execution(ExecutionMode.SAME_THREAD)", "@WithTestResource("));
            assertThat(tests)
                    .filteredOn(
                            test -> PER_JVM.matcher(contentOf(test.toFile())).find())
                    .isNotEmpty()
                    .allSatisfy(test ->
                            assertThat(test).content().containsPattern("@Isolated\\(|ExecutionMode.SAME_THREAD"));
        }
    }
}
