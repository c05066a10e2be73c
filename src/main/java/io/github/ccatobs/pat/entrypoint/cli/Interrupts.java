package io.github.ccatobs.pat.entrypoint.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/**
 * Ctrl-C while a rotation writes: the first asks it to stop, so that writes under way end and are recorded; a second
 * ends the process at once. Signals are not part of the Java platform's own interface, so the JDK's is looked up by
 * name; where there is none, Ctrl-C ends the process as usual.
 */
final class Interrupts {

    private static volatile boolean happened;

    private final Method handle;
    private final Object signal;
    private final Object usual;
    private final Class<?> handlerType;

    private Interrupts() throws ReflectiveOperationException {
        var signalType = Class.forName("sun.misc.Signal");
        handlerType = Class.forName("sun.misc.SignalHandler");
        handle = signalType.getMethod("handle", signalType, handlerType);
        signal = signalType.getConstructor(String.class).newInstance("INT");
        usual = handlerType.getField("SIG_DFL").get(null);
    }

    /** Does {@code work}; the first Ctrl-C meanwhile calls {@code stop} instead of ending the process. */
    static <T> T handledBy(Runnable stop, Supplier<T> work) {
        var restore = install(stop);
        try {
            return work.get();
        } finally {
            restore.run();
        }
    }

    /** Whether there was one in this process: whatever still waits should give up. */
    static boolean happened() {
        return happened;
    }

    private static Runnable install(Runnable stop) {
        try {
            var interrupts = new Interrupts();
            Object before = interrupts.put(interrupts.once(stop));
            return () -> interrupts.restore(before);
        } catch (ReflectiveOperationException | IllegalArgumentException noSignals) {
            return () -> {};
        }
    }

    private void restore(Object handler) {
        try {
            put(handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a signal that was handled can be handled again", e);
        }
    }

    private Object put(Object handler) throws ReflectiveOperationException {
        return handle.invoke(null, signal, handler);
    }

    private Object once(Runnable stop) {
        InvocationHandler first = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                happened = true;
                put(usual);
                stop.run();
                yield null;
            }
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "stops the rotation";
        };
        return Proxy.newProxyInstance(Interrupts.class.getClassLoader(), new Class<?>[] {handlerType}, first);
    }
}
