package io.github.ccatobs.pat.rotation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/** Makes the effects of a target fail, as a power cut or a full disk would: before they happen, or just after. */
public final class FaultInjection {

    private FaultInjection() {}

    /**
     * Wraps {@code target}.
     *
     * @param effects the methods around which {@code before} and {@code after} run, and throw the fault
     */
    public static <T> T around(Class<T> type, T target, Set<String> effects, Runnable before, Runnable after) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    boolean isEffect = effects.contains(method.getName());
                    if (isEffect) {
                        before.run();
                    }
                    Object result;
                    try {
                        method.setAccessible(true);
                        result = method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                    if (isEffect) {
                        after.run();
                    }
                    return result;
                }));
    }
}
