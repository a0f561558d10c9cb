package coffee.local.junit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;

/** Gives the application context of a {@link RealServers} class its properties. It is part of the context's key: no two classes share one. */
record RealServersContext(Class<?> owner) implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
        String[] properties = ClassSchemas.of(owner).springProperties().entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        TestPropertySourceUtils.addInlinedPropertiesToEnvironment(context, properties);
    }

    /** Registered in {@code META-INF/spring.factories}. */
    static class Factory implements ContextCustomizerFactory {

        @Override
        public @Nullable ContextCustomizer createContextCustomizer(
                Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
            Class<?> owner = Owner.find(testClass);
            return owner == null ? null : new RealServersContext(owner);
        }
    }
}
