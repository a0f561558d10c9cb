package coffee.ordering.desk;

import static java.util.Objects.requireNonNull;

import coffee.ordering.idempotency.KeyedRequest;
import coffee.ordering.idempotency.RememberedAnswers;
import coffee.ordering.shared.Answer;
import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.Problems;
import coffee.ordering.shared.Refusal;
import coffee.ordering.shared.ShopClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Decides many commands in one transaction: locks, loads, then everything in memory. */
@Component
class Batch {

    private final Accounts accounts;
    private final RememberedAnswers answers;
    private final Map<Class<?>, Clerk<?>> clerks;
    private final Problems problems;
    private final JsonMapper json;
    private final ShopClock clock;

    Batch(
            Accounts accounts,
            RememberedAnswers answers,
            List<Clerk<?>> clerks,
            Problems problems,
            JsonMapper json,
            ShopClock clock) {
        this.accounts = accounts;
        this.answers = answers;
        this.clerks = clerks.stream().collect(Collectors.toMap(Clerk::commands, Function.identity()));
        this.problems = problems;
        this.json = json;
        this.clock = clock;
    }

    /** To be called in a transaction. The answers are true only once it is committed. */
    List<Served> decide(List<Ticket> tickets) {
        Set<CustomerId> known = accounts.lock(tickets.stream()
                .map(ticket -> ticket.command().customerId())
                .collect(Collectors.toCollection(TreeSet::new)));
        RememberedAnswers.Memory memory =
                answers.of(tickets.stream().map(Ticket::request).toList());
        // Taken under the locks: the later of two changes of one account also has the later time.
        Instant now = clock.now();
        Deciders deciders = new Deciders(tickets, now);

        List<Served> served = new ArrayList<>(tickets.size());
        for (Ticket ticket : tickets) {
            served.add(serve(ticket, memory, known, deciders));
        }
        return served;
    }

    /** Who is being registered just now keeps his account locked as well: to see it, one has to look at what is not committed yet. */
    @Transactional(isolation = Isolation.READ_UNCOMMITTED)
    public Set<CustomerId> lockedElsewhere(List<Ticket> tickets) {
        return accounts.lockedElsewhere(
                tickets.stream().map(ticket -> ticket.command().customerId()).collect(Collectors.toSet()));
    }

    private Served serve(Ticket ticket, RememberedAnswers.Memory memory, Set<CustomerId> known, Deciders deciders) {
        KeyedRequest request = ticket.request();
        try {
            Optional<Answer> before = memory.recall(request);
            if (before.isPresent()) {
                return new Served(before.get(), true);
            }
            if (!known.contains(ticket.command().customerId())) {
                throw new Refusal.UnknownCustomer(ticket.command().customerId());
            }
            Answer answer = new Answer(Answer.OK, json.writeValueAsString(deciders.decide(ticket.command())));
            memory.remember(request, answer);
            return new Served(answer, false);
        } catch (Refusal refusal) {
            Answer answer = problems.answer(refusal, ticket.language());
            if (refusal.isDecided()) {
                memory.remember(request, answer);
            }
            return new Served(answer, false);
        }
    }

    /** Each clerk with the commands of this batch that are his. */
    private final class Deciders {

        private final Map<Class<?>, Clerk.Decider<?>> byKind = new HashMap<>();

        Deciders(List<Ticket> tickets, Instant now) {
            Map<Class<?>, List<Command>> kinds =
                    tickets.stream().map(Ticket::command).collect(Collectors.groupingBy(Object::getClass));
            kinds.forEach((kind, commands) -> byKind.put(kind, prepare(clerkFor(kind), commands, now)));
        }

        private Clerk<?> clerkFor(Class<?> kind) {
            Clerk<?> clerk = clerks.get(kind);
            if (clerk == null) {
                throw new IllegalStateException("no clerk for " + kind);
            }
            return clerk;
        }

        private static <C extends Command> Clerk.Decider<C> prepare(
                Clerk<C> clerk, List<Command> commands, Instant now) {
            return clerk.prepare(commands.stream().map(clerk.commands()::cast).toList(), now);
        }

        @SuppressWarnings("unchecked") // the decider was put there by the class of just this command
        private <C extends Command> Object decide(C command) {
            return ((Clerk.Decider<C>) requireNonNull(byKind.get(command.getClass()))).decide(command);
        }
    }
}
