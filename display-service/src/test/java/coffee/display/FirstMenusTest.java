package coffee.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.RealServers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@RealServers
class FirstMenusTest extends DisplayTest {

    @Test
    void isNotReadyBeforeTheFirstMenusAndStaysReadyWithoutItsDatabase() {
        for (String path : new String[] {"/display/menu", "/display/menu/MENU-00000001", "/display/best"}) {
            HttpResponse<String> tooEarly = get(path);
            assertThat(tooEarly.statusCode()).isEqualTo(503);
            assertThat(tooEarly.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(read(tooEarly.body()).get("code").asString()).isEqualTo("TRY_AGAIN_LATER");
        }
        assertThat(readiness()).isEqualTo(503);

        menu("the first");

        assertThat(readiness()).isEqualTo(200);
        assertThat(get("/display/menu").statusCode()).isEqualTo(200);
        assertThat(get("/display/best").body()).isEqualTo("[]");
        database.execute("RENAME TABLE board_version TO board_version_away");
        await().until(() -> get("/display/menu").headers().firstValue("Age").isPresent());
        assertThat(readiness()).isEqualTo(200);
        database.execute("RENAME TABLE board_version_away TO board_version");
    }

    private int readiness() {
        return get("/actuator/health/readiness").statusCode();
    }
}
