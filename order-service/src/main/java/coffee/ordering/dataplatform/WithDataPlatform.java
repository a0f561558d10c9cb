package coffee.ordering.dataplatform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** There only where a data platform is set. A setting that is there and empty sets none. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(WithDataPlatform.IsSet.class)
@interface WithDataPlatform {

    class IsSet implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata annotated) {
            return StringUtils.hasText(context.getEnvironment().getProperty("coffee.data-platform.url"));
        }
    }

    class IsNotSet implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata annotated) {
            return !new IsSet().matches(context, annotated);
        }
    }
}
