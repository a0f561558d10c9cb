package coffee.ordering.contracts;

import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.local.DataPlatformStub;
import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What we expect of the data platform, held against the stand-in for it that runs everywhere here. */
public abstract class OfTheDataPlatform {

    private DataPlatformStub platform;

    @BeforeEach
    void open() throws IOException {
        platform = new DataPlatformStub(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        RestAssured.baseURI = "http://127.0.0.1:" + platform.port();
        RestAssured.config = RestAssuredConfig.config()
                .encoderConfig(encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));
        say("/orders", "ORD-00000002/placed", "{}");
        expect("{\"eventId\":\"ORD-00000003/placed\",\"status\":422}");
        expect("{\"eventId\":\"ORD-00000004/placed\",\"status\":429,\"retryAfterSeconds\":7}");
        expect("{\"eventId\":\"ORD-00000005/placed\",\"status\":503}");
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private static void expect(String fault) {
        say("/faults", "none", fault);
    }

    private static void say(String path, String eventId, String body) {
        assertThat(RestAssured.given()
                        .header("Content-Type", "application/json")
                        .header("ce_id", eventId)
                        .body(body)
                        .post(path)
                        .statusCode())
                .isEqualTo(200);
    }
}
