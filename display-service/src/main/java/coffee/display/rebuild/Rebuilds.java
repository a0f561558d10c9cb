package coffee.display.rebuild;

import coffee.display.orders.OrderNo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All rebuilds there ever were, each with the number of its book, on whichever instance. */
@Component
class Rebuilds {

    private static final int LONGEST_ERROR = 500;
    private static final String COLUMNS = """
            SELECT book, state, started_at, ended_at, pages, events, came_meanwhile, last_order, newest_order, error,
              TIMESTAMPDIFF(MICROSECOND, started_at, COALESCE(ended_at, UTC_TIMESTAMP(6))) AS took_micros,
              TIMESTAMPDIFF(MICROSECOND, alive_at, UTC_TIMESTAMP(6)) AS silent_micros
            FROM rebuild
            """;

    private final JdbcClient jdbc;

    Rebuilds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum State {
        RUNNING,
        DONE,
        FAILED,
        /** Its instance stopped or died. */
        INTERRUPTED
    }

    /** @return the number of its book */
    int begin() {
        return jdbc.sql("""
                        INSERT INTO rebuild (state, started_at, alive_at)
                        VALUES ('RUNNING', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)) RETURNING book
                        """).query(Integer.class).single();
    }

    /** Whether this page is the next one: it may be there already, where only the news of its commit was lost. */
    boolean turnTo(int book, long page) {
        return jdbc.sql("UPDATE rebuild SET pages = pages + 1 WHERE book = :book AND pages = :before")
                        .param("book", book)
                        .param("before", page - 1)
                        .update()
                == 1;
    }

    void read(int book, int events, int cameMeanwhile, @Nullable OrderNo last, @Nullable OrderNo newest) {
        jdbc.sql("""
                        UPDATE rebuild SET events = events + :events, came_meanwhile = came_meanwhile + :cameMeanwhile,
                          newest_order = COALESCE(newest_order, :newest), last_order = COALESCE(:last, newest_order, 0),
                          alive_at = UTC_TIMESTAMP(6)
                        WHERE book = :book
                        """)
                .param("events", events)
                .param("cameMeanwhile", cameMeanwhile)
                .param("last", last == null ? null : last.number())
                .param("newest", newest == null ? null : newest.number())
                .param("book", book)
                .update();
    }

    void isAlive(int book) {
        jdbc.sql("UPDATE rebuild SET alive_at = UTC_TIMESTAMP(6) WHERE book = :book")
                .param("book", book)
                .update();
    }

    void end(int book, State state, @Nullable String error) {
        jdbc.sql("""
                        UPDATE rebuild SET state = :state, ended_at = UTC_TIMESTAMP(6), error = LEFT(:error, :longest)
                        WHERE book = :book AND state = 'RUNNING'
                        """)
                .param("state", state.name())
                .param("error", error)
                .param("longest", LONGEST_ERROR)
                .param("book", book)
                .update();
    }

    Optional<Rebuild> last() {
        return jdbc.sql(COLUMNS + "ORDER BY book DESC LIMIT 1")
                .query(Row.class)
                .optional()
                .map(Row::rebuild);
    }

    Optional<Rebuild> running() {
        return jdbc.sql(COLUMNS + "WHERE state = 'RUNNING' ORDER BY book DESC LIMIT 1")
                .query(Row.class)
                .optional()
                .map(Row::rebuild);
    }

    Optional<Instant> lastSuccess() {
        return jdbc.sql("SELECT MAX(ended_at) FROM rebuild WHERE state = 'DONE' HAVING MAX(ended_at) IS NOT NULL")
                .query((row, number) -> row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC))
                .optional();
    }

    /** The books that nobody writes any more. */
    List<Integer> ended() {
        return jdbc.sql("SELECT book FROM rebuild WHERE state <> 'RUNNING'")
                .query((row, number) -> row.getInt(1))
                .list();
    }

    private record Row(
            int book,
            String state,
            LocalDateTime startedAt,
            @Nullable LocalDateTime endedAt,
            long pages,
            long events,
            long cameMeanwhile,
            long lastOrder,
            @Nullable Long newestOrder,
            @Nullable String error,
            long tookMicros,
            long silentMicros) {

        Rebuild rebuild() {
            return new Rebuild(
                    book,
                    State.valueOf(state),
                    startedAt.toInstant(ZoneOffset.UTC),
                    endedAt == null ? null : endedAt.toInstant(ZoneOffset.UTC),
                    pages,
                    events,
                    cameMeanwhile,
                    lastOrder,
                    newestOrder,
                    error,
                    Duration.ofNanos(tookMicros * 1000),
                    Duration.ofNanos(silentMicros * 1000));
        }
    }

    /**
     * @param cameMeanwhile how many of the events had come in already, by the other way
     * @param lastOrder up to which order it has read
     * @param newestOrder how far it is going to read; null until it has asked
     * @param silent for how long nothing was heard of it
     */
    record Rebuild(
            int book,
            State state,
            Instant startedAt,
            @Nullable Instant endedAt,
            long pages,
            long events,
            long cameMeanwhile,
            long lastOrder,
            @Nullable Long newestOrder,
            @Nullable String error,
            Duration took,
            Duration silent) {

        double progress() {
            if (newestOrder == null) {
                return state == State.DONE ? 1 : 0;
            }
            return Math.min(1, (double) lastOrder / newestOrder);
        }

        boolean isRunning(Duration longestSilence) {
            return state == State.RUNNING && silent.compareTo(longestSilence) <= 0;
        }

        boolean hasDied(Duration longestSilence) {
            return state == State.RUNNING && !isRunning(longestSilence);
        }
    }
}
