package coffee.display.intake;

import coffee.display.shared.BoardWatch;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Opens the intake as soon as there are tables and Kafka has its topics; until then the boards show what they know. Its container shuts itself
 * at an error of the JVM's, and is opened again, less and less often where that does not help: each time, the group shares out its partitions.
 */
@Component
class Opening implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Opening.class);
    private static final Duration TRY_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final BoardWatch boards;
    private final KafkaAdmin kafka;
    private final Topics topics;
    private final KafkaListenerEndpointRegistry listeners;
    private volatile @Nullable Thread watching;

    private long openedNanos;
    private Duration rest = TRY_EVERY;
    private String lastSaid = "";

    Opening(BoardWatch boards, KafkaAdmin kafka, Topics topics, KafkaListenerEndpointRegistry listeners) {
        this.boards = boards;
        this.kafka = kafka;
        this.topics = topics;
        this.listeners = listeners;
    }

    @Override
    public void start() {
        openedNanos = System.nanoTime() - TRY_EVERY.toNanos();
        rest = TRY_EVERY;
        Thread thread = Thread.ofPlatform().name("intake-opening").daemon().unstarted(this::watch);
        // Set before it runs: it goes on for as long as this is set.
        watching = thread;
        thread.start();
    }

    /** Nothing is opened any more once this returns: what is open is stopped after it. */
    @Override
    public void stop() {
        Thread thread = watching;
        watching = null;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(LONGEST_END);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return watching != null;
    }

    private void watch() {
        while (isWanted()) {
            try {
                if (isOpen()) {
                    rest = isPast(LONGEST_REST) ? TRY_EVERY : rest;
                } else if (boards.isShowing() && isPast(rest)) {
                    open();
                }
            } catch (RuntimeException | Error trouble) {
                complain(trouble);
            }
            LockSupport.parkNanos(TRY_EVERY.toNanos());
        }
    }

    private boolean isWanted() {
        return Thread.currentThread().equals(watching);
    }

    /** A container whose client cannot even be closed still counts it, but takes itself for stopped. */
    private boolean isOpen() {
        return listeners.getListenerContainers().stream()
                .allMatch(container -> container.isRunning() && container.isChildRunning());
    }

    private boolean isPast(Duration time) {
        return System.nanoTime() - openedNanos >= time.toNanos();
    }

    private void open() {
        kafka.createOrModifyTopics(topics.wanted());
        for (MessageListenerContainer container : listeners.getListenerContainers()) {
            if (isWanted()) {
                // One that failed in the middle of its start takes itself for running.
                container.stop();
                container.start();
            }
        }
        openedNanos = System.nanoTime();
        rest = rest.multipliedBy(2).compareTo(LONGEST_REST) < 0 ? rest.multipliedBy(2) : LONGEST_REST;
        lastSaid = "";
    }

    /** Once for each kind of trouble, however long it lasts. */
    private void complain(Throwable trouble) {
        String cause = NestedExceptionUtils.getMostSpecificCause(trouble).toString();
        if (!cause.equals(lastSaid)) {
            log.warn("The intake stands still until this passes: {}", cause, trouble instanceof Error ? trouble : null);
        }
        lastSaid = cause;
    }
}
