package coffee.ordering;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A clock for all instances of the shop. It stands still until a test moves it, and it is never turned back. */
public final class MovableClock extends Clock {

    public static final MovableClock OF_THE_SHOP = new MovableClock(Instant.parse("2026-06-15T03:00:00Z"));

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private volatile Instant now;

    /** Of a test's own: for one that moves it so far that others would find their gifts expired. */
    public MovableClock(Instant now) {
        this.now = now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Until it is that time, today or tomorrow. */
    public void passUntil(LocalTime time) {
        ZonedDateTime here = now.atZone(SEOUL);
        ZonedDateTime there = here.with(time);
        now = (there.isBefore(here) ? there.plusDays(1) : there).toInstant();
    }

    public LocalDate today() {
        return LocalDate.ofInstant(now, SEOUL);
    }

    /** As the service's own has it: whoever wants the shop's day has to know the shop's zone. */
    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** To be given to a service that is to go by it. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class OnTheWall {

        @Bean
        @Primary
        Clock movableClock() {
            return OF_THE_SHOP;
        }
    }
}
