package coffee.ordering.outbox;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;

/** A topic as Kafka itself describes it. */
public record KafkaTopic(String bootstrapServers, String name) {

    public int partitions() throws ExecutionException, InterruptedException {
        try (Admin kafka = kafka()) {
            return requireNonNull(kafka.describeTopics(List.of(name))
                            .allTopicNames()
                            .get()
                            .get(name))
                    .partitions()
                    .size();
        }
    }

    public String setting(String setting) throws ExecutionException, InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try (Admin kafka = kafka()) {
            return requireNonNull(
                            kafka.describeConfigs(List.of(topic)).all().get().get(topic))
                    .get(setting)
                    .value();
        }
    }

    private Admin kafka() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }
}
