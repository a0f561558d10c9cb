package coffee.ordering.dataplatform;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.circuitbreaker.resilience4j.Resilience4JCircuitBreakerFactory;
import org.springframework.cloud.circuitbreaker.resilience4j.Resilience4JConfigurationProperties;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@WithDataPlatform
@EnableFeignClients(clients = DataPlatform.class)
class DataPlatformConfiguration {

    private static final Logger log = LoggerFactory.getLogger(DataPlatformConfiguration.class);

    /** The breaker looks at this many calls, once there are half of them, and opens when half of those failed. */
    private static final int CALLS_LOOKED_AT = 20;

    private static final int TOO_MANY_FAILED_PERCENT = 50;
    private static final int CALLS_TO_TRY = 3;

    @Bean
    Resilience4JCircuitBreakerFactory breakers(DataPlatformSettings settings) {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(CALLS_LOOKED_AT)
                .minimumNumberOfCalls(CALLS_LOOKED_AT / 2)
                .failureRateThreshold(TOO_MANY_FAILED_PERCENT)
                .waitDurationInOpenState(settings.breakerPause())
                .permittedNumberOfCallsInHalfOpenState(CALLS_TO_TRY)
                // Says nothing of the platform.
                .ignoreException(OurTrouble.class::isInstance)
                // Who refuses an order is there, and answers.
                .recordException(failure -> !(failure instanceof OrderRefused))
                .writableStackTraceEnabled(false)
                .build();
        Resilience4JConfigurationProperties properties = new Resilience4JConfigurationProperties();
        // Time-outs are those of the connection: no other thread is needed to watch over a call.
        properties.setDisableThreadPool(true);
        return new Resilience4JCircuitBreakerFactory(
                CircuitBreakerRegistry.of(config), TimeLimiterRegistry.ofDefaults(), null, properties);
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(WithDataPlatform.IsNotSet.class)
    static class Nobody {

        Nobody() {
            log.info("COFFEE_DATA_PLATFORM_URL is not set: paid orders are not told to a data platform");
        }
    }
}
