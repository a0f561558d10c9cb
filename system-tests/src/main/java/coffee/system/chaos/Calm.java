package coffee.system.chaos;

import coffee.system.CoffeeSystem;
import coffee.system.Part;
import coffee.system.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** Waits until nothing is under way any more, but not for ever. */
record Calm(CoffeeSystem coffee, Books books, Topics topics) {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration CALM_WITHIN = Duration.ofSeconds(90);
    private static final Duration REBUILT_WITHIN = Duration.ofSeconds(90);
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final String READINESS = "/actuator/health/readiness";
    private static final long CHARGE = 100_000;
    private static final long NEWEST = 999_999;

    /** @return how long it took */
    Duration untilReady() {
        return until("ready", READY_WITHIN, () -> {
            int order = coffee.http(Part.ORDER).get(READINESS).status();
            int display = coffee.http(Part.DISPLAY).get(READINESS).status();
            return order == 200 && display == 200 ? "" : "order answers " + order + ", display " + display;
        });
    }

    /** Everything was sent, and everybody who listens has heard it. */
    Duration untilCalm() {
        return until("calm", CALM_WITHIN, () -> {
            try {
                long outbox = books.outbox();
                Map<String, Long> backlog = topics.backlog();
                boolean rebuilding = books.isRebuilding();
                boolean calm = outbox == 0 && backlog.values().stream().allMatch(left -> left == 0) && !rebuilding;
                return calm
                        ? ""
                        : outbox + " rows in the outbox, still to be heard " + backlog + ", rebuilding " + rebuilding;
            } catch (KafkaException away) {
                return "Kafka does not answer: " + away.getMessage();
            }
        });
    }

    /** The display makes its counts anew, and nobody disturbs it. */
    String rebuild() {
        Rebuilding rebuilding = new Rebuilding(coffee);
        Reply begun = answered(rebuilding::begin);
        if (begun.status() != 202) {
            throw new ChaosFailure("it does not begin: " + begun);
        }
        until("rebuilt", REBUILT_WITHIN, () -> rebuilding.ended().isEmpty() ? "it goes on" : "");
        String ended = rebuilding.ended();
        if (!Rebuilding.isDone(ended)) {
            throw new ChaosFailure(ended);
        }
        return ended;
    }

    /** Somebody new pays in, orders, and sees it on the board. */
    String freshOrder() {
        String customer = Request.id("CUST", NEWEST);
        coffee.counter().register(customer);
        int charged = coffee.counter().charge(customer, CHARGE).status();
        long before = coffee.board().orderCount("MENU-00000001");
        Reply ordered = coffee.counter().order(customer, "MENU-00000001", 1, "fresh");
        if (charged != 200 || ordered.status() != 200) {
            throw new ChaosFailure(customer + ": charge " + charged + ", order " + ordered);
        }
        Duration shown = until(
                "shown",
                SHOWN_WITHIN,
                () -> coffee.board().orderCount("MENU-00000001") == before + 1 ? "" : "the board does not count it");
        return "after " + shown.toMillis() + " ms";
    }

    /** Asks again while somebody is said to be away: on a busy machine an answer may come too late. */
    static Reply answered(Supplier<Reply> question) {
        long began = System.nanoTime();
        Reply reply = question.get();
        while (reply.status() == 503 && System.nanoTime() - began < READY_WITHIN.toNanos()) {
            LockSupport.parkNanos(LOOK.toNanos());
            reply = question.get();
        }
        return reply;
    }

    /** @param obstacle empty when there is none any more */
    private static Duration until(String what, Duration patience, Supplier<String> obstacle) {
        long began = System.nanoTime();
        String left = obstacle.get();
        while (!left.isEmpty()) {
            if (System.nanoTime() - began > patience.toNanos()) {
                throw new ChaosFailure("not " + what + " after " + patience.toSeconds() + " s: " + left);
            }
            LockSupport.parkNanos(LOOK.toNanos());
            left = obstacle.get();
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
