package coffee.events;

/** Something that happened, told to whoever listens. Its id is derived from what happened: made again, it is the same event. */
public sealed interface CoffeeEvent permits OrderEvent, MenuChanged {

    String id();

    Topic topic();

    /** Events of one key arrive in the order in which they happened. */
    String key();
}
