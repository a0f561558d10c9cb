package coffee.local.server;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Asks a server, in its own protocol, whether it is there. An open port alone proves nothing. */
public final class Probe {

    private static final int TIMEOUT_MS = 2_000;
    private static final int MARIADB_PROTOCOL = 10;
    private static final int KAFKA_API_VERSIONS = 18;
    private static final int CORRELATION = 0x0C0FFEE;

    private Probe() {}

    /** The server speaks first: three bytes of length, one of sequence, then the version of its protocol, or 0xFF and an error. */
    public static boolean mariaDbAnswers(String host, int port) {
        try (Socket socket = connect(host, port)) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return in.readNBytes(4).length == 4 && in.readUnsignedByte() == MARIADB_PROTOCOL;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** ApiVersions is the one request that every broker answers to everybody. */
    public static boolean kafkaAnswers(String host, int port) {
        try (Socket socket = connect(host, port)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(10);
            out.writeShort(KAFKA_API_VERSIONS);
            out.writeShort(0);
            out.writeInt(CORRELATION);
            out.writeShort(-1);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return in.readInt() > 0 && in.readInt() == CORRELATION;
        } catch (IOException notYet) {
            return false;
        }
    }

    public static boolean httpAnswersOk(URI uri) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Socket connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }
}
