package coffee.ordering.idempotency;

import coffee.ordering.shared.Answer;
import java.util.UUID;

/** The first answer to a request, which is the answer to every repetition of it. */
record RememberedAnswer(UUID request, UUID command, Answer answer) {

    RememberedAnswer(KeyedRequest request, Answer answer) {
        this(request.id(), request.command(), answer);
    }

    boolean answers(KeyedRequest repetition) {
        return command.equals(repetition.command());
    }
}
