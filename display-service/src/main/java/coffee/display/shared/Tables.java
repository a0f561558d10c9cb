package coffee.display.shared;

import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings the tables up to date when the database is first reached, which may be long after the start. */
final class Tables {

    private final Flyway flyway;
    private boolean upToDate;

    private Tables(Flyway flyway) {
        this.flyway = flyway;
    }

    synchronized void bringUpToDate() {
        if (!upToDate) {
            flyway.migrate();
            upToDate = true;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NotAtTheStart {

        @Bean
        FlywayMigrationStrategy notAtTheStart() {
            return flyway -> {};
        }

        @Bean
        Tables tables(Flyway flyway) {
            return new Tables(flyway);
        }
    }
}
