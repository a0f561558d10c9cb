package coffee.ordering;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import coffee.local.server.TcpProxy;
import coffee.local.server.TcpProxy.Direction;
import coffee.local.server.TcpProxy.Wire;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listens to what a service says to its database, and does something to the connection at the very word it waits for. */
public final class Trap implements TcpProxy.Watcher {

    private static final long LONG_SECONDS = 30;

    private final AtomicReference<@Nullable Snare> set = new AtomicReference<>();
    private final Set<Wire> relevant = ConcurrentHashMap.newKeySet();

    private record Snare(String about, String word, Consumer<Wire> action, CompletableFuture<Wire> caught) {}

    /** Once, at the word on a connection that has told of this since the last word. */
    public CompletableFuture<Wire> at(String word, String about, Consumer<Wire> action) {
        CompletableFuture<Wire> caught = new CompletableFuture<Wire>().orTimeout(LONG_SECONDS, TimeUnit.SECONDS);
        set.set(new Snare(about, word, action, caught));
        return caught;
    }

    @Override
    public void sees(Wire wire, Direction direction, byte[] bytes) {
        Snare now = set.get();
        if (now == null || direction != Direction.TO_SERVER) {
            return;
        }
        String said = new String(bytes, ISO_8859_1);
        if (said.contains(now.about())) {
            relevant.add(wire);
        }
        if (said.contains(now.word()) && relevant.remove(wire) && set.compareAndSet(now, null)) {
            now.action().accept(wire);
            now.caught().complete(wire);
        }
    }
}
