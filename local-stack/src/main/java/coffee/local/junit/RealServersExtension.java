package coffee.local.junit;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands out what {@link RealServers} promises, and drops the schema when everything that used it is closed. */
class RealServersExtension implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(RealServersExtension.class);

    /** JUnit closes what its store holds after every other callback of the class, Spring's closing of the context among them. */
    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> owner = Owner.of(context.getRequiredTestClass());
        if (owner.equals(context.getRequiredTestClass())) {
            context.getStore(NAMESPACE)
                    .computeIfAbsent(owner, key -> (AutoCloseable) () -> ClassSchemas.drop(owner), AutoCloseable.class);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type.equals(TestServers.class) || type.equals(TestServers.Schema.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(TestServers.class)
                ? TestServers.shared()
                : ClassSchemas.of(Owner.of(context.getRequiredTestClass()));
    }
}
