package coffee.system.bench;

/** No figure can come of this run, and why. */
final class BenchFailure extends RuntimeException {

    BenchFailure(String what) {
        super(what);
    }

    BenchFailure(String what, Throwable cause) {
        super(what, cause);
    }
}
