package coffee.display.shared;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ShopClock {

    /** In the shop's zone, so that {@code LocalDate.now(clock)} is the shop's day. */
    @Bean
    Clock clock(CoffeeSettings settings) {
        return Clock.system(settings.zone());
    }
}
