package coffee.local.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.local.server.TcpProxy.Direction;
import coffee.local.server.TcpProxy.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private static final int SILENCE_MS = 150;
    private static final int LONG_MS = 10_000;

    private ServerSocket server;
    private TcpProxy proxy;
    private final List<Socket> opened = new ArrayList<>();
    private final AtomicReference<String> cutBefore = new AtomicReference<>("");

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = new TcpProxy("127.0.0.1:" + server.getLocalPort(), this::cutBeforeTheWord);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
        for (Socket socket : opened) {
            socket.close();
        }
    }

    @Test
    void carriesBothWaysAndTellsEachSideThatTheOtherHasEnded() throws IOException {
        Pair pair = newPair();
        say(pair.client(), "order");
        assertThat(hear(pair.server(), 5)).isEqualTo("order");

        pair.client().shutdownOutput();
        assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
        say(pair.server(), "bye");
        assertThat(hear(pair.client(), 3)).isEqualTo("bye");
    }

    /** Whoever reads slowly still has most of it before him when the other end has left. */
    @Test
    void takesNoLastWordBack() throws IOException {
        Socket client = kept(new Socket());
        client.setReceiveBufferSize(4096);
        client.connect(proxyAddress());
        Socket from = accept();
        client.shutdownOutput();
        assertThat(from.getInputStream().read()).isEqualTo(-1);
        say(from, "bye".repeat(100_000));
        from.close();

        assertThat(new String(client.getInputStream().readAllBytes(), US_ASCII)).hasSize(300_000);
    }

    @Test
    void keepsOneDirectionBackUntilItIsReleased() throws IOException {
        Pair pair = newPair();
        proxy.hold(Direction.TO_CLIENT);
        say(pair.client(), "commit");
        assertThat(hear(pair.server(), 6)).isEqualTo("commit");
        say(pair.server(), "done");

        pair.client().setSoTimeout(SILENCE_MS);
        assertThatThrownBy(() -> pair.client().getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

        pair.client().setSoTimeout(LONG_MS);
        proxy.release(Direction.TO_CLIENT);
        assertThat(hear(pair.client(), 4)).isEqualTo("done");
    }

    @Test
    void isAsSlowAsItIsTold() throws IOException {
        Pair pair = newPair();
        proxy.delay(Direction.TO_SERVER, Duration.ofMillis(SILENCE_MS));
        long began = System.nanoTime();
        say(pair.client(), "slow");

        assertThat(hear(pair.server(), 4)).isEqualTo("slow");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(SILENCE_MS));
    }

    @Test
    void breaksWhatIsConnectedAndLetsInWhoComesAfter() throws IOException {
        Pair pair = newPair();
        assertThat(proxy.cut()).isEqualTo(1);
        assertThat(proxy.cut()).isZero();
        assertThatThrownBy(() -> hear(pair.client(), 1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> hear(pair.server(), 1)).isInstanceOf(IOException.class);

        Pair next = newPair();
        say(next.client(), "again");
        assertThat(hear(next.server(), 5)).isEqualTo("again");
    }

    @Test
    void keepsEverybodyOutUntilItAdmitsThem() throws IOException {
        proxy.refuse();
        Socket refused = client();
        assertThatThrownBy(() -> hear(refused, 1)).isInstanceOf(IOException.class);

        proxy.admit();
        // Whoever was refused may have got as far as the server's queue; the server takes him from there and finds him
        // gone.
        Socket admitted = client();
        say(admitted, "in");
        String heard = "";
        while (heard.isEmpty()) {
            Socket accepted = accept();
            int first = readOrEnd(accepted);
            heard = first < 0 ? "" : (char) first + hear(accepted, 1);
        }
        assertThat(heard).isEqualTo("in");
    }

    @Test
    void aWatcherSeesWhatPassesBeforeItDoes() throws IOException {
        Pair pair = newPair();
        cutBefore.set("COMMIT");
        say(pair.client(), "INSERT");
        assertThat(hear(pair.server(), 6)).isEqualTo("INSERT");
        say(pair.client(), "COMMIT");

        assertThatThrownBy(() -> hear(pair.server(), 6)).isInstanceOf(IOException.class);
    }

    private void cutBeforeTheWord(Wire wire, Direction direction, byte[] bytes) {
        if (direction == Direction.TO_SERVER && new String(bytes, US_ASCII).equals(cutBefore.get())) {
            wire.cut();
        }
    }

    private Pair newPair() throws IOException {
        Socket client = client();
        return new Pair(client, accept());
    }

    private Socket client() throws IOException {
        Socket client = kept(new Socket());
        client.connect(proxyAddress());
        return client;
    }

    private InetSocketAddress proxyAddress() {
        String address = proxy.address();
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private Socket accept() throws IOException {
        server.setSoTimeout(LONG_MS);
        return kept(server.accept());
    }

    private Socket kept(Socket socket) throws IOException {
        opened.add(socket);
        socket.setSoTimeout(LONG_MS);
        return socket;
    }

    private static void say(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(US_ASCII));
    }

    private static String hear(Socket socket, int length) throws IOException {
        byte[] heard = socket.getInputStream().readNBytes(length);
        if (heard.length < length) {
            throw new IOException("the other side has ended");
        }
        return new String(heard, US_ASCII);
    }

    private static int readOrEnd(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException reset) {
            return -1;
        }
    }

    private record Pair(Socket client, Socket server) {}
}
