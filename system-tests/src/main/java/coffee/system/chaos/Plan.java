package coffee.system.chaos;

import coffee.system.Part;
import coffee.system.chaos.Fault.PoisonKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What will go wrong, and when: made from the seed before anything starts. Each lane does one thing after another; the lanes go on side by
 * side, so that faults meet.
 */
record Plan(List<Lane> lanes) {

    /** A service is never started while its own database is gone for another reason of the plan: they share a lane. */
    record Lane(String name, List<Step> steps) {}

    /** @param due after the start; a lane that is late goes on as soon as it can */
    record Step(Duration due, Fault fault, Duration lasts) {

        String words() {
            return String.format(
                    Locale.ROOT, "%6.1f s  %s for %.1f s", due.toMillis() / 1e3, fault.words(), lasts.toMillis() / 1e3);
        }
    }

    private static final long ROUND_MS = 60_000;
    /** The rest belongs to customers who find everything in order. */
    private static final double BUSY = 0.85;

    static Plan of(long seed, Duration time) {
        Random random = new Random(seed);
        int rounds = (int) Math.max(1, time.toMillis() / ROUND_MS);
        return new Plan(List.of(
                lane("orders", rounds, time, random, Plan::orders),
                lane("display", rounds, time, random, Plan::display),
                lane("wires of order", rounds, time, random, seeded -> wires(Part.ORDER, seeded)),
                lane("wires of display", rounds, time, random, seeded -> wires(Part.DISPLAY, seeded)),
                lane("topics", rounds, time, random, Plan::topics),
                lane("books", rounds, time, random, _ -> List.of(new Fault.Rebuild(), new Fault.Rebuild()))));
    }

    Set<String> kinds() {
        return steps().map(step -> step.fault().words()).collect(Collectors.toCollection(TreeSet::new));
    }

    Stream<Step> steps() {
        return lanes.stream().flatMap(lane -> lane.steps().stream());
    }

    String page() {
        return lanes.stream()
                .map(lane -> lane.name() + "\n"
                        + lane.steps().stream()
                                .map(step -> "  " + step.words() + "\n")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    private interface Faults {
        List<Fault> oneRound(Random random);
    }

    private static Lane lane(String name, int rounds, Duration time, Random random, Faults faults) {
        List<Fault> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Fault> next = new ArrayList<>(faults.oneRound(random));
            Collections.shuffle(next, random);
            all.addAll(next);
        }
        double slot = BUSY * time.toMillis() / all.size();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Duration due = Duration.ofMillis((long) ((i + random.nextDouble() / 2) * slot));
            steps.add(new Step(due, all.get(i), lasts(all.get(i), random)));
        }
        return new Lane(name, List.copyOf(steps));
    }

    private static List<Fault> orders(Random random) {
        return List.of(
                new Fault.Kill(Part.ORDER),
                new Fault.Pause(Part.ORDER),
                new Fault.Restart(Part.ORDER),
                new Fault.Kill(Part.ORDER_DB),
                new Fault.Pause(Part.ORDER_DB),
                new Fault.Kill(Part.DATA_PLATFORM),
                new Fault.Pause(Part.DATA_PLATFORM));
    }

    private static List<Fault> display(Random random) {
        return List.of(
                new Fault.Kill(Part.DISPLAY),
                new Fault.Pause(Part.DISPLAY),
                new Fault.Restart(Part.DISPLAY),
                new Fault.Kill(Part.DISPLAY_DB),
                new Fault.Pause(Part.DISPLAY_DB),
                new Fault.Kill(Part.KAFKA),
                new Fault.Pause(Part.KAFKA),
                new Fault.BrokerAway());
    }

    private static List<Fault> wires(Part client, Random random) {
        List<Fault> faults = new ArrayList<>();
        for (Link link : Link.values()) {
            if (link.client() == client) {
                faults.add(new Fault.Cut(link));
                faults.add(new Fault.Delay(link, Duration.ofMillis(20 + random.nextInt(200))));
                faults.add(new Fault.Silence(link));
            }
        }
        return faults;
    }

    private static List<Fault> topics(Random random) {
        List<Fault> faults = new ArrayList<>();
        for (PoisonKind kind : PoisonKind.values()) {
            faults.add(new Fault.Poison(Topics.ORDERS, kind, 1 + random.nextInt(3)));
            faults.add(new Fault.Duplicate(5 + random.nextInt(20)));
            // On a compacted topic no value is no poison: it is the end of a key.
            if (kind != PoisonKind.NO_VALUE) {
                faults.add(new Fault.Poison(Topics.MENUS, kind, 1 + random.nextInt(3)));
            }
        }
        faults.add(new Fault.Republish());
        faults.add(new Fault.Republish());
        return faults;
    }

    private static Duration lasts(Fault fault, Random random) {
        return switch (fault) {
            // Longer than a member of the group may be silent, so that its partitions go to nobody and come back.
            case Fault.Pause(Part part) when part == Part.DISPLAY -> seconds(random, 7, 8);
            case Fault.Kill _, Fault.Restart _ -> seconds(random, 0.5, 3);
            case Fault.Pause _ -> seconds(random, 2, 5);
            // Longer than a producer tries to send.
            case Fault.BrokerAway _ -> seconds(random, 4, 6);
            case Fault.Silence(Link link) when link.server() == Part.KAFKA -> seconds(random, 4, 6);
            case Fault.Delay _, Fault.Silence _ -> seconds(random, 1.5, 3.5);
            case Fault.Cut _, Fault.Republish _, Fault.Poison _, Fault.Duplicate _, Fault.Rebuild _ -> Duration.ZERO;
        };
    }

    private static Duration seconds(Random random, double least, double most) {
        return Duration.ofMillis((long) (1e3 * (least + random.nextDouble() * (most - least))));
    }
}
