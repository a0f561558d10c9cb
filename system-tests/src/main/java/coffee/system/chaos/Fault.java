package coffee.system.chaos;

import coffee.system.Part;
import java.time.Duration;
import java.util.Locale;

/** One thing that goes wrong. All but those of a moment last for a while and end by themselves. */
sealed interface Fault {

    /** SIGKILL, and a start after it. */
    record Kill(Part part) implements Fault {}

    /** SIGSTOP, and SIGCONT after it. */
    record Pause(Part part) implements Fault {}

    /** SIGTERM, and a start after it, while customers go on. */
    record Restart(Part part) implements Fault {}

    /** Every connection is reset. New ones are let in. */
    record Cut(Link link) implements Fault {}

    /** Each piece waits before it passes, in both directions. */
    record Delay(Link link, Duration by) implements Fault {}

    /** Connections stay open and nothing passes. */
    record Silence(Link link) implements Fault {}

    /** Nobody reaches the broker, though it is alive. */
    record BrokerAway() implements Fault {}

    /** Every menu's event is sent again. */
    record Republish() implements Fault {}

    /** Records that nobody can apply. */
    record Poison(String topic, PoisonKind kind, int records) implements Fault {}

    /** Real records once more, at new offsets. */
    record Duplicate(int records) implements Fault {}

    /** The display makes its counts anew while everything goes on. */
    record Rebuild() implements Fault {}

    enum PoisonKind {
        NO_TYPE,
        NO_JSON,
        UNKNOWN_VERSION,
        NO_VALUE
    }

    /** What has to have happened at least once, in a word or three. */
    default String words() {
        return switch (this) {
            case Kill(Part part) -> "kill " + part.argument();
            case Pause(Part part) -> "pause " + part.argument();
            case Restart(Part part) -> "restart " + part.argument();
            case Cut(Link link) -> "cut " + link.words();
            case Delay(Link link, Duration _) -> "delay " + link.words();
            case Silence(Link link) -> "silence " + link.words();
            case BrokerAway() -> "broker away";
            case Republish() -> "republish menus";
            case Poison(String topic, PoisonKind kind, int _) ->
                "poison " + topic + " " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            case Duplicate(int _) -> "duplicate records";
            case Rebuild() -> "rebuild";
        };
    }
}
