package coffee.display.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import feign.Request;
import feign.RequestInterceptor;
import feign.auth.BasicAuthRequestInterceptor;
import org.springframework.context.annotation.Bean;

/** How order-service is spoken to: as staff, and not for longer than we have time. Of the one Feign client only, so no configuration class. */
class OrdersWire {

    @Bean
    Request.Options times(OrderServiceSettings settings) {
        return new Request.Options(
                settings.connect().toMillis(), MILLISECONDS, settings.read().toMillis(), MILLISECONDS, false);
    }

    @Bean
    RequestInterceptor asStaff(OrderServiceSettings settings) {
        return new BasicAuthRequestInterceptor("staff", settings.staffPassword(), UTF_8);
    }
}
