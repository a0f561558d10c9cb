package coffee.ordering.shared;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A parameter that says how many are wanted at most, for the API's description; {@link Fields#limit} parses it. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Limit {

    int MOST = 1000;

    /** Of what. */
    String value();

    /** What it is where nobody says. */
    int usual();
}
