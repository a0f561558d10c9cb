package coffee.ordering.desk;

import coffee.ordering.idempotency.IdempotencyKey;
import coffee.ordering.idempotency.KeyedRequest;
import coffee.ordering.shared.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Where every command that changes an account is brought. It waits in the lane of its customer, is decided together with
 * whatever else waits there, and answered after the commit.
 */
@Component
public class OrderDesk implements SmartLifecycle {

    private final DeskSettings settings;
    private final DeskMetrics metrics;
    private final List<Lane> lanes;
    private List<Thread> threads = List.of();

    OrderDesk(DeskSettings settings, Batch batch, TransactionOperations transaction, DeskMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
        this.lanes = IntStream.range(0, settings.lanes())
                .mapToObj(number -> new Lane(number, batch, transaction, settings, metrics))
                .toList();
    }

    /** Waits for the answer, as long as a caller waits. */
    public ResponseEntity<String> serve(Command command, IdempotencyKey key, Locale language) {
        return asResponse(await(bring(command, key, language)));
    }

    /** Puts the command in its lane. The future ends after the commit. */
    public CompletableFuture<Served> bring(Command command, IdempotencyKey key, Locale language) {
        long now = System.nanoTime();
        Ticket ticket = new Ticket(
                command,
                KeyedRequest.of(command.customerId(), command.operation(), key, command.wording()),
                language,
                now,
                now + settings.patience().toNanos(),
                new CompletableFuture<>());
        if (!laneOf(command).offer(ticket)) {
            metrics.overloaded();
            throw new Refusal.Overloaded();
        }
        return ticket.served();
    }

    private Lane laneOf(Command command) {
        return lanes.get(Math.floorMod(Long.hashCode(command.customerId().number()), lanes.size()));
    }

    private Served await(CompletableFuture<Served> served) {
        try {
            return served.get(settings.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new Refusal.TryAgainLater("no answer in time");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refusal.TryAgainLater("stopped while waiting");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException(failed);
        }
    }

    private static ResponseEntity<String> asResponse(Served served) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(
                        served.answer().status())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(
                        served.answer().isRefusal() ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON);
        if (served.replayed()) {
            response.header(IdempotencyKey.REPLAYED, "true");
        }
        return response.body(served.answer().json());
    }

    @Override
    public void start() {
        lanes.forEach(Lane::open);
        // Platform threads: a lane is busy with the database all the time, there is nothing to yield to.
        threads = IntStream.range(0, lanes.size())
                .mapToObj(number -> Thread.ofPlatform().name("lane-" + number).start(lanes.get(number)))
                .toList();
    }

    @Override
    public void stop() {
        lanes.forEach(Lane::close);
        for (Thread thread : threads) {
            try {
                thread.join(settings.patience());
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
        threads = List.of();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }

    /** Before the web server and, at the end, after it: who was let in is still served. */
    @Override
    public int getPhase() {
        return 0;
    }
}
