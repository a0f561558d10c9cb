package coffee.system.chaos;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.TopicPartition;

/** Sees who holds which partition, and counts how often that changes. */
final class GroupWatch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(300);
    private static final long PATIENCE_MS = 3_000;

    private final Admin admin;
    private final Map<String, Map<TopicPartition, String>> holders = new HashMap<>();
    private final AtomicLong rebalances = new AtomicLong();
    private final Thread thread;
    private volatile boolean open = true;

    GroupWatch(Admin admin) {
        this.admin = admin;
        this.thread = Thread.ofVirtual().name("group-watch").start(this::watch);
    }

    /** Partitions that went to another member, counted once for each look that saw any go. */
    long rebalances() {
        return rebalances.get();
    }

    private void watch() {
        while (open) {
            try {
                admin.describeConsumerGroups(Topics.GROUPS)
                        .all()
                        .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                        .forEach((name, group) -> seen(name, holders(group)));
            } catch (ExecutionException | TimeoutException away) {
                // Kafka is killed now and then: whoever holds what meanwhile is seen afterwards.
                LockSupport.parkNanos(LOOK.toNanos());
            } catch (InterruptedException stopped) {
                return;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void seen(String group, Map<TopicPartition, String> now) {
        if (now.isEmpty()) {
            return;
        }
        Map<TopicPartition, String> before = holders.put(group, now);
        if (before != null && !before.equals(now)) {
            rebalances.incrementAndGet();
        }
    }

    private static Map<TopicPartition, String> holders(ConsumerGroupDescription group) {
        return group.members().stream()
                .flatMap(member -> member.assignment().topicPartitions().stream()
                        .map(partition -> Map.entry(partition, member.consumerId())))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (first, second) -> second));
    }

    @Override
    public void close() {
        open = false;
        thread.interrupt();
    }
}
