package coffee.ordering;

import coffee.local.junit.RealServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** The whole service on a port, with the demo shop, on a MariaDB schema and Kafka topics of the test class's own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@RealServers
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"coffee.demo-data=true", "coffee.staff-password=" + Shop.STAFF_PASSWORD})
public @interface OrderServiceTest {}
