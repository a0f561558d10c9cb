package coffee.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./coffee} does when things are not as they should be. */
class CoffeeCommandIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private CoffeeSystem coffee;

    @BeforeEach
    void choosePorts() {
        coffee = new CoffeeSystem(folder.resolve("coffee"));
    }

    @AfterEach
    void nothingIsLeft() {
        coffee.command("down");
        assertThat(Part.values()).noneMatch(coffee::isAnybodyThere);
    }

    @Test
    void leavesNothingRunningWhenItIsKilledAndStartsAgain() {
        coffee.up();
        Said second = coffee.command("up", "-d");
        assertThat(second.status()).isNotZero();
        assertThat(second.text()).contains("already up");

        coffee.supervisor().kill();

        await().atMost(SOON).until(() -> {
            for (Part part : Part.values()) {
                if (coffee.isAnybodyThere(part)) {
                    return false;
                }
            }
            return true;
        });
        coffee.up();
        assertThat(coffee.http(Part.DISPLAY).get("/display/menu").status()).isEqualTo(200);
    }

    @Test
    void aShopWithoutDemoDataComesUpAndShowsItsFirstMenu() {
        coffee.with("COFFEE_DEMO_DATA", "false");
        coffee.up();
        assertThat(coffee.http(Part.DISPLAY).get("/display/menu").status()).isEqualTo(503);

        String menu = new Staff(coffee).sell("첫 메뉴", 3_000);

        assertThat(coffee.http(Part.DISPLAY).get("/display/menu").json()).hasSize(1);
        assertThat(Guest.of(coffee).order(menu).status()).isEqualTo(200);
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (ServerSocket somebody = new ServerSocket(coffee.port(Part.KAFKA), 1, InetAddress.getLoopbackAddress())) {
            Said said = coffee.command("up", "-d");

            assertThat(said.status()).isEqualTo(1);
            assertThat(said.text()).contains("port " + somebody.getLocalPort() + " for kafka is taken");
            assertThat(said.text()).doesNotContain("\tat ");
        }
    }

    @Test
    void explainsACorruptFolderAndTheWayOut() throws IOException {
        Path database = folder.resolve("coffee/data/order-db");
        Files.createDirectories(database);
        Files.writeString(database.resolve("ibdata1"), "no database");

        Said said = coffee.command("up", "-d");

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.text()).contains("--fresh").doesNotContain("\tat ");
    }

    @Test
    void saysHowItIsUsed() {
        Said said = coffee.command("brew");

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.text()).startsWith("usage: ./coffee COMMAND");
    }
}
