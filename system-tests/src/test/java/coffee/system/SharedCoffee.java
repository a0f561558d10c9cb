package coffee.system;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One running system for all test classes that ask for it, since a start takes its time. Whoever takes a part away brings it back; menus and
 * customers that are counted are the test's own. What it wrote stays until the next run, to be looked into.
 */
final class SharedCoffee implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedCoffee.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == CoffeeSystem.class;
    }

    @Override
    public CoffeeSystem resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot().getStore(NAMESPACE).computeIfAbsent("coffee", key -> started(), CoffeeSystem.class);
    }

    private static CoffeeSystem started() {
        CoffeeSystem coffee =
                new CoffeeSystem(Path.of("target", "shared-coffee").toAbsolutePath());
        coffee.upFresh();
        return coffee;
    }
}
