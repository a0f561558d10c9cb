package coffee.system.chaos;

import coffee.system.chaos.Request.Operation;
import coffee.system.chaos.Stories.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Asks again, with the same key and the same body, for whatever nobody got an answer to. After that everything is known. */
final class Resolver {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MOST_TRIES = 5;
    private static final int AT_ONCE = 16;
    private static final Duration PACE = Duration.ofMillis(5);

    private final Door door;

    Resolver(Door door) {
        this.door = door;
    }

    /**
     * What became of the keys that had no answer.
     *
     * @param hadHappened answered from memory: done or refused before, though nobody was told
     * @param happenedNow had left nothing behind
     */
    record Resolved(long hadHappened, long happenedNow) {

        long all() {
            return hadHappened + happenedNow;
        }
    }

    Resolved resolve(List<Call> calls) {
        List<Story> open = new Stories(calls)
                .all()
                .filter(story -> story.decided().isEmpty())
                .toList();
        List<Call> answered = decide(open);
        registerOpen(calls);
        long remembered = answered.stream()
                .flatMap(call -> call.decided().stream())
                .filter(Call.Answer::replayed)
                .count();
        return new Resolved(remembered, answered.size() - remembered);
    }

    /** Side by side, but no faster than customers do it. */
    private List<Call> decide(List<Story> open) {
        List<Future<Call>> decisions = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Story story : open) {
                decisions.add(threads.submit(() -> decide(story)));
                LockSupport.parkNanos(PACE.toNanos());
            }
        }
        return decisions.stream().map(Future::resultNow).toList();
    }

    /** Where the key was used for two requests, the one that was not done says so. */
    private Call decide(Story story) {
        Call last = story.calls().getLast();
        Set<String> tried = new HashSet<>();
        for (Call call : story.calls()) {
            if (tried.add(call.request().meaning())) {
                last = insist(call.request());
                if (last.decided().isPresent()) {
                    return last;
                }
            }
        }
        return last;
    }

    private Call insist(Request request) {
        Call call = door.send(request, PATIENCE);
        for (int i = 1; i < MOST_TRIES && call.isOpen(); i++) {
            call = door.send(request, PATIENCE);
        }
        return call;
    }

    /** A registration has no key, but the number of one's own choice is as good: nobody is let in twice. */
    private void registerOpen(List<Call> calls) {
        Predicate<Call> named = call -> call.request().operation() == Operation.REGISTER
                && !call.request().customer().isEmpty();
        Set<String> known = calls.stream()
                .filter(named.and(call -> call.decided().isPresent()))
                .map(call -> call.request().customer())
                .collect(Collectors.toSet());
        calls.stream()
                .filter(named)
                .map(Call::request)
                .filter(request -> !known.contains(request.customer()))
                .distinct()
                .forEach(this::insist);
    }
}
