package coffee.ordering.shared;

import java.time.Clock;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

@Configuration(proxyBeanMethods = false)
class SharedConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ShopClock shopClock(Clock clock, CoffeeSettings settings) {
        return new ShopClock(clock, settings.zone());
    }

    @Bean
    LocaleResolver localeResolver() {
        return new SpokenLanguages();
    }

    /** What is not exactly what it should be is an error, never a guess: money is read here. */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json -> json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, text -> {
                    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                });
    }

    @Bean
    ServerHttpMessageConvertersCustomizer jsonBodies(JsonMapper json) {
        return converters -> converters.withJsonConverter(new JsonBodies(json));
    }

    /** The demo data is a migration of its own, so that a system without it has never seen it. */
    @Bean
    FlywayConfigurationCustomizer demoData(CoffeeSettings settings) {
        return flyway -> {
            // A system that once had the demo data and is started without it keeps what it has.
            flyway.ignoreMigrationPatterns("repeatable:missing");
            if (settings.demoData()) {
                flyway.locations("classpath:db/migration", "classpath:db/demo");
            }
        };
    }
}
