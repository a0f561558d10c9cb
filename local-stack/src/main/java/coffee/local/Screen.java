package coffee.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** The only one who writes to the terminal. */
final class Screen {

    private final PrintStream out;
    private final PrintStream err;

    Screen(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    synchronized void error(String text) {
        err.println("coffee: " + text);
        err.flush();
    }

    /** Someone else's lines, as they are. */
    synchronized void copy(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    synchronized void usage(boolean asked) {
        (asked ? out : err).print(Usage.text());
    }

    void starting(String part) {
        line(String.format(Locale.ROOT, "  %-14s starting", part));
    }

    void started(String part, Duration took) {
        line(String.format(Locale.ROOT, "  %-14s ready after %s", part, seconds(took)));
    }

    static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
}
