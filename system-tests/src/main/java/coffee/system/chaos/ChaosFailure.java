package coffee.system.chaos;

/** The run could not be made, or a part did not come back, and why. */
final class ChaosFailure extends RuntimeException {

    ChaosFailure(String what) {
        super(what);
    }

    ChaosFailure(String what, Throwable cause) {
        super(what, cause);
    }

    static ChaosFailure stopped(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ChaosFailure("stopped", cause);
    }
}
