package coffee.local.junit;

import java.util.List;
import java.util.Map;

/**
 * A server for one test that may do with it what it likes. It comes back on the same address with the same data. The keeper of the shared
 * servers owns it, so that it ends even where this JVM is killed.
 */
public final class PrivateServer implements AutoCloseable {

    private static final String DATABASE = "coffee";

    enum Kind {
        MARIADB,
        KAFKA
    }

    private final Lease lease;
    private final Kind kind;
    private final String id;
    private final String address;

    PrivateServer(Lease lease, Kind kind) {
        this.lease = lease;
        this.kind = kind;
        List<String> made = lease.ask("private", kind.name());
        this.id = made.getFirst();
        this.address = made.getLast();
    }

    /** Host and port, the same for its whole life. */
    public String address() {
        return address;
    }

    /** What points a service at this server instead of the shared one; the database of a MariaDB exists and is empty. */
    public Map<String, String> springProperties() {
        return switch (kind) {
            case MARIADB ->
                Map.of(
                        "spring.datasource.url",
                        "jdbc:mariadb://" + address + "/" + DATABASE,
                        "spring.datasource.username",
                        lease.user(),
                        "spring.datasource.password",
                        lease.password());
            case KAFKA -> Map.of("spring.kafka.bootstrap-servers", address);
        };
    }

    /** Ends it in good order. */
    public void stop() {
        lease.ask("stop", id);
    }

    /** Ends it as a power cut would. */
    public void kill() {
        lease.ask("kill", id);
    }

    /** Starts it again and returns when it answers. */
    public void start() {
        lease.ask("start", id);
    }

    /** Freezes it: connections stay open, and nothing comes back. */
    public void pause() {
        lease.ask("pause", id);
    }

    public void resume() {
        lease.ask("resume", id);
    }

    @Override
    public void close() {
        lease.ask("close", id);
    }
}
