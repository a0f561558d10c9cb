package coffee.display.intake;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.display.intake.Arrivals.Watch;
import coffee.display.shared.CoffeeSettings;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaAdmin;

class ArrivalsTest {

    @Test
    void whereKafkaCannotEvenBeFoundNothingHasArrived() {
        KafkaAdmin nowhere = new KafkaAdmin(Map.of("bootstrap.servers", "kafka.invalid:9092"));

        try (Watch watch = new Arrivals(nowhere, new Topics(new CoffeeSettings(ZoneOffset.UTC, "", ""))).watch()) {
            watch.note();
            assertThat(watch.caughtUp()).isFalse();
        }
    }
}
