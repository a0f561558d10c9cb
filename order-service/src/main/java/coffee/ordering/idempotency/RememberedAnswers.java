package coffee.ordering.idempotency;

import coffee.ordering.shared.Answer;
import coffee.ordering.shared.Refusal;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What was answered before. Written in the transaction of what it answers, or not at all. */
@Component
public class RememberedAnswers {

    private final EntityManager entities;

    RememberedAnswers(EntityManager entities) {
        this.entities = entities;
    }

    /** One query for all of them, to be asked after the accounts are locked: only then is it sure that nobody else is answering. */
    public Memory of(Collection<KeyedRequest> requests) {
        Map<UUID, RememberedAnswer> found = new HashMap<>();
        entities.createQuery("from RememberedAnswer where request in :ids", RememberedAnswer.class)
                .setParameter(
                        "ids",
                        requests.stream().map(KeyedRequest::id).distinct().toList())
                .getResultStream()
                .forEach(answer -> found.put(answer.request(), answer));
        return new Memory(found);
    }

    /** The answers to one batch of requests, those given while it is worked on included. */
    public final class Memory {

        private final Map<UUID, RememberedAnswer> answers;

        private Memory(Map<UUID, RememberedAnswer> answers) {
            this.answers = answers;
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

        public void remember(KeyedRequest request, Answer answer, Instant now) {
            RememberedAnswer remembered = new RememberedAnswer(request, answer, now);
            entities.persist(remembered);
            answers.put(request.id(), remembered);
        }
    }
}
