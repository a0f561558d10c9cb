package coffee.system;

import coffee.local.server.Ports;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Ports that nobody listens on, for all parts of a system. */
final class FreePorts {

    /** Kafka's controller and its side doors listen on the ports after its own. */
    private static final int IN_A_ROW = 4;

    private FreePorts() {}

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
            first = Ports.free();
        } while (!isFreeRow(first, others));
        return first;
    }

    private static boolean isFreeRow(int first, Collection<Integer> others) {
        return IntStream.range(first, first + IN_A_ROW).allMatch(Ports::isFree)
                && others.stream().allMatch(other -> Math.abs(other - first) >= IN_A_ROW);
    }
}
