package coffee.system.chaos;

import coffee.system.CoffeeSystem;
import coffee.system.Part;
import coffee.system.Reply;
import coffee.system.Said;
import coffee.system.chaos.Plan.Lane;
import coffee.system.chaos.Plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** Does what the plan says, and undoes it. */
final class Nemesis {

    private static final Duration BREATH = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(100);
    /** Nothing may be there to be cut, while the other end is being started; nobody to be asked, while Kafka is. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int MOST_STARTS = 6;

    private final CoffeeSystem coffee;
    private final Wires wires;
    private final Topics topics;
    private final Random random;
    private final Consumer<String> progress;
    private final List<Done> done = new ArrayList<>();
    private final long began = System.nanoTime();

    /**
     * A step that was taken.
     *
     * @param effect what was to be seen of it, in words; empty where nothing was
     */
    record Done(Step step, Duration from, Duration to, String effect) {

        boolean hadEffect() {
            return !effect.isEmpty();
        }
    }

    Nemesis(CoffeeSystem coffee, Wires wires, Topics topics, long seed, Consumer<String> progress) {
        this.coffee = coffee;
        this.wires = wires;
        this.topics = topics;
        this.random = new Random(seed);
        this.progress = progress;
    }

    /** Returns when all lanes are through. */
    List<Done> carryOut(Plan plan) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> lanes = plan.lanes().stream()
                    .<Future<?>>map(lane -> threads.submit(() -> carryOut(lane)))
                    .toList();
            for (Future<?> lane : lanes) {
                lane.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof ChaosFailure known
                    ? known
                    : new ChaosFailure("a fault could not be made: " + failed.getCause(), failed);
        } catch (InterruptedException stopped) {
            throw ChaosFailure.stopped(stopped);
        }
        return List.copyOf(done);
    }

    private void carryOut(Lane lane) {
        for (Step step : lane.steps()) {
            LockSupport.parkNanos(Math.max(BREATH.toNanos(), step.due().toNanos() - now().toNanos()));
            Duration from = now();
            String effect = carryOut(step.fault(), step.lasts());
            synchronized (done) {
                done.add(new Done(step, from, now(), effect));
            }
            progress.accept(String.format(
                    Locale.ROOT,
                    "%6.1f s  %s: %s",
                    from.toMillis() / 1e3,
                    step.fault().words(),
                    effect.isEmpty() ? "without effect" : effect));
        }
    }

    private String carryOut(Fault fault, Duration lasts) {
        return switch (fault) {
            case Fault.Kill(Part part) -> {
                String said = tell("kill", part);
                rest(lasts);
                yield said + "; " + start(part);
            }
            case Fault.Restart(Part part) -> {
                coffee.process(part).stop();
                rest(lasts);
                yield "stopped; " + start(part);
            }
            case Fault.Pause(Part part) -> pause(part, lasts);
            case Fault.Cut(Link link) -> connections(() -> wires.cut(link));
            case Fault.BrokerAway() -> brokerAway(lasts);
            case Fault.Delay(Link link, Duration by) -> {
                wires.delay(link, by);
                String seen = passing(link, () -> wires.pieces(link), lasts);
                wires.delay(link, Duration.ZERO);
                yield seen;
            }
            case Fault.Silence(Link link) -> {
                wires.silence(link);
                String seen = passing(link, () -> wires.pieces(link), lasts);
                wires.speak(link);
                yield seen;
            }
            case Fault.Republish() -> republish();
            case Fault.Poison(String topic, Fault.PoisonKind kind, int records) ->
                records(() -> topics.poison(topic, kind, records));
            case Fault.Duplicate(int records) -> records(() -> topics.duplicate(records, random));
            case Fault.Rebuild() -> rebuild();
        };
    }

    private String pause(Part part, Duration lasts) {
        coffee.process(part).pause();
        try {
            rest(lasts);
        } finally {
            coffee.process(part).resume();
        }
        return "silent for " + lasts.toMillis() + " ms";
    }

    private String brokerAway(Duration lasts) {
        String broken;
        try {
            broken = connections(wires::takeBrokerAway);
            rest(lasts);
        } finally {
            wires.bringBrokerBack();
        }
        return broken;
    }

    private static String connections(IntSupplier cut) {
        int broken = cut.getAsInt();
        for (long end = System.nanoTime() + PATIENCE.toNanos(); broken == 0 && System.nanoTime() < end; ) {
            rest(LOOK);
            broken = cut.getAsInt();
        }
        return broken == 0 ? "" : broken + " connections broken";
    }

    /** Goes on until somebody has felt it. */
    private static String passing(Link link, LongSupplier pieces, Duration lasts) {
        long before = pieces.getAsLong();
        rest(lasts);
        for (long end = System.nanoTime() + PATIENCE.toNanos();
                pieces.getAsLong() == before && System.nanoTime() < end; ) {
            rest(LOOK);
        }
        long held = pieces.getAsLong() - before;
        return held == 0 ? "" : held + " pieces held up between " + link.words();
    }

    private String republish() {
        return insist(() -> {
            Reply reply = coffee.asStaff(Part.ORDER).post("/admin/menu/republish");
            return reply.status() == 200 ? reply.body() : "";
        });
    }

    /** However it ends: the display or order-service may be away just now, or be killed in the middle of it. */
    private String rebuild() {
        Rebuilding rebuilding = new Rebuilding(coffee);
        String begun = insist(() -> rebuilding.begin().status() == 202 ? "begun" : "");
        return begun.isEmpty() ? "" : insist(rebuilding::ended);
    }

    /** Kafka may be away just now. */
    private static String records(IntSupplier write) {
        return insist(() -> {
            try {
                int written = write.getAsInt();
                return written > 0 ? written + " records" : "";
            } catch (KafkaException away) {
                return "";
            }
        });
    }

    /** Until it has an effect, but not for ever. */
    private static String insist(Supplier<String> work) {
        String effect = work.get();
        for (long end = System.nanoTime() + PATIENCE.toNanos(); effect.isEmpty() && System.nanoTime() < end; ) {
            rest(BREATH);
            effect = work.get();
        }
        return effect;
    }

    private String tell(String verb, Part part) {
        Said said = coffee.command(verb, part.argument());
        if (said.status() != 0) {
            throw new ChaosFailure(verb + " " + part.argument() + ": " + said.text());
        }
        return said.text().strip();
    }

    /** A service whose database is cut off while it starts gives up, as it should, and is started once more. */
    private String start(Part part) {
        String said = "";
        for (int i = 1; i <= MOST_STARTS; i++) {
            Said tried = coffee.command("start", part.argument());
            said = tried.text().strip();
            if (tried.status() == 0) {
                return said + (i == 1 ? "" : ", at start " + i);
            }
            rest(BREATH);
        }
        throw new ChaosFailure(part.argument() + " does not come back: " + said);
    }

    /** Whatever is still wrong is put right. */
    void heal() {
        wires.heal();
        for (Part part : Part.ofEverySystem()) {
            start(part);
        }
    }

    private Duration now() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            throw ChaosFailure.stopped(stopped);
        }
    }
}
