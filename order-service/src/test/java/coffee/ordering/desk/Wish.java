package coffee.ordering.desk;

import coffee.ordering.idempotency.IdempotencyKey;
import coffee.ordering.idempotency.KeyedRequest;
import coffee.ordering.shared.CustomerId;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Something that a customer wants of a lane alone, and how often it was asked whose it is. */
final class Wish implements Command {

    private static final CustomerId CUSTOMER = new CustomerId(10);

    private final AtomicInteger asked = new AtomicInteger();
    private final IntConsumer whenAsked;

    Wish() {
        this(_ -> {});
    }

    /** @param whenAsked gets how many times it was asked by then */
    Wish(IntConsumer whenAsked) {
        this.whenAsked = whenAsked;
    }

    Ticket ticket() {
        IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
        KeyedRequest request = KeyedRequest.of(CUSTOMER, operation(), key, wording());
        return new Ticket(this, request, Locale.KOREAN, 0, Long.MAX_VALUE, new CompletableFuture<>());
    }

    int asked() {
        return asked.get();
    }

    @Override
    public CustomerId customerId() {
        whenAsked.accept(asked.incrementAndGet());
        return CUSTOMER;
    }

    @Override
    public String operation() {
        return "nothing";
    }

    @Override
    public String wording() {
        return "";
    }
}
