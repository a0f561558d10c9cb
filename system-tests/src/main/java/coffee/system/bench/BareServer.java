package coffee.system.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;

/** The same web server with the same settings, and nothing behind it, not even Spring: constant bytes, as many as a menu board has. */
@SpringBootApplication(proxyBeanMethods = false)
class BareServer {

    static final String PATH = "/bytes";

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

    @Bean
    ServletRegistrationBean<ConstantBytes> constantBytes() {
        return new ServletRegistrationBean<>(new ConstantBytes(), PATH);
    }

    static final class ConstantBytes extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setContentLength(BYTES.length);
            response.getOutputStream().write(BYTES);
        }
    }
}
