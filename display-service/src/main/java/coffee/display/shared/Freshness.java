package coffee.display.shared;

import java.util.OptionalLong;

/** How far the boards are behind the database, where they are. */
public interface Freshness {

    /** Empty while the database answers. */
    OptionalLong secondsBehind();
}
