package coffee.display.intake;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the intake works.
 *
 * @param remember for how long it is known of an event that it was counted; longer than anything can come again by itself.
 *     Once it is raised, what was forgotten before is not known again: it takes a rebuild until letters of that time may be replayed
 */
@ConfigurationProperties("coffee.intake")
record IntakeSettings(@DefaultValue("90d") Duration remember) {

    IntakeSettings {
        if (remember.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("coffee.intake.remember is at least 1d: " + remember);
        }
    }

    /** What happened before this may have been counted and forgotten since. */
    Instant horizon(Instant now) {
        return now.minus(remember);
    }
}
