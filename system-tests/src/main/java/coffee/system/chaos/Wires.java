package coffee.system.chaos;

import static java.util.Objects.requireNonNull;

import coffee.local.server.TcpProxy;
import coffee.local.server.TcpProxy.Direction;
import coffee.system.CoffeeSystem;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A proxy in each link. */
final class Wires implements AutoCloseable {

    private static final List<Link> TO_THE_BROKER = List.of(Link.ORDER_TO_KAFKA, Link.DISPLAY_TO_KAFKA);

    private final Map<Link, TcpProxy> proxies = new EnumMap<>(Link.class);
    private final Map<Link, AtomicLong> pieces = new EnumMap<>(Link.class);

    /** To be made before the system starts: services are told to take the detours. */
    Wires(CoffeeSystem coffee) {
        for (Link link : Link.values()) {
            AtomicLong seen = new AtomicLong();
            TcpProxy proxy = new TcpProxy(
                    "127.0.0.1:" + (coffee.port(link.server()) + link.beside()), (_, _, _) -> seen.incrementAndGet());
            proxies.put(link, proxy);
            pieces.put(link, seen);
            coffee.with(link.variable(), proxy.address());
        }
    }

    /** How many connections that broke. */
    int cut(Link link) {
        return proxy(link).cut();
    }

    void delay(Link link, Duration by) {
        for (Direction direction : Direction.values()) {
            proxy(link).delay(direction, by);
        }
    }

    void silence(Link link) {
        for (Direction direction : Direction.values()) {
            proxy(link).hold(direction);
        }
    }

    void speak(Link link) {
        for (Direction direction : Direction.values()) {
            proxy(link).release(direction);
        }
    }

    /** A client that is refused holds no connection that could be cut. So they are refused only once one was. */
    int takeBrokerAway() {
        int broken = TO_THE_BROKER.stream().mapToInt(this::cut).sum();
        if (broken > 0) {
            TO_THE_BROKER.forEach(link -> proxy(link).refuse());
        }
        return broken;
    }

    void bringBrokerBack() {
        TO_THE_BROKER.forEach(link -> proxy(link).admit());
    }

    /** How much went through so far, in pieces. */
    long pieces(Link link) {
        return requireNonNull(pieces.get(link)).get();
    }

    void heal() {
        for (Link link : Link.values()) {
            proxy(link).admit();
            delay(link, Duration.ZERO);
            speak(link);
        }
    }

    private TcpProxy proxy(Link link) {
        return requireNonNull(proxies.get(link));
    }

    @Override
    public void close() {
        proxies.values().forEach(TcpProxy::close);
    }
}
