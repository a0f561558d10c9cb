package coffee.ordering.idempotency;

import coffee.ordering.shared.CustomerId;
import java.util.UUID;

/**
 * A request by its key, and by what it asks for.
 *
 * @param id of customer, operation and key together: a charge's key is another one than an order's
 * @param command what was understood of the body, so that white space makes no other request
 */
public record KeyedRequest(UUID id, UUID command) {

    public static KeyedRequest of(CustomerId customer, String operation, IdempotencyKey key, String wording) {
        // The key comes last: whatever it holds, no two requests make one text.
        return new KeyedRequest(Digest.of(customer + " " + operation + " " + key.text()), Digest.of(wording));
    }
}
