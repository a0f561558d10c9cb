package coffee.ordering.shared;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The time, as exact as the database keeps it, and the shop's day. */
public final class ShopClock {

    private final Clock clock;
    private final ZoneId zone;

    public ShopClock(Clock clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    public LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    public Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** As it goes over the wire: the same instant, with the shop's offset. */
    public OffsetDateTime onTheWire(Instant instant) {
        return OffsetDateTime.ofInstant(instant, zone);
    }
}
