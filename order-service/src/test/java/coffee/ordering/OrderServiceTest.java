package coffee.ordering;

import coffee.local.junit.RealServers;
import coffee.local.junit.TestServers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The whole service on a port, with the demo shop, on a MariaDB schema and Kafka topics of the test class's own. Whatever a
 * test did, the books must be in order after it.
 */
@RealServers
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"coffee.demo-data=true", "coffee.staff-password=" + Shop.STAFF_PASSWORD})
public abstract class OrderServiceTest {

    /** A setting for those who count tries: nobody hangs, though the machine may, and a try more would come of it. */
    public static final String NOBODY_HANGS =
            "spring.datasource.hikari.data-source-properties.sessionVariables=innodb_lock_wait_timeout=20";

    static {
        // For what comes soon, if not on a busy machine.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
    }

    /** As a customer sees the service. */
    protected Shop shop;

    /** As its database sees it, by a connection that is not the service's. */
    protected JdbcClient jdbc;

    protected TestServers.Schema servers;

    @BeforeEach
    void enter(@LocalServerPort int port, TestServers.Schema servers) {
        this.shop = new Shop(port);
        this.jdbc = Books.open(servers);
        this.servers = servers;
    }

    @AfterEach
    void booksAreInOrder() {
        Books.areInOrder(jdbc);
    }
}
