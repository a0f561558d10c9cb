package coffee.system.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same web server with the same settings, and nothing behind it: constant bytes, as many as a menu board has. */
@SpringBootApplication(proxyBeanMethods = false)
@RestController
class BareServer {

    private static final byte[] BYTES = "{\"menuId\":\"MENU-00000001\",\"menuNm\":\"아이스 아메리카노\",\"menuPrice\":4200},"
            .repeat(Bed.MENUS)
            .getBytes(UTF_8);

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(BareServer.class);
        application.setDefaultProperties(Map.of(
                "spring.threads.virtual.enabled",
                "true",
                "spring.main.banner-mode",
                "off",
                "logging.level.root",
                "warn"));
        application.run(arguments);
    }

    @GetMapping("/")
    ResponseEntity<byte[]> bytes() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(BYTES);
    }
}
