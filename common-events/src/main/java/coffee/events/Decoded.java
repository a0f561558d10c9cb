package coffee.events;

/** What a record turned out to be. */
public sealed interface Decoded {

    record Known(CoffeeEvent event) implements Decoded {}

    /** Not ours, or newer than we are: to be skipped and counted, never a failure. */
    record UnknownType(String type) implements Decoded {}
}
