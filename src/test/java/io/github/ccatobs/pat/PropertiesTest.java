package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import io.github.ccatobs.pat.domain.KnownSecrets;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.engine.JqwikTestEngine;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Every property, beside other tests: JUnit runs one engine after another, and jqwik's would have one core to itself.
 */
class PropertiesTest {

    private final Launcher jqwik = LauncherFactory.create(LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .addTestEngines(new JqwikTestEngine())
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .build());

    @TestFactory
    Stream<DynamicNode> hold() {
        var plan = apart(() -> jqwik.discover(request(selectPackage(PropertiesTest.class.getPackageName()))));
        var engine = plan.getRoots().iterator().next();
        assertThat(plan.getChildren(engine)).isNotEmpty();
        return plan.getChildren(engine).stream().map(container -> properties(plan, container));
    }

    /** Where other classes of ours are found: the loader of Quarkus would make an application for each that needs one. */
    private static <T> T apart(Supplier<T> work) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(OurClasses.AGAIN);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Our classes once more, so that no property's secrets are those that other tests recognise. */
    private static final class OurClasses extends URLClassLoader {

        // Never closed: it is used until the JVM ends.
        static final OurClasses AGAIN = new OurClasses();

        private OurClasses() {
            super(
                    Stream.of(PropertiesTest.class, KnownSecrets.class)
                            .map(ours ->
                                    ours.getProtectionDomain().getCodeSource().getLocation())
                            .toArray(URL[]::new),
                    PropertiesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PropertiesTest.class.getPackageName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }

    private DynamicNode properties(TestPlan plan, TestIdentifier one) {
        return one.isTest()
                ? dynamicTest(one.getDisplayName(), () -> holds(one))
                : dynamicContainer(
                        one.getDisplayName(), plan.getChildren(one).stream().map(child -> properties(plan, child)));
    }

    private void holds(TestIdentifier property) throws Throwable {
        List<TestExecutionResult> results = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        var listener = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier finished, TestExecutionResult result) {
                result.getThrowable().ifPresent(failures::add);
                if (finished.isTest()) {
                    results.add(result);
                }
            }
        };
        apart(() -> {
            jqwik.execute(request(selectUniqueId(property.getUniqueId())), listener);
            return results;
        });
        for (Throwable failure : failures) {
            throw failure;
        }
        assertThat(results).extracting(TestExecutionResult::getStatus).containsExactly(Status.SUCCESSFUL);
    }

    private static LauncherDiscoveryRequest request(DiscoverySelector selector) {
        return LauncherDiscoveryRequestBuilder.request().selectors(selector).build();
    }
}
