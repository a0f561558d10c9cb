package coffee.ordering.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import coffee.events.EventCodec;
import coffee.ordering.outbox.Listener;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.cloud.contract.verifier.converter.YamlContract;
import org.springframework.cloud.contract.verifier.messaging.internal.ContractVerifierMessage;
import org.springframework.cloud.contract.verifier.messaging.internal.ContractVerifierMessaging;
import org.springframework.cloud.contract.verifier.messaging.noop.NoOpStubMessages;
import org.springframework.core.env.Environment;

/** Hears the message of a contract where everybody hears it: of all records of its topic it is the one that bears its id. */
final class OutOfKafka extends ContractVerifierMessaging<ConsumerRecord<String, byte[]>> {

    private static final String KEY = "kafka_receivedMessageKey";

    private final Environment environment;

    OutOfKafka(Environment environment) {
        super(new NoOpStubMessages<>(), new NoOpStubMessages<>());
        this.environment = environment;
    }

    @Override
    public ContractVerifierMessage receive(String topic, YamlContract contract) {
        Object id = requireNonNull(contract.outputMessage.headers.get(EventCodec.ID), EventCodec.ID);
        String place = environment.getRequiredProperty("coffee.topic-prefix") + topic;
        try (Listener listener =
                new Listener(environment.getRequiredProperty("spring.kafka.bootstrap-servers"), place)) {
            return convert(listener.hear(heard -> Listener.ids(heard).contains(id)).stream()
                    .filter(record -> Listener.header(record, EventCodec.ID).equals(id))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @Override
    protected ContractVerifierMessage convert(ConsumerRecord<String, byte[]> record) {
        Map<String, Object> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        headers.put(KEY, record.key());
        return new ContractVerifierMessage(new String(record.value(), UTF_8), headers);
    }
}
