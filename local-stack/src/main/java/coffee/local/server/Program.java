package coffee.local.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is particular to one kind of server: how it is made ready, what its command is, and whether it answers. */
public interface Program {

    int port();

    /** Every port that must be free before it starts. */
    default List<Integer> ports() {
        return List.of(port());
    }

    /** Called before every start. Whatever it makes, it makes aside and moves into place, so that half of it is never found. */
    void prepare(Errands errands) throws IOException;

    List<String> command();

    default Map<String, String> environment() {
        return Map.of();
    }

    boolean answers();

    /** Runs a command to its end, in the name and the log of the part that is being prepared. */
    interface Errands {

        void run(List<String> command, Path input) throws IOException;
    }
}
