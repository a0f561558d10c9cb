package coffee.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.local.Root;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartTest {

    @TempDir
    Path folder;

    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    @Test
    void namesTheProcessThatHasItsPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Part part = part(new Shell("sleep 60", taken.getLocalPort(), () -> true));
            assertThatThrownBy(part::start)
                    .isInstanceOf(StackFailure.class)
                    .hasMessageStartingWith("port " + taken.getLocalPort() + " for shell is taken");
        }
    }

    @Test
    void tellsTheLastWordsOfAProgramThatDoesNotStart() {
        Part part = part(new Shell("echo ERROR no beans; exit 3", Ports.free(), () -> false));
        assertThatThrownBy(part::start)
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("shell ended while starting (exit 3)")
                .hasMessageContaining("ERROR no beans");
    }

    @Test
    void saysWhenItEndsUnexpectedlyAndNotWhenItIsToldTo() throws Exception {
        Part part = part(new Shell("sleep 60", Ports.free(), () -> true));
        part.start();
        part.running().orElseThrow().destroyForcibly();
        assertThat(ends.poll(10, TimeUnit.SECONDS)).startsWith("shell ended unexpectedly");
        part.start();
        part.kill();
        part.start();
        part.close();
        assertThat(ends).isEmpty();
        assertThat(part.running()).isEmpty();
    }

    @Test
    void anotherRunClearsWhatAnOwnerLeft() throws IOException {
        Part part = part(new Shell("sleep 60", Ports.free(), () -> true));
        part.start();
        ProcessHandle process = part.running().orElseThrow();
        assertThat(Leftovers.clear(folder)).containsExactly("shell");
        assertThat(process.isAlive()).isFalse();
        assertThat(Files.exists(folder.resolve("shell.pid"))).isFalse();
    }

    @Test
    void refusesADataDirectoryThatIsNoneAnyMore() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("ibdata1"), "");
        Binaries binaries = Binaries.of(Root.find().path());
        Part database = part(new MariaDbServer(binaries, data, Ports.free(), "coffee"));
        assertThatThrownBy(database::start).hasMessageContaining("--fresh");
        Part kafka = part(new KafkaServer(binaries, data, Ports.free(), Ports.free()));
        assertThatThrownBy(kafka::start).hasMessageContaining("--fresh");
    }

    private Part part(Program program) {
        return new Part("shell", program, folder, folder, ends::add);
    }

    private record Shell(String script, int port, BooleanSupplier ready) implements Program {

        @Override
        public void prepare(Errands errands) {}

        @Override
        public List<String> command() {
            return List.of("/bin/sh", "-c", script);
        }

        @Override
        public boolean answers() {
            return ready.getAsBoolean();
        }
    }
}
