package coffee.ordering.dataplatform;

import coffee.ordering.shared.ShopClock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries one parcel until it is off our hands. Trouble of the platform is waited out: a failure counts against an order
 * only if others were answered since its last one. So an outage puts nothing aside, and an order over which the platform
 * stumbles is put aside alone.
 */
@Component
@WithDataPlatform
final class Courier {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private final PlatformDoor door;
    private final DeadLetters letters;
    private final DataPlatformSettings settings;
    private final ShopClock clock;
    private final DataPlatformMetrics metrics;

    Courier(
            PlatformDoor door,
            DeadLetters letters,
            DataPlatformSettings settings,
            ShopClock clock,
            DataPlatformMetrics metrics) {
        this.door = door;
        this.letters = letters;
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
    }

    void carry(Parcel parcel) {
        try {
            while (parcel.isOurs() && !parcel.isDone()) {
                insist(parcel);
            }
        } catch (InterruptedException closing) {
            // It is not done, so its offset is not committed, and it comes again.
            Thread.currentThread().interrupt();
        }
    }

    /** An error is the JVM's trouble and no order's, so the order is tried again. */
    private void insist(Parcel parcel) throws InterruptedException {
        try {
            sortOut(parcel);
        } catch (Error trouble) {
            log.error("Tried again: {}", parcel, trouble);
            parcel.pause(settings.breakerPause());
        }
    }

    private void sortOut(Parcel parcel) throws InterruptedException {
        try {
            switch (Content.of(parcel.record())) {
                case Content.Paid paid -> bring(parcel, paid);
                case Content.Unreadable(String reason) -> putAside(parcel, Outcome.UNREADABLE, reason);
                case Content.OfNoInterest none -> finish(parcel, Outcome.SKIPPED);
            }
        } catch (RuntimeException unforeseen) {
            // Left undone without a word it would hold up its partition for ever.
            log.error("Nobody foresaw this with {}", parcel, unforeseen);
            putAside(parcel, Outcome.GIVEN_UP, unforeseen.toString());
        }
    }

    private void bring(Parcel parcel, Content.Paid paid) throws InterruptedException {
        Tries tries = new Tries(settings);
        while (parcel.isOurs()) {
            switch (door.tell(paid, parcel::isOurs)) {
                case Reply.Taken taken -> {
                    metrics.delivered(Duration.between(paid.order().orderDt().toInstant(), clock.now()));
                    finish(parcel, Outcome.DELIVERED);
                    return;
                }
                case Reply.Refused(String reason) -> {
                    putAside(parcel, Outcome.REFUSED, reason);
                    return;
                }
                case Reply.Unanswered reply -> {
                    tries.failed(reply, door.answers());
                    metrics.failed();
                }
                case Reply.NotAsked open -> tries.notAsked();
            }
            if (!parcel.isOurs()) {
                return;
            }
            if (tries.areTooMany()) {
                putAside(parcel, Outcome.GIVEN_UP, "failed again and again while others did not: " + tries.trouble());
                return;
            }
            if (isPastPatience(parcel)) {
                putAside(parcel, Outcome.GIVEN_UP, "no answer for " + settings.patience() + ": " + tries.trouble());
                return;
            }
            parcel.pause(tries.pause());
        }
    }

    /** Both: after long silence the orders of the last hours still wait for its end, and only what is as old as that is put aside. */
    private boolean isPastPatience(Parcel parcel) {
        Instant oldest = clock.now().minus(settings.patience());
        return door.isSilentFor(settings.patience()) && !parcel.at().isAfter(oldest);
    }

    /** Done only when Kafka has it: the offset of the original may be committed then. */
    private void putAside(Parcel parcel, Outcome outcome, String reason) throws InterruptedException {
        boolean said = false;
        while (parcel.isOurs() && !parcel.isDone()) {
            try {
                letters.put(parcel.record(), reason);
                finish(parcel, outcome);
                return;
            } catch (RuntimeException away) {
                if (!said) {
                    log.warn("A dead letter waits for Kafka: {}", away.toString());
                }
                said = true;
                parcel.pause(settings.breakerPause());
            }
        }
    }

    private void finish(Parcel parcel, Outcome outcome) {
        parcel.done();
        metrics.count(outcome);
    }
}
