package coffee.display.shared;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Renews each board when its version has moved: at once when told, and by looking, for what other instances wrote. */
@Component
public class BoardWatch implements SmartLifecycle, Freshness {

    private static final Logger log = LoggerFactory.getLogger(BoardWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration BEHIND_AFTER = Duration.ofSeconds(2);

    private final List<Board> boards;
    private final Tables tables;
    private final JdbcClient jdbc;
    private final Map<String, Long> shown = new HashMap<>();
    private final Semaphore told = new Semaphore(0);
    /** Filled after a commit and emptied after the look that follows: where nothing can be read, nothing is committed either. */
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    private boolean well = true;
    private volatile boolean showing;
    private volatile long trueAtNanos = System.nanoTime();
    private volatile @Nullable Thread watching;

    BoardWatch(List<Board> boards, Tables tables, JdbcClient jdbc, MeterRegistry meters) {
        this.boards = List.copyOf(boards);
        this.tables = tables;
        this.jdbc = jdbc;
        TimeGauge.builder("coffee.board.age", this, TimeUnit.NANOSECONDS, BoardWatch::ageNanos)
                .description("How long ago the boards were last known to show what the tables say")
                .register(meters);
    }

    /** Says that something was committed; costs the caller nothing. */
    public void look() {
        told.release();
    }

    /** @param whenShown is run soon after what was committed until now is on the boards */
    public void look(Runnable whenShown) {
        waiting.add(whenShown);
        look();
    }

    /** Whether the tables were ever read: until then nobody knows anything. */
    public boolean isShowing() {
        return showing;
    }

    @Override
    public OptionalLong secondsBehind() {
        long nanos = ageNanos();
        return nanos > BEHIND_AFTER.toNanos()
                ? OptionalLong.of(TimeUnit.NANOSECONDS.toSeconds(nanos))
                : OptionalLong.empty();
    }

    private long ageNanos() {
        return System.nanoTime() - trueAtNanos;
    }

    /** A database that is away is waited for; anything else that is wrong with it ends the start. */
    @Override
    public void start() {
        try {
            renewWhatChanged();
        } catch (RuntimeException failure) {
            if (!DatabaseAway.isTheCauseOf(failure)) {
                throw failure;
            }
            complain(failure);
        }
        Thread thread = Thread.ofPlatform().name("board-watch").daemon().unstarted(this::watch);
        // Set before it runs: it goes on for as long as this is set.
        watching = thread;
        thread.start();
    }

    @Override
    public void stop() {
        Thread thread = watching;
        watching = null;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return watching != null;
    }

    /** Before the web server and the listener, so that the first request finds boards. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void watch() {
        while (isRunning()) {
            try {
                if (told.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    told.drainPermits();
                }
                renewWhatChanged();
                if (!well) {
                    log.info("The database answers again");
                }
                well = true;
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException | Error away) {
                complain(away);
            }
        }
    }

    private void complain(Throwable away) {
        if (away instanceof Error) {
            log.error("The boards stay as they are", away);
        } else if (well) {
            log.warn("The database does not answer, the boards stay as they are: {}", away.getMessage());
        }
        well = false;
    }

    /** The versions are read before the tables: what is committed in between shows up as a version still to come. */
    private void renewWhatChanged() {
        tables.bringUpToDate();
        long asked = System.nanoTime();
        int committed = waiting.size();
        Map<String, Long> versions = versions();
        for (Board board : boards) {
            Long version = versions.get(board.boardName());
            if (version != null && !version.equals(shown.get(board.boardName()))) {
                board.renew();
                shown.put(board.boardName(), version);
            }
        }
        trueAtNanos = asked;
        showing = true;
        for (int i = 0; i < committed; i++) {
            requireNonNull(waiting.poll()).run();
        }
    }

    private Map<String, Long> versions() {
        record Row(String board, long version) {}
        return jdbc.sql("SELECT board, version FROM board_version").query(Row.class).list().stream()
                .collect(toUnmodifiableMap(Row::board, Row::version));
    }
}
