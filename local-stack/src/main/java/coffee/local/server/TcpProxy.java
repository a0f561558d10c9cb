package coffee.local.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A wire between clients and a server that can be told to be a bad one: cut, closed to newcomers, slow, or silent in one direction. It
 * changes nothing of what it carries.
 */
public final class TcpProxy implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TcpProxy.class.getName());
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int BACKLOG = 200;
    private static final int CONNECT_MS = 2_000;

    private final ServerSocket door;
    private final InetSocketAddress server;
    private final Watcher watcher;
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final Map<Direction, Gate> gates = gates();
    private final Map<Direction, Duration> delays = new ConcurrentHashMap<>();
    private volatile boolean refusing;

    /** Which way bytes go. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    /** Sees all bytes before they pass, and may do something to their wire first. It is called by one thread for each direction of a wire. */
    @FunctionalInterface
    public interface Watcher {

        void sees(Wire wire, Direction direction, byte[] bytes);
    }

    /** @param server host and port, as in {@code 127.0.0.1:3306} */
    public TcpProxy(String server) {
        this(server, (_, _, _) -> {});
    }

    public TcpProxy(String server, Watcher watcher) {
        int colon = server.lastIndexOf(':');
        this.server = new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
        this.watcher = watcher;
        try {
            this.door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException none) {
            throw new StackFailure("no port for a proxy to " + server, none);
        }
        Thread.ofVirtual().name("proxy-to-" + server).start(this::acceptUntilClosed);
    }

    /** Host and port where clients find it. */
    public String address() {
        return Ports.HOST + ":" + door.getLocalPort();
    }

    /** Breaks every connection there is, and answers how many there were. New ones are let in. */
    public int cut() {
        List<Wire> all = List.copyOf(wires);
        all.forEach(Wire::cut);
        return all.size();
    }

    /** Breaks every connection, and every new one at once. */
    public void refuse() {
        refusing = true;
        cut();
    }

    public void admit() {
        refusing = false;
    }

    /** From now on each piece waits so long before it passes. */
    public void delay(Direction direction, Duration by) {
        delays.put(direction, by);
    }

    /** Nothing passes any more: what comes is kept, and the connections stay open. */
    public void hold(Direction direction) {
        gate(gates, direction).hold();
    }

    public void release(Direction direction) {
        gate(gates, direction).open();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        cut();
        gates.values().forEach(Gate::open);
    }

    private void acceptUntilClosed() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException failed) {
                LOG.log(System.Logger.Level.DEBUG, "no connection taken", failed);
            }
        }
    }

    private void connect(Socket client) {
        Wire wire = new Wire(client, new Socket());
        wires.add(wire);
        try {
            wire.toServer.connect(server, CONNECT_MS);
            wire.toServer.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
        } catch (IOException nobodyThere) {
            LOG.log(System.Logger.Level.DEBUG, "no way through", nobodyThere);
            wire.cut();
        }
        // Looked at after the wire is known: whoever refuses meanwhile either finds it, or is seen here.
        if (refusing || door.isClosed()) {
            wire.cut();
        }
        Thread.ofVirtual().start(() -> wire.carry(Direction.TO_CLIENT, wire.toServer, client));
        wire.carry(Direction.TO_SERVER, client, wire.toServer);
    }

    private static Map<Direction, Gate> gates() {
        Map<Direction, Gate> gates = new EnumMap<>(Direction.class);
        for (Direction direction : Direction.values()) {
            gates.put(direction, new Gate());
        }
        return gates;
    }

    private static Gate gate(Map<Direction, Gate> gates, Direction direction) {
        return Objects.requireNonNull(gates.get(direction));
    }

    /** One client's connection. */
    public final class Wire {

        private final Socket toClient;
        private final Socket toServer;
        private final Map<Direction, Gate> ownGates = gates();
        private final AtomicInteger ended = new AtomicInteger();

        private Wire(Socket toClient, Socket toServer) {
            this.toClient = toClient;
            this.toServer = toServer;
        }

        public void hold(Direction direction) {
            gate(ownGates, direction).hold();
        }

        public void release(Direction direction) {
            gate(ownGates, direction).open();
        }

        /** Both ends are told at once, and what was on its way is lost. */
        public void cut() {
            wires.remove(this);
            reset(toClient);
            reset(toServer);
            ownGates.values().forEach(Gate::open);
        }

        private void carry(Direction direction, Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER_BYTES];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    watcher.sees(this, direction, Arrays.copyOf(buffer, read));
                    Thread.sleep(delays.getOrDefault(direction, Duration.ZERO));
                    gate(gates, direction).pass();
                    gate(ownGates, direction).pass();
                    out.write(buffer, 0, read);
                }
                to.shutdownOutput();
                if (ended.incrementAndGet() == Direction.values().length) {
                    leave();
                }
            } catch (IOException | InterruptedException broken) {
                LOG.log(System.Logger.Level.DEBUG, "a connection ended", broken);
                cut();
            }
        }

        /** Both ends have said all they had to say: no reset, which would take the last words back. */
        private void leave() throws IOException {
            wires.remove(this);
            toClient.close();
            toServer.close();
        }

        /** Without lingering a close is a reset. */
        private static void reset(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException alreadyClosed) {
                LOG.log(System.Logger.Level.TRACE, "closed already", alreadyClosed);
            }
        }
    }

    /** Lets through, or makes wait. */
    private static final class Gate {

        private boolean held;

        synchronized void hold() {
            held = true;
        }

        synchronized void open() {
            held = false;
            notifyAll();
        }

        synchronized void pass() throws InterruptedException {
            while (held) {
                wait();
            }
        }
    }
}
