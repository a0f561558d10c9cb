package coffee.system;

import static java.util.Objects.requireNonNull;

import coffee.local.server.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What {@code ./coffee up} runs, on free ports and in a folder of its own. */
public final class CoffeeSystem implements AutoCloseable {

    private final Path folder;
    private final Map<Part, Integer> ports = FreePorts.forEveryPart();
    private final CoffeeCommand command;

    public CoffeeSystem(Path folder) {
        this.folder = folder;
        this.command = new CoffeeCommand(folder, ports);
    }

    /** To be said before it starts. */
    public CoffeeSystem with(String variable, String value) {
        command.set(variable, value);
        return this;
    }

    public void up() {
        succeed("up", "-d");
    }

    /** With nothing left of an earlier run, which may be up still where somebody killed it. */
    public void upFresh() {
        down();
        succeed("up", "-d", "--fresh");
    }

    public void down() {
        succeed("down");
    }

    public void kill(Part part) {
        succeed("kill", part.argument());
    }

    public void start(Part part) {
        succeed("start", part.argument());
    }

    private void succeed(String... arguments) {
        Said said = command(arguments);
        if (said.status() != 0) {
            throw new AssertionError(arguments[0] + " failed: " + said.text());
        }
    }

    /** Any command of {@code ./coffee}, and it may fail. */
    public Said command(String... arguments) {
        return command.run(arguments);
    }

    /** Kills it, until the outage is over. */
    public Outage without(Part part) {
        kill(part);
        return () -> start(part);
    }

    public RunningProcess process(Part part) {
        return new RunningProcess(part.argument(), folder.resolve("run/" + part.argument() + ".pid"));
    }

    /** The process that looks after all others. */
    RunningProcess supervisor() {
        return new RunningProcess("supervisor", folder.resolve("run/owner"));
    }

    public Http http(Part part) {
        return new Http(port(part));
    }

    /** With the password that the system made up. */
    public Http asStaff(Part part) {
        try {
            return http(part)
                    .asStaff(Files.readString(folder.resolve("staff-password")).strip());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Counter counter() {
        return counter(Part.ORDER);
    }

    public Counter counter(Part orderService) {
        return new Counter(http(orderService));
    }

    public Board board() {
        return board(Part.DISPLAY);
    }

    public Board board(Part displayService) {
        return new Board(http(displayService));
    }

    public DataPlatform dataPlatform() {
        return new DataPlatform(http(Part.DATA_PLATFORM));
    }

    public int port(Part part) {
        return requireNonNull(ports.get(part));
    }

    boolean isAnybodyThere(Part part) {
        return !Ports.isFree(port(part));
    }

    @Override
    public void close() {
        down();
    }

    /** Something is away for as long as this is open. */
    public interface Outage extends AutoCloseable {

        @Override
        void close();
    }
}
