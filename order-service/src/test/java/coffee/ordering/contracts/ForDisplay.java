package coffee.ordering.contracts;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.cloud.contract.verifier.converter.YamlContract;
import org.springframework.cloud.contract.verifier.messaging.internal.ContractVerifierMessaging;
import org.springframework.cloud.contract.verifier.messaging.internal.ContractVerifierObjectMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.yaml.snakeyaml.Yaml;

/** What display-service was promised, held against the real service, and against what it really sent to Kafka. */
@Import(ForDisplay.Messages.class)
public abstract class ForDisplay extends OpenedShop {

    /** Names of what happened already, when the shop was opened: events wait in Kafka for whoever asks. */
    protected void ordersWerePlaced() {}

    protected void anOrderWasCancelled() {}

    protected void aMenuWasChanged() {}

    /** In place of Spring Cloud Contract's own: with Jackson's YAML on the class path, Spring would answer in YAML too. */
    protected static YamlContract contract(Object test, String file) {
        try (InputStream page = requireNonNull(test.getClass().getResourceAsStream("/contracts/display/" + file))) {
            Map<String, Map<String, Map<String, Object>>> read = new Yaml().load(page);
            YamlContract contract = new YamlContract();
            contract.outputMessage = new YamlContract.OutputMessage();
            contract.outputMessage.headers = new HashMap<>(
                    requireNonNull(requireNonNull(read.get("outputMessage")).get("headers")));
            return contract;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Messages {

        @Bean
        ContractVerifierMessaging<?> outOfKafka(Environment environment) {
            return new OutOfKafka(environment);
        }

        @Bean
        ContractVerifierObjectMapper contractVerifierObjectMapper() {
            return new ContractVerifierObjectMapper();
        }
    }
}
