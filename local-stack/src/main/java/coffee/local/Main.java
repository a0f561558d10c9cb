package coffee.local;

import coffee.local.server.StackFailure;
import java.util.List;

/** {@code ./coffee}, once everything is built. Every expected failure is one line and an exit status. */
final class Main {

    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENTS = 2;

    private Main() {}

    public static void main(String[] arguments) {
        int status = run(List.of(arguments), new Screen(System.out, System.err));
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(List<String> arguments, Screen screen) {
        try {
            return Command.of(arguments).map(command -> command.runOn(screen)).orElseGet(() -> {
                screen.usage(false);
                return WRONG_ARGUMENTS;
            });
        } catch (StackFailure failure) {
            screen.error(String.valueOf(failure.getMessage()));
            return FAILED;
        }
    }
}
