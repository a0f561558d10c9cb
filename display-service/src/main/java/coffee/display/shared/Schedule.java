package coffee.display.shared;

import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * What is done again and again, each by itself: of Spring's own scheduler for virtual threads, all that has a delay shares one thread, and one
 * task that waits for a lock or for Kafka would keep the others from their work.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class Schedule {

    /** As many as there are tasks. */
    private static final int THREADS = 4;

    @Bean
    ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
        return builder.poolSize(THREADS).build();
    }
}
