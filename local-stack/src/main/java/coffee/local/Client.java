package coffee.local;

import coffee.local.server.Leftovers;
import coffee.local.server.RunLock;
import coffee.local.server.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The commands that speak to a stack which is up, or was. */
final class Client {

    private static final int TAIL_LINES = 100;
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(90);

    private Client() {}

    static int status(Layout layout, Screen screen) throws IOException {
        List<String> lines = Control.ask(layout, "status");
        lines.forEach(screen::line);
        return lines.stream().anyMatch(line -> line.contains(" down ") || line.contains("not answering")) ? 1 : 0;
    }

    static int tell(Layout layout, Screen screen, String verb, PartName part) throws IOException {
        Control.ask(layout, verb, part.shown()).forEach(screen::line);
        return 0;
    }

    static int down(Layout layout, Screen screen) throws IOException {
        if (!Files.isDirectory(layout.run())) {
            screen.line("coffee is not up");
            return 0;
        }
        Optional<ProcessHandle> owner = Supervisor.owner(layout);
        owner.ifPresent(Client::end);
        try (RunLock _ = Supervisor.takeLock(layout)) {
            List<String> left = Leftovers.clear(layout.run());
            if (!left.isEmpty()) {
                screen.line("Cleared what an earlier run left: " + String.join(", ", left));
            } else {
                screen.line(owner.isPresent() ? "Stopped" : "coffee is not up");
            }
        }
        return 0;
    }

    private static void end(ProcessHandle owner) {
        owner.destroy();
        owner.onExit()
                .completeOnTimeout(owner, STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (owner.isAlive()) {
            owner.destroyForcibly();
        }
    }

    static int logs(Layout layout, Optional<PartName> part, boolean follow) throws IOException {
        List<Path> logs = logs(layout, part);
        if (logs.isEmpty()) {
            throw new StackFailure("no log yet in " + layout.logs());
        }
        List<String> command = new ArrayList<>(List.of("tail", "-n", String.valueOf(TAIL_LINES)));
        if (follow) {
            command.add("-F");
        }
        logs.forEach(log -> command.add(log.toString()));
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", interrupted);
        }
    }

    private static List<Path> logs(Layout layout, Optional<PartName> part) throws IOException {
        if (!Files.isDirectory(layout.logs())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(layout.logs())) {
            return files.filter(file -> part.map(name -> file.endsWith(name.shown() + ".log"))
                            .orElse(file.toString().endsWith(".log")))
                    .sorted()
                    .toList();
        }
    }
}
