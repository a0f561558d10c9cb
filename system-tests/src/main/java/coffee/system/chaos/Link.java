package coffee.system.chaos;

import coffee.system.Part;
import java.util.Locale;

/** Who talks to whom through a wire that can be cut. */
enum Link {
    ORDER_TO_ORDER_DB(Part.ORDER, Part.ORDER_DB, 0),
    ORDER_TO_KAFKA(Part.ORDER, Part.KAFKA, 2),
    ORDER_TO_DATA_PLATFORM(Part.ORDER, Part.DATA_PLATFORM, 0),
    DISPLAY_TO_DISPLAY_DB(Part.DISPLAY, Part.DISPLAY_DB, 0),
    DISPLAY_TO_KAFKA(Part.DISPLAY, Part.KAFKA, 3),
    DISPLAY_TO_ORDER(Part.DISPLAY, Part.ORDER, 0);

    private final Part client;
    private final Part server;
    private final int beside;

    /** @param beside how far from the server's own port it listens for this client: Kafka tells each another address */
    Link(Part client, Part server, int beside) {
        this.client = client;
        this.server = server;
        this.beside = beside;
    }

    Part client() {
        return client;
    }

    Part server() {
        return server;
    }

    int beside() {
        return beside;
    }

    /** What {@code ./coffee} calls the detour. */
    String variable() {
        return "COFFEE_" + name();
    }

    String words() {
        String[] ends = name().toLowerCase(Locale.ROOT).replace("_to_", " to ").split(" to ", 2);
        return ends[0] + " to " + ends[1].replace('_', '-');
    }
}
