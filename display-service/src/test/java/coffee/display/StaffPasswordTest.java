package coffee.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.RealServers;
import coffee.local.junit.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@RealServers
@ExtendWith(OutputCaptureExtension.class)
class StaffPasswordTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Pattern SAID =
            Pattern.compile("Staff password for this run \\(set COFFEE_STAFF_PASSWORD to choose one\\): (\\S+)");

    @Test
    void isMadeUpAndSaidAtEachStartThatIsGivenNoneOrBlanks(TestServers.Schema schema, CapturedOutput log) {
        String former = Instance.PASSWORD;
        for (String none : List.of("", "  ")) {
            try (Instance instance = Instance.start(schema, given(none))) {
                String password = lastSaid(log);
                assertThat(password)
                        .as("given '%s'", none)
                        .hasSizeGreaterThanOrEqualTo(16)
                        .isNotEqualTo(former);

                await().atMost(LONG).until(() -> letters(instance, password) == 200);
                for (String wrong : List.of(none, former)) {
                    assertThat(letters(instance, wrong)).as("with '%s'", wrong).isEqualTo(401);
                }
                former = password;
            }
        }
    }

    private static Map<String, String> given(String password) {
        return Map.of("coffee.staff-password", password, "logging.level.coffee.display.shared", "info");
    }

    private static String lastSaid(CapturedOutput log) {
        return SAID.matcher(log.getOut())
                .results()
                .map(line -> line.group(1))
                .reduce((before, last) -> last)
                .orElse("");
    }

    private static int letters(Instance instance, String password) {
        return instance.get("/admin/dead-letters", "Authorization", Instance.staff(password))
                .statusCode();
    }
}
