package coffee.local.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/** A connection to a service of ours on which anything can be said, HTTP or not. */
public final class Wire {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Wire() {}

    /** Says it, says no more, and listens until the server hangs up. */
    public static Reply send(int port, byte[] request) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            say(socket, request);
            return Reply.parse(hear(socket.getInputStream()));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** A server that has heard enough may stop listening; what it has to say about it is still to be heard. */
    private static void say(Socket socket, byte[] request) throws IOException {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
            socket.shutdownOutput();
        } catch (SocketException heardEnough) {
            // The answer tells.
        }
    }

    private static String hear(InputStream in) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                heard.write(buffer, 0, count);
            }
        } catch (SocketException hungUp) {
            if (heard.size() == 0) {
                throw hungUp;
            }
        }
        return heard.toString(ISO_8859_1);
    }
}
