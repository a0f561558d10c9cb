package coffee.display.intake;

import coffee.display.shared.BoardWatch;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Opens the intake as soon as there are tables and Kafka has its topics; until then the boards show what they know. */
@Component
class Opening implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Opening.class);
    private static final Duration TRY_EVERY = Duration.ofSeconds(1);

    private final BoardWatch boards;
    private final KafkaAdmin kafka;
    private final Topics topics;
    private final KafkaListenerEndpointRegistry listeners;
    private volatile @Nullable Thread opening;

    Opening(BoardWatch boards, KafkaAdmin kafka, Topics topics, KafkaListenerEndpointRegistry listeners) {
        this.boards = boards;
        this.kafka = kafka;
        this.topics = topics;
        this.listeners = listeners;
    }

    @Override
    public void start() {
        Thread thread = Thread.ofPlatform().name("intake-opening").daemon().unstarted(this::open);
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

    private void open() {
        while (!boards.isShowing()) {
            if (!paused()) {
                return;
            }
        }
        boolean said = false;
        while (isRunning() && !opened(said)) {
            said = true;
            if (!paused()) {
                return;
            }
        }
    }

    private boolean opened(boolean said) {
        try {
            kafka.createOrModifyTopics(topics.wanted());
            listeners.getListenerContainers().forEach(container -> container.start());
            return true;
        } catch (KafkaException | org.apache.kafka.common.KafkaException away) {
            if (!said) {
                log.warn("Kafka does not answer, the boards stay as they are until it does: {}", away.getMessage());
            }
            return false;
        }
    }

    /** Whether it lasted to its end: stopping cuts it short. */
    private static boolean paused() {
        LockSupport.parkNanos(TRY_EVERY.toNanos());
        return !Thread.interrupted();
    }
}
