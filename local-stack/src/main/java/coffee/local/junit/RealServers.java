package coffee.local.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a real MariaDB and a real Kafka: a new empty schema and a topic prefix of its own, as Spring properties where the class
 * is a Spring test ({@code spring.datasource.*}, {@code spring.kafka.bootstrap-servers}, {@code coffee.topic-prefix}), and as parameters of
 * type {@link TestServers} and {@link TestServers.Schema} in any case.
 *
 * <p>The servers are containers where a Docker engine answers and processes of local-stack otherwise;
 * {@code COFFEE_TEST_INFRA=docker|local} forces either. All test JVMs of a build share them.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealServersExtension.class)
public @interface RealServers {}
