package coffee.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.Breakdown;
import coffee.local.junit.RealServers;
import feign.RequestInterceptor;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

@RealServers
@Import(RebuildTroubleTest.BrittleCall.class)
class RebuildTroubleTest extends RebuildingTest {

    private static final Breakdown CALLING = new Breakdown();

    /** Feign asks all of them before it calls. */
    static class BrittleCall {

        @Bean
        RequestInterceptor brittle() {
            return request -> {
                if (request.path().contains(PaperOrders.EVENTS)) {
                    CALLING.strike();
                }
            };
        }
    }

    // ---- what goes wrong

    @Test
    void isOneAtATime() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        PAPER.disturb((path, time) -> {
            if (path.equals(PaperOrders.EVENTS)) {
                goOn.await();
            }
            return "";
        });
        try (ExecutorService staff = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> answers = IntStream.range(0, 8)
                    .mapToObj(i -> staff.submit(() -> rebuild("Accept-Language", "en")))
                    .toList();
            List<HttpResponse<String>> all = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : answers) {
                all.add(answer.get());
            }

            assertThat(all.stream().map(HttpResponse::statusCode).sorted())
                    .containsExactly(202, 409, 409, 409, 409, 409, 409, 409);
            assertThat(all.stream().filter(answer -> answer.statusCode() == 409).map(HttpResponse::body))
                    .allMatch(body -> body.contains("\"code\":\"REBUILD_RUNNING\"")
                            && body.contains("A rebuild is going on already."));
            assertThat(metric("coffee.rebuild.running")).isEqualTo(1);
        }
        goOn.countDown();
        ended();
    }

    @Test
    void leavesEverythingAsItWasWhenItDiesAndStartsAgain() {
        taken(order(NOON, cups(1, latte)));
        taken(order(NOON, cups(1, latte)));
        taken(order(NOON, cups(1, latte)));
        shown("latte 3");
        CountDownLatch wakeUp = new CountDownLatch(1);
        CountDownLatch asleep = new CountDownLatch(1);
        PAPER.disturb((path, time) -> {
            if (path.equals(PaperOrders.EVENTS) && time == 2) {
                asleep.countDown();
                wakeUp.await();
            }
            return "";
        });
        rebuild();
        awaitUntil(asleep);
        int book = beside();

        // It sleeps for longer than the answer is waited for: as good as dead, and yet it wakes up again.
        database.update("UPDATE rebuild SET alive_at = alive_at - INTERVAL 1 HOUR WHERE book = ?", book);
        await().until(() -> progress().get("state").asString().equals("INTERRUPTED"));
        await().until(() -> besides().isEmpty());
        assertThat(best(DAY)).containsExactly("latte 3");
        await().until(() -> rowsOf(book) == 0);
        PAPER.disturb((path, time) -> "");
        assertThat(rebuilt().get("events").asInt()).isEqualTo(3);
        int live = live();
        wakeUp.countDown();

        assertThat(bestNow()).containsExactly("latte 3");
        await().until(() -> threads("rebuild").isEmpty());
        assertThat(live()).isEqualTo(live).isGreaterThan(book);
        await().until(() -> rowsOf(book) == 0);
    }

    @Test
    void doesNotEnterAPageTwiceOfWhichOnlyTheNewsWasLost() {
        PAPER.write(order("2025-06-01T12:00:00+09:00", cups(1, latte)));
        PAPER.write(order("2025-06-01T12:00:00+09:00", cups(1, latte)));
        PAPER.write(order("2025-06-01T12:00:00+09:00", cups(1, latte)));
        PAPER.disturb((path, time) -> {
            if (path.equals(PaperOrders.EVENTS) && time == 2) {
                database.update("UPDATE rebuild SET pages = pages + 1 WHERE state = 'RUNNING'");
            }
            return "";
        });

        rebuilt();

        assertThat(best("/2025-06-01")).containsExactly("latte 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "503"})
    void waitsWhileOrderServiceIsAway(String answer) {
        IntStream.range(0, 5).forEach(i -> PAPER.write(order(NOON, cups(1, latte))));
        PAPER.disturb((path, time) -> path.equals(PaperOrders.EVENTS) && (time == 2 || time == 3) ? answer : "");

        rebuilt();

        shown("latte 5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | order-service does not answer",
                "401 | order-service does not take our staff password",
                "{\"events\":[{\"type\":\"coffee.order.placed.v9\",\"data\":{}}]} | unknown version: coffee.order.placed.v9",
                "{\"events\":[{\"type\":\"coffee.order.placed.v1\",\"data\":{}}]} | not a coffee.order.placed.v1",
                "{} | we do not understand",
            })
    void failsRatherThanLeaveAnythingOut(String page, String why) {
        taken(order(NOON, cups(1, latte)));
        shown("latte 1");
        IntStream.range(0, 5).forEach(i -> PAPER.write(order(NOON, cups(1, latte))));
        PAPER.disturb((path, time) -> path.equals(PaperOrders.EVENTS) && time > 1 ? page : "");
        rebuild();

        JsonNode failed = ended();

        assertThat(failed.get("state").asString()).isEqualTo("FAILED");
        assertThat(failed.get("error").asString()).contains(why);
        assertThat(best(DAY)).containsExactly("latte 1");
        assertThat(besides()).isEmpty();
    }

    @Test
    void failsOfAnErrorAndMayBeginAgain() {
        taken(order(NOON, cups(1, latte)));
        shown("latte 1");
        JsonNode failed;
        try (Breakdown.Time _ = CALLING.begin()) {
            rebuild();
            failed = ended();
        }

        assertThat(failed.get("state").asString()).isEqualTo("FAILED");
        assertThat(failed.get("error").asString())
                .isEqualTo("java.lang.NoClassDefFoundError: a library that is not whole");
        assertThat(besides()).isEmpty();
        assertThat(rebuilt().get("events").asInt()).isEqualTo(1);
        assertThat(best(DAY)).containsExactly("latte 1");
    }

    @Test
    void doesNotBeginWithoutOrderService() {
        PAPER.disturb((path, time) -> "500");
        JsonNode before = progress();

        HttpResponse<String> refused = rebuild();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(read(refused.body()).get("code").asString()).isEqualTo("TRY_AGAIN_LATER");
        assertThat(progress()).isEqualTo(before);
    }

    @Test
    void passesOverTypesThatAreNothingToIt() {
        PAPER.write(order(NOON, cups(1, latte)));
        PAPER.disturb((path, time) -> path.equals(PaperOrders.EVENTS)
                ? "{\"events\":[{\"type\":\"coffee.cup.washed.v1\",\"data\":{}}]}"
                : "");

        assertThat(rebuilt().get("state").asString()).isEqualTo("DONE");
    }

    @Test
    void clearsAwayWhatNobodyReadsAnyMore() {
        taken(order(NOON, cups(1, latte)));
        shown("latte 1");
        int old = live();

        rebuilt();

        await().until(() -> rowsOf(old) == 0);
        assertThat(best(DAY)).containsExactly("latte 1");
    }

    @Test
    void isForStaffAlone() {
        assertThat(get("/admin/rebuild").statusCode()).isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(address("/admin/rebuild")).POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
    }
}
