package coffee.ordering.idempotency;

import coffee.ordering.shared.Answer;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The first answer to a request, which is the answer to every repetition of it. */
@Entity
@Immutable
class RememberedAnswer {

    @Id
    @JdbcTypeCode(SqlTypes.BINARY)
    private UUID request;

    @JdbcTypeCode(SqlTypes.BINARY)
    private UUID command;

    @JdbcTypeCode(SqlTypes.SMALLINT)
    private int status;

    private String body;

    @SuppressWarnings("UnusedVariable") // read by queries only
    private Instant rememberedAt;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected RememberedAnswer() {}

    RememberedAnswer(KeyedRequest request, Answer answer, Instant now) {
        this.request = request.id();
        this.command = request.command();
        this.status = answer.status();
        this.body = answer.json();
        this.rememberedAt = now;
    }

    UUID request() {
        return request;
    }

    boolean answers(KeyedRequest repetition) {
        return command.equals(repetition.command());
    }

    Answer answer() {
        return new Answer(status, body);
    }
}
