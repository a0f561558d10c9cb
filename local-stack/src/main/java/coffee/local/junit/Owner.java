package coffee.local.junit;

import org.jspecify.annotations.Nullable;

/** The class whose schema a test uses: a nested class uses the one of the class around it. */
final class Owner {

    private Owner() {}

    static Class<?> of(Class<?> testClass) {
        Class<?> owner = find(testClass);
        return owner == null ? testClass : owner;
    }

    static @Nullable Class<?> find(Class<?> testClass) {
        Class<?> owner = null;
        for (Class<?> at = testClass; at != null; at = at.getEnclosingClass()) {
            if (at.isAnnotationPresent(RealServers.class)) {
                owner = at;
            }
        }
        return owner;
    }
}
