package coffee.display.intake;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

@Configuration(proxyBeanMethods = false)
class Retries {

    private static final long FIRST_MILLIS = 200;
    private static final long LONGEST_MILLIS = 5_000;

    /** Without end and whatever it is: what can never be applied has been sorted out before it gets here. */
    @Bean
    DefaultErrorHandler again() {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST_MILLIS, 2);
        backOff.setMaxInterval(LONGEST_MILLIS);
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        handler.setClassifications(Map.of(), true);
        return handler;
    }
}
