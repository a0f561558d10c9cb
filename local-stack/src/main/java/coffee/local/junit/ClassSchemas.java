package coffee.local.junit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One schema per test class, made when it is first asked for. */
final class ClassSchemas {

    private static final Map<Class<?>, TestServers.Schema> SCHEMAS = new ConcurrentHashMap<>();

    private ClassSchemas() {}

    static TestServers.Schema of(Class<?> owner) {
        return SCHEMAS.computeIfAbsent(owner, key -> TestServers.shared().newSchema(key.getSimpleName()));
    }

    static void drop(Class<?> owner) {
        TestServers.Schema schema = SCHEMAS.remove(owner);
        if (schema != null) {
            schema.close();
        }
    }
}
