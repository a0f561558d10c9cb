package coffee.display.shared;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
    private final JdbcClient jdbc;
    private final Map<String, Long> shown = new HashMap<>();
    private final Semaphore told = new Semaphore(0);
    private volatile long trueAtNanos = System.nanoTime();
    private volatile @Nullable Thread watching;

    BoardWatch(List<Board> boards, JdbcClient jdbc) {
        this.boards = List.copyOf(boards);
        this.jdbc = jdbc;
    }

    /** Says that something was committed; costs the caller nothing. */
    public void look() {
        told.release();
    }

    @Override
    public OptionalLong secondsBehind() {
        Duration age = Duration.ofNanos(System.nanoTime() - trueAtNanos);
        return age.compareTo(BEHIND_AFTER) > 0 ? OptionalLong.of(age.toSeconds()) : OptionalLong.empty();
    }

    @Override
    public void start() {
        renewWhatChanged();
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
        boolean well = true;
        while (isRunning()) {
            try {
                if (told.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    told.drainPermits();
                }
                renewWhatChanged();
                well = true;
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException away) {
                if (well && isRunning()) {
                    log.warn("The database does not answer, the boards stay as they are: {}", away.getMessage());
                }
                well = false;
            }
        }
    }

    /** The versions are read before the tables: what is committed in between shows up as a version still to come. */
    private void renewWhatChanged() {
        long asked = System.nanoTime();
        Map<String, Long> versions = versions();
        for (Board board : boards) {
            Long version = versions.get(board.boardName());
            if (version != null && !version.equals(shown.get(board.boardName()))) {
                board.renew();
                shown.put(board.boardName(), version);
            }
        }
        trueAtNanos = asked;
    }

    private Map<String, Long> versions() {
        record Row(String board, long version) {}
        return jdbc.sql("SELECT board, version FROM board_version").query(Row.class).list().stream()
                .collect(toUnmodifiableMap(Row::board, Row::version));
    }
}
