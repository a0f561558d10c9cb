package coffee.local.junit;

import java.util.concurrent.atomic.AtomicInteger;

/** Throws an Error wherever a library lets a test in, while it goes on: no exception, and so nothing that libraries catch. */
public final class Breakdown {

    private final AtomicInteger struck = new AtomicInteger();
    private volatile boolean goesOn;

    /** It goes on until this is closed. */
    public Time begin() {
        struck.set(0);
        goesOn = true;
        return () -> goesOn = false;
    }

    /** How often, since it began. */
    public int struck() {
        return struck.get();
    }

    public void strike() {
        if (goesOn) {
            struck.incrementAndGet();
            throw new NoClassDefFoundError("a library that is not whole");
        }
    }

    public interface Time extends AutoCloseable {

        @Override
        void close();
    }
}
