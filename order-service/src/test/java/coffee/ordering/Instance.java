package coffee.ordering;

import coffee.local.junit.TestServers;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One more instance of the service in this JVM: beside a test's own on the same servers, or on others. */
public final class Instance implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Instance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** On the servers of a test class. */
    public static Instance on(TestServers.Schema servers, Class<?>... alsoOf) {
        return with(servers.springProperties(), alsoOf);
    }

    /** @param properties addresses of its servers, and whatever else is to be set */
    public static Instance with(Map<String, String> properties, Class<?>... alsoOf) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("server.port", "0");
        all.putIfAbsent("coffee.staff-password", Shop.STAFF_PASSWORD);
        return new Instance(new SpringApplicationBuilder(OrderServiceApplication.class)
                .sources(alsoOf)
                .run(all.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new)));
    }

    public Shop shop() {
        return new Shop(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @Override
    public void close() {
        context.close();
    }
}
