package coffee.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Ports that nobody listens on. They are chosen by chance, since other systems may be choosing theirs just now. */
public final class FreePorts {

    /** Below those that the system gives to clients: a part that comes back finds its port free. */
    private static final int LOWEST = 15_000;

    private static final int PORTS = 15_000;
    /** Kafka's controller and its side doors listen on the ports after its own. */
    private static final int IN_A_ROW = 4;

    private FreePorts() {}

    public static int one() {
        Random random = new Random();
        int port;
        do {
            port = LOWEST + random.nextInt(PORTS);
        } while (isTaken(port));
        return port;
    }

    /** The first of a row for each part. No two rows overlap. */
    static Map<Part, Integer> forEveryPart() {
        Map<Part, Integer> rows = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            rows.put(part, rowBeside(rows.values()));
        }
        return rows;
    }

    private static int rowBeside(Collection<Integer> others) {
        int first;
        do {
            first = one();
        } while (!isFreeRow(first, others));
        return first;
    }

    private static boolean isFreeRow(int first, Collection<Integer> others) {
        return IntStream.range(first, first + IN_A_ROW).noneMatch(FreePorts::isTaken)
                && others.stream().allMatch(other -> Math.abs(other - first) >= IN_A_ROW);
    }

    static boolean isTaken(int port) {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !free.isBound();
        } catch (IOException taken) {
            return true;
        }
    }
}
