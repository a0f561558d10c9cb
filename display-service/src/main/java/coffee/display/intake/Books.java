package coffee.display.intake;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which books are written: the live one, which the boards are read from, and while there is a rebuild another one beside it. */
@Component
class Books {

    private static final String READ = "SELECT live, beside FROM books";

    private final JdbcClient jdbc;

    Books(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * As they are now. Without a lock: who does not see a book yet that was just opened enters what its order-service had committed before, and so
     * what the rebuild is going to read there.
     */
    Open open() {
        return jdbc.sql(READ).query(Open.class).single();
    }

    /** As they are, and stay until the caller's transaction ends. */
    Open held() {
        return jdbc.sql(READ + " FOR UPDATE").query(Open.class).single();
    }

    void set(Open open) {
        jdbc.sql("UPDATE books SET live = :live, beside = :beside")
                .param("live", open.live())
                .param("beside", open.beside())
                .update();
    }

    /** @param beside null while there is no rebuild */
    record Open(int live, @Nullable Integer beside) {

        Optional<Integer> second() {
            return Optional.ofNullable(beside);
        }

        boolean isBeside(int book) {
            return beside != null && beside == book;
        }
    }
}
