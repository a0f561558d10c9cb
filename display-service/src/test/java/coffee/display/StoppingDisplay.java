package coffee.display;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** display-service as a process that stands still at a certain point of a certain batch, until it is killed there. */
public final class StoppingDisplay {

    static final String STANDING = "STANDING AT ";

    /** The points of a batch, in order. */
    enum Point {
        POLLED,
        BEGUN,
        WRITTEN,
        COMMITTED,
        /** Committed, and all dead letters are with Kafka; only the offsets are not. */
        PUT_ASIDE,
        NOWHERE
    }

    private StoppingDisplay() {}

    public static void main(String[] args) {
        new SpringApplication(DisplayApplication.class, Stops.class).run(args);
    }

    /** Not marked as a configuration: no other service that is started here shall find it. */
    static class Stops {

        private final Point point = Point.valueOf(System.getProperty("stop.at"));
        private final AtomicInteger batchesBefore = new AtomicInteger(Integer.getInteger("stop.after", 0));
        private volatile @Nullable Thread listening;

        @Bean
        BatchInterceptor<Object, Object> polls() {
            return new BatchInterceptor<>() {
                @Override
                public ConsumerRecords<Object, Object> intercept(
                        ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
                    boolean orders = records.partitions().stream()
                            .anyMatch(partition -> partition.topic().endsWith("order-menu"));
                    listening = orders && batchesBefore.getAndDecrement() <= 0 ? Thread.currentThread() : null;
                    stopAt(Point.POLLED);
                    return records;
                }

                @Override
                public void success(ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
                    stopAt(Point.PUT_ASIDE);
                }
            };
        }

        @Bean
        TransactionExecutionListener transactions() {
            return new TransactionExecutionListener() {
                @Override
                public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
                    stopAt(Point.BEGUN);
                }

                @Override
                public void beforeCommit(TransactionExecution transaction) {
                    stopAt(Point.WRITTEN);
                }

                @Override
                public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
                    stopAt(Point.COMMITTED);
                }
            };
        }

        private void stopAt(Point here) {
            if (here == point && Thread.currentThread().equals(listening)) {
                System.out.println(STANDING + here);
                System.out.flush();
                while (true) {
                    LockSupport.park();
                }
            }
        }
    }
}
