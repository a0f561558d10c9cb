package coffee.display.intake;

import coffee.display.shared.BoardWatch;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Opens the intake as soon as there are tables and Kafka has its topics; until then the boards show what they know. Looks after it from then
 * on: its container shuts itself at the first error, and would not open again.
 */
@Component
class Opening implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Opening.class);
    private static final Duration TRY_EVERY = Duration.ofSeconds(1);

    private final BoardWatch boards;
    private final KafkaAdmin kafka;
    private final Topics topics;
    private final KafkaListenerEndpointRegistry listeners;
    private volatile @Nullable Thread opening;
    private boolean well = true;

    Opening(BoardWatch boards, KafkaAdmin kafka, Topics topics, KafkaListenerEndpointRegistry listeners) {
        this.boards = boards;
        this.kafka = kafka;
        this.topics = topics;
        this.listeners = listeners;
    }

    @Override
    public void start() {
        Thread thread = Thread.ofPlatform().name("intake-opening").daemon().unstarted(this::watch);
        // Set before it runs: it goes on for as long as this is set.
        opening = thread;
        thread.start();
    }

    @Override
    public void stop() {
        Thread thread = opening;
        opening = null;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return opening != null;
    }

    private void watch() {
        do {
            try {
                if (boards.isShowing() && isShut()) {
                    open();
                }
            } catch (RuntimeException | Error away) {
                complain(away);
            }
        } while (isRunning() && paused());
    }

    private boolean isShut() {
        return !listeners.getListenerContainers().stream().allMatch(MessageListenerContainer::isChildRunning);
    }

    private void open() {
        kafka.createOrModifyTopics(topics.wanted());
        // One that failed in the middle of its start takes itself for running.
        listeners.getListenerContainers().forEach(MessageListenerContainer::stop);
        listeners.getListenerContainers().forEach(MessageListenerContainer::start);
        well = true;
    }

    private void complain(Throwable away) {
        if (away instanceof Error) {
            log.error("The intake stays shut, and the boards as they are", away);
        } else if (well) {
            log.warn("Kafka does not answer, the boards stay as they are until it does: {}", away.getMessage());
        }
        well = false;
    }

    /** Whether it lasted to its end: stopping cuts it short. */
    private static boolean paused() {
        LockSupport.parkNanos(TRY_EVERY.toNanos());
        return !Thread.interrupted();
    }
}
