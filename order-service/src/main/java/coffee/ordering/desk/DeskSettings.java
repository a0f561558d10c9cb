package coffee.ordering.desk;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the desk is staffed.
 *
 * @param lanes worked side by side; a customer always comes to the same one
 * @param queuePerLane commands that may wait in a lane, and as many that may stand aside; one more is refused at once
 * @param batch most commands of one transaction
 * @param patience how long a caller waits; a command that waited longer is not begun
 * @param attempts how often a batch is tried when the database is in trouble, before it is split or given up
 */
@ConfigurationProperties("coffee.desk")
record DeskSettings(
        @DefaultValue("2") int lanes,
        @DefaultValue("1024") int queuePerLane,
        @DefaultValue("256") int batch,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("5") int attempts) {

    DeskSettings {
        if (lanes < 1 || queuePerLane < 1 || batch < 1 || attempts < 1 || !patience.isPositive()) {
            throw new IllegalArgumentException(
                    "coffee.desk: lanes, queue-per-lane, batch, attempts and patience are at least 1");
        }
    }
}
