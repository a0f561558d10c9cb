package coffee.system.bench;

import java.util.List;

/** A part of the benchmark that makes sense alone. */
interface Section {

    /** As it is asked for with {@code --only}. */
    String name();

    List<Figure> measure(Bed bed);
}
