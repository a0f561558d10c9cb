package coffee.local;

import coffee.local.server.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be asked of {@code ./coffee}. */
sealed interface Command {

    record Up(boolean fresh) implements Command {}

    record UpInBackground(boolean fresh) implements Command {}

    record Status() implements Command {}

    record Logs(Optional<PartName> part, boolean follow) implements Command {}

    record Down() implements Command {}

    record Kill(PartName part) implements Command {}

    record Start(PartName part) implements Command {}

    record Help() implements Command {}

    /** Empty where the arguments make no sense. */
    static Optional<Command> of(List<String> arguments) {
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.getFirst()) {
            case "up" -> up(rest);
            case "logs" -> logs(rest);
            case "status" -> alone(rest, new Status());
            case "down" -> alone(rest, new Down());
            case "help", "-h", "--help" -> alone(rest, new Help());
            case "kill" -> onePart(rest).map(Kill::new);
            case "start" -> onePart(rest).map(Start::new);
            default -> Optional.empty();
        };
    }

    private static Optional<Command> up(List<String> options) {
        Set<String> given = new HashSet<>(options);
        if (given.size() < options.size() || !Set.of("-d", "--fresh").containsAll(given)) {
            return Optional.empty();
        }
        boolean fresh = given.contains("--fresh");
        return Optional.of(given.contains("-d") ? new UpInBackground(fresh) : new Up(fresh));
    }

    private static Optional<Command> logs(List<String> options) {
        List<String> parts =
                options.stream().filter(option -> !option.equals("-f")).toList();
        boolean follow = parts.size() < options.size();
        if (parts.isEmpty()) {
            return Optional.of(new Logs(Optional.empty(), follow));
        }
        return onePart(parts).map(part -> new Logs(Optional.of(part), follow));
    }

    private static Optional<Command> alone(List<String> rest, Command command) {
        return rest.isEmpty() ? Optional.of(command) : Optional.empty();
    }

    private static Optional<PartName> onePart(List<String> rest) {
        return rest.size() == 1 ? PartName.of(rest.getFirst()) : Optional.empty();
    }

    /** Returns the exit status. */
    default int runOn(Screen screen) {
        try {
            return switch (this) {
                case Up(boolean fresh) -> new Supervisor(Layout.find(), screen).run(fresh);
                case UpInBackground(boolean fresh) -> new Background(Layout.find(), screen).run(fresh);
                case Status() -> Client.status(Layout.find(), screen);
                case Logs(Optional<PartName> part, boolean follow) -> Client.logs(Layout.find(), part, follow);
                case Down() -> Client.down(Layout.find(), screen);
                case Kill(PartName part) -> Client.tell(Layout.find(), screen, "kill", part);
                case Start(PartName part) -> Client.tell(Layout.find(), screen, "start", part);
                case Help() -> {
                    screen.usage(true);
                    yield 0;
                }
            };
        } catch (UncheckedIOException failed) {
            throw new StackFailure(String.valueOf(failed.getMessage()), failed);
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    private static StackFailure failure(IOException failed) {
        String what = failed instanceof FileSystemException file && file.getReason() == null
                ? failed.getClass().getSimpleName() + ": " + file.getMessage()
                : String.valueOf(failed.getMessage());
        return new StackFailure(what, failed);
    }
}
