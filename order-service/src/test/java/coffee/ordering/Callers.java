package coffee.ordering;

import coffee.ordering.Shop.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Customers who do not wait for one another. */
public final class Callers {

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private Callers() {}

    /** One who calls while the test goes on. */
    public static <R> CompletableFuture<R> calls(Supplier<R> call) {
        return CompletableFuture.supplyAsync(call, THREADS);
    }

    /** Many at once; returns when each has an answer. */
    public static List<Reply> atOnce(int callers, IntFunction<Reply> call) {
        List<CompletableFuture<Reply>> calls = IntStream.range(0, callers)
                .mapToObj(number -> calls(() -> call.apply(number)))
                .toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }
}
