package coffee.ordering.dataplatform;

/** The platform has read the order and will not take it, today or tomorrow. */
final class OrderRefused extends RuntimeException {

    OrderRefused(String reason) {
        super(reason, null, false, false);
    }
}
