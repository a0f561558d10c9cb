package coffee.local;

import coffee.local.server.Ports;
import coffee.local.server.StackFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parts of the system, in the order in which they are needed, and more instances of its services. */
enum PartName {
    ORDER_DB(13306),
    DISPLAY_DB(13307),
    KAFKA(19092),
    DATA_PLATFORM(8090),
    ORDER(8080),
    DISPLAY(8081),
    ORDER_2(8082, ORDER),
    DISPLAY_2(8083, DISPLAY),
    DISPLAY_3(8084, DISPLAY);

    private static final int MAX_PORT = 65_535;

    private final int usualPort;
    private final Optional<PartName> anotherOf;

    PartName(int usualPort) {
        this.usualPort = usualPort;
        this.anotherOf = Optional.empty();
    }

    PartName(int usualPort, PartName first) {
        this.usualPort = usualPort;
        this.anotherOf = Optional.of(first);
    }

    /** Without those that only run where somebody starts them. */
    static List<PartName> ofEverySystem() {
        return Arrays.stream(values()).filter(part -> !part.isExtra()).toList();
    }

    /** One more of a service, beside the first, on the same servers. */
    boolean isExtra() {
        return anotherOf.isPresent();
    }

    /** Whose jar it runs. */
    PartName service() {
        return anotherOf.orElse(this);
    }

    /** As the person at the keyboard writes it: {@code order-db}. */
    String shown() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<PartName> of(String shown) {
        return Arrays.stream(values())
                .filter(part -> part.shown().equals(shown))
                .findFirst();
    }

    /** {@code COFFEE_PORT_ORDER_DB} and its like move a part elsewhere. */
    int port() {
        String variable = "COFFEE_PORT_" + name();
        String value = System.getenv(variable);
        if (value == null) {
            return usualPort;
        }
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) == 0 || Integer.parseInt(value) >= MAX_PORT) {
            throw new StackFailure(variable + " is '" + value + "', and no port");
        }
        return Integer.parseInt(value);
    }

    /** Where this part finds another: there, or by a detour such as {@code COFFEE_ORDER_TO_KAFKA=127.0.0.1:9999}, behind which a proxy stands. */
    String addressOf(PartName other) {
        return detourTo(other).orElse(Ports.HOST + ":" + other.port());
    }

    Optional<String> detourTo(PartName other) {
        String variable = "COFFEE_" + name() + "_TO_" + other.name();
        Optional<String> address = Optional.ofNullable(System.getenv(variable));
        if (address.filter(value -> !value.matches("[^:/]+:\\d{1,5}")).isPresent()) {
            throw new StackFailure(variable + " is '" + address.get() + "', and no host:port");
        }
        return address;
    }
}
