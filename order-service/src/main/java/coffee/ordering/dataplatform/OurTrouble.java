package coffee.ordering.dataplatform;

/** Carries an error of the JVM's through the breaker, which takes back the permission for a call from exceptions only. */
final class OurTrouble extends RuntimeException {

    private final Error error;

    OurTrouble(Error error) {
        super(null, error, false, false);
        this.error = error;
    }

    Error error() {
        return error;
    }
}
