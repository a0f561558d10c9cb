package coffee.ordering.idempotency;

import coffee.ordering.shared.Answer;
import coffee.ordering.shared.Refusal;
import coffee.ordering.shared.ShopClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What was answered before. Written in the transaction of what it answers, or not at all. */
@Component
public class RememberedAnswers {

    private static final String INSERT =
            "INSERT INTO remembered_answer (request, command, status, body, remembered_at) VALUES (?, ?, ?, ?, ?)";

    private final JdbcTemplate jdbc;
    private final ShopClock clock;

    RememberedAnswers(JdbcTemplate jdbc, ShopClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One query for all of them, to be asked after the accounts are locked: only then is it sure that nobody else is answering. */
    public Memory of(Collection<KeyedRequest> requests) {
        Memory memory = new Memory();
        byte[][] ids = requests.stream()
                .map(KeyedRequest::id)
                .distinct()
                .map(Digest::bytes)
                .toArray(byte[][]::new);
        String places = String.join(",", Collections.nCopies(ids.length, "?"));
        String find = "SELECT request, command, status, body FROM remembered_answer WHERE request IN (" + places + ")";
        jdbc.query(find, (row, number) -> answer(row), (Object[]) ids).forEach(memory::put);
        TransactionSynchronizationManager.registerSynchronization(memory);
        return memory;
    }

    private static RememberedAnswer answer(ResultSet row) throws SQLException {
        return new RememberedAnswer(
                Digest.of(row.getBytes(1)), Digest.of(row.getBytes(2)), new Answer(row.getInt(3), row.getString(4)));
    }

    /** The answers to one batch of requests: those given before, and those given while it is worked on, which it writes at its commit. */
    public final class Memory implements TransactionSynchronization {

        private final Map<UUID, RememberedAnswer> answers = new HashMap<>();
        private final List<RememberedAnswer> given = new ArrayList<>();

        private void put(RememberedAnswer answer) {
            answers.put(answer.request(), answer);
        }

        /** @throws Refusal.KeyReused where the key was used for something else */
        public Optional<Answer> recall(KeyedRequest request) {
            RememberedAnswer remembered = answers.get(request.id());
            if (remembered == null) {
                return Optional.empty();
            }
            if (!remembered.answers(request)) {
                throw new Refusal.KeyReused();
            }
            return Optional.of(remembered.answer());
        }

        public void remember(KeyedRequest request, Answer answer) {
            RememberedAnswer first = new RememberedAnswer(request, answer);
            put(first);
            given.add(first);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            LocalDateTime now = LocalDateTime.ofInstant(clock.now(), ZoneOffset.UTC);
            jdbc.batchUpdate(INSERT, given, given.size(), (row, remembered) -> {
                row.setBytes(1, Digest.bytes(remembered.request()));
                row.setBytes(2, Digest.bytes(remembered.command()));
                row.setInt(3, remembered.answer().status());
                row.setString(4, remembered.answer().json());
                row.setObject(5, now);
            });
        }
    }
}
