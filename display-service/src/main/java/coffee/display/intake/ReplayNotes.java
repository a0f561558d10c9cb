package coffee.display.intake;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which letters were replayed. Noted in the transaction of what the letter changed: whoever loses one of them loses both. */
@Component
class ReplayNotes {

    private final JdbcClient jdbc;
    private final Clock clock;

    ReplayNotes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** When each of these was replayed, where it was. */
    Map<Letter, Instant> of(List<Letter> letters) {
        if (letters.isEmpty()) {
            return Map.of();
        }
        Map<String, Instant> noted = new HashMap<>();
        jdbc.sql("SELECT letter, origin_ms, replayed_at FROM replayed_letter WHERE letter IN (:letters)")
                .param("letters", letters.stream().map(Letter::id).toList())
                .query(note -> {
                    noted.put(
                            key(note.getString("letter"), note.getLong("origin_ms")),
                            note.getObject("replayed_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
                });
        Map<Letter, Instant> replayed = new HashMap<>();
        for (Letter letter : letters) {
            Instant at = noted.get(key(letter.id(), letter.origin().timestamp()));
            if (at != null) {
                replayed.put(letter, at);
            }
        }
        return replayed;
    }

    void add(Letter letter) {
        jdbc.sql("INSERT IGNORE INTO replayed_letter (letter, origin_ms, replayed_at) VALUES (?, ?, ?)")
                .params(
                        letter.id(),
                        letter.origin().timestamp(),
                        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
    }

    /** A Kafka that was made anew gives the same offsets again, but not at the same time. */
    private static String key(String letter, long originMs) {
        return letter + " " + originMs;
    }
}
