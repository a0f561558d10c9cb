package coffee.display;

import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.RealServers;
import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What order-service promised us, and holds itself to in its own build, is understood here: its messages out of a real Kafka, its answers from
 * stubs that are made of the same files. order-service itself is not needed.
 */
@RealServers
@TestPropertySource(properties = {"coffee.rebuild.orders=2", "coffee.reconciliation.patience=2s"})
class OrderServiceContractTest extends DisplayTest {

    private static final Path CONTRACTS = Path.of("../order-service/src/test/resources/contracts/display");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final WireMockServer ORDER_SERVICE =
            new WireMockServer(options().dynamicPort().usingFilesUnderDirectory("target/stubs"));
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String DAY = "/2026-11-21";

    @DynamicPropertySource
    static void orderService(DynamicPropertyRegistry registry) {
        ORDER_SERVICE.start();
        registry.add("coffee.order-service.url", ORDER_SERVICE::baseUrl);
    }

    @AfterAll
    static void close() {
        ORDER_SERVICE.stop();
    }

    /** The contracts tell one story: three orders of a day, of which one is taken back. A repeat changes nothing. */
    @BeforeEach
    void theDayOfTheContracts() {
        clock.moveTo(ZonedDateTime.parse("2026-11-21T13:00:00+09:00"));
        ORDER_SERVICE.resetRequests();
        say(menu("MENU-00000001", 1, "iced", true));
        say(menu("MENU-00000002", 1, "hot", true));
        await().atMost(LONG).until(() -> get("/display/best" + DAY).statusCode() == 200);
        sayMessage("an_order_is_placed");
        sayPast(contract("first_page_of_past_events"), "ORD-00000002/placed");
        sayMessage("an_order_is_cancelled");
        sayPast(contract("last_page_of_past_events"), "ORD-00000003/placed");
        await().atMost(LONG).until(() -> best(DAY).equals(List.of("iced 2", "hot 1")));
    }

    @Test
    void countsOrdersAndCupsOfTheMessages() {
        assertThat(best(DAY + "?by=qy")).containsExactly("iced 2", "hot 1");
        assertThat(sales()).containsExactly("1: 2 orders, 3 cups", "2: 1 orders, 2 cups");
        assertThat(deadLetters(ORDERS)).isEmpty();
    }

    @Test
    void showsAMenuAsItsMessageHasIt() {
        JsonNode told = contract("a_menu_is_changed").at("/outputMessage/body");
        sayMessage("a_menu_is_changed");
        String address = "/display/menu/" + told.get("menuId").asString();
        await().atMost(LONG).until(() -> get(address).statusCode() == 200);

        JsonNode shown = read(get(address).body());
        for (String field : List.of("menuId", "menuNm", "menuPrice", "products")) {
            assertThat(shown.get(field)).as(field).isEqualTo(told.get(field));
        }
        assertThat(deadLetters(MENUS)).isEmpty();
    }

    @Test
    void agreesWithTheSalesAndMissesWhatIsNotThere() {
        JsonNode findings = compared();
        assertThat(findings.get("agreed").asInt()).as(findings.toString()).isEqualTo(2);
        assertThat(findings.get("differences")).isEmpty();
        assertThat(findings.get("stillArriving")).isEmpty();

        database.update("UPDATE sales SET cup_cnt = cup_cnt + 1 WHERE menu_id = 1");
        assertThat(compared()
                        .get("differences")
                        .valueStream()
                        .map(line -> line.get("menuId").asString()))
                .containsExactly("MENU-00000001");
        database.update("UPDATE sales SET cup_cnt = cup_cnt - 1 WHERE menu_id = 1");
    }

    @Test
    void isRebuiltFromThePastEvents() {
        database.update("DELETE FROM sales");
        HttpResponse<String> begun = send(
                HttpRequest.newBuilder(address("/admin/rebuild")).POST(BodyPublishers.noBody()),
                "Authorization",
                staff());
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        await().atMost(LONG).until(() -> !progress().get("state").asString().equals("RUNNING"));

        assertThat(progress().get("state").asString()).as(progress().toString()).isEqualTo("DONE");
        assertThat(sales()).containsExactly("1: 2 orders, 3 cups", "2: 1 orders, 2 cups");
        assertThat(ORDER_SERVICE.findAll(postRequestedFor(urlPathEqualTo("/admin/menu/republish"))))
                .isNotEmpty();
    }

    private JsonNode progress() {
        return read(get("/admin/rebuild", "Authorization", staff()).body());
    }

    private JsonNode compared() {
        HttpResponse<String> answer =
                get("/admin/reconciliation?from=2026-11-21&to=2026-11-21", "Authorization", staff());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return read(answer.body());
    }

    private List<String> sales() {
        return database.query(
                "SELECT menu_id, order_cnt, cup_cnt FROM sales WHERE book = (SELECT live FROM books) ORDER BY menu_id",
                (row, number) -> "%d: %d orders, %d cups".formatted(row.getLong(1), row.getLong(2), row.getLong(3)));
    }

    /** Key, headers and body to the letter. */
    private void sayMessage(String contract) {
        JsonNode message = contract(contract).get("outputMessage");
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                environment.getRequiredProperty("coffee.topic-prefix")
                        + message.get("sentTo").asString(),
                0,
                0,
                message.at("/headers/kafka_receivedMessageKey").asString().getBytes(UTF_8),
                message.get("body").toString().getBytes(UTF_8));
        message.get("headers").forEachEntry((name, value) -> {
            if (!name.startsWith("kafka_")) {
                record.headers().add(name, value.asString().getBytes(UTF_8));
            }
        });
        say(record);
    }

    /** An event of the past is the same event as when it was sent. */
    private void sayPast(JsonNode page, String id) {
        JsonNode event = page.at("/response/body/events")
                .valueStream()
                .filter(past -> past.get("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
        say(ORDERS, event.get("type").asString(), event.get("data").toString().getBytes(UTF_8));
    }

    private static JsonNode contract(String name) {
        try (Reader file = Files.newBufferedReader(CONTRACTS.resolve(name + ".yml"))) {
            JsonNode read = JSON.valueToTree(new Yaml().load(file));
            return JSON.readTree(read.toString());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
