package coffee.display;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** A clock that stands still until a test moves it. */
class MovableClock extends Clock {

    static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private volatile Instant now = Instant.parse("2026-01-31T03:00:00Z");

    void moveTo(ZonedDateTime time) {
        now = time.toInstant();
    }

    @Override
    public ZoneId getZone() {
        return SEOUL;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
