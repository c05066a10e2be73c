package io.github.ccatobs.pat.entrypoint.cli.terminal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Ctrl-C while a rotation writes or the service runs, or the system's own ways to ask for an end (TERM, HUP): the first asks it to stop, so
 * that writes under way end and are recorded; a second ends the process at once. Signals are not part of the Java
 * platform's own interface, so the JDK's is looked up by name; where there is none, the process ends as usual.
 */
public final class SignalHandler {

    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    private static volatile boolean happened;

    private final Class<?> signalType;
    private final Method handle;
    private final Map<Object, Object> before = new ConcurrentHashMap<>();
    private final Object usual;
    private final Class<?> handlerType;

    private SignalHandler() throws ReflectiveOperationException {
        signalType = Class.forName("sun.misc.Signal");
        handlerType = Class.forName("sun.misc.SignalHandler");
        handle = signalType.getMethod("handle", signalType, handlerType);
        usual = handlerType.getField("SIG_DFL").get(null);
    }

    /** Does {@code work}; the first signal meanwhile calls {@code stop} instead of ending the process. */
    public static <T> T handledBy(Runnable stop, Supplier<T> work) {
        var restore = install(stop);
        try {
            return work.get();
        } finally {
            restore.run();
        }
    }

    /** Calls {@code resized} whenever the terminal's window changes its size, as far as the system tells. */
    static void onResize(Runnable resized) {
        try {
            var signalHandler = new SignalHandler();
            signalHandler.listen("WINCH", signalHandler.handler(resized));
        } catch (ReflectiveOperationException ignored) {
            // The width stays what it was.
        }
    }

    /** Whether there was one in this process: whatever still waits should give up. */
    public static boolean happened() {
        return happened;
    }

    private static Runnable install(Runnable stop) {
        try {
            var signalHandler = new SignalHandler();
            Object once = signalHandler.once(stop);
            NAMES.forEach(name -> signalHandler.listen(name, once));
            return signalHandler::restore;
        } catch (ReflectiveOperationException ignored) {
            return () -> {};
        }
    }

    /** Not every system has every signal, and the JVM may keep one to itself. */
    private void listen(String name, Object handler) {
        try {
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            before.put(signal, handle.invoke(null, signal, handler));
        } catch (ReflectiveOperationException ignored) {
            // It ends the process as usual.
        }
    }

    private void restore() {
        before.forEach(this::put);
    }

    private void put(Object signal, Object handler) {
        try {
            handle.invoke(null, signal, handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a signal that was handled can be handled again", e);
        }
    }

    private Object once(Runnable stop) {
        return handler(() -> {
            happened = true;
            before.keySet().forEach(signal -> put(signal, usual));
            stop.run();
        });
    }

    private Object handler(Runnable heard) {
        InvocationHandler calls = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                heard.run();
                yield null;
            }
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "the handler of a signal";
        };
        return Proxy.newProxyInstance(SignalHandler.class.getClassLoader(), new Class<?>[] {handlerType}, calls);
    }
}
