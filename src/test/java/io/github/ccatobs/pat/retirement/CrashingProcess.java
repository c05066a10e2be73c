package io.github.ccatobs.pat.retirement;

import io.github.ccatobs.pat.github.RequestListener;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * A process that dies at one step: just before or after a call of a store or a vault, or after an answer of GitHub, which is
 * as well before the next request. From then on it does nothing more, not even give back what it holds.
 */
final class CrashingProcess {

    /** The step of a process that is dead. */
    static final class ProcessDiedError extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final int last;
    private int steps;
    private boolean isDead;

    /** It makes so many steps. */
    CrashingProcess(int last) {
        this.last = last;
    }

    synchronized void step() {
        if (steps >= last) {
            isDead = true;
            throw new ProcessDiedError();
        }
        steps++;
    }

    synchronized int steps() {
        return steps;
    }

    synchronized boolean isDead() {
        return isDead;
    }

    /** {@code target} as this process reaches it. */
    <T> T reaching(Class<T> type, T target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    // What the interface does itself is made of its other methods, each a step.
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    step();
                    try {
                        method.setAccessible(true);
                        Object result = method.invoke(target, arguments);
                        step();
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }

    /** Hears GitHub's answers for this process. */
    RequestListener listener() {
        return new RequestListener() {
            @Override
            public void answered(int status) {
                step();
            }

            @Override
            public void unanswered() {
                step();
            }
        };
    }
}
