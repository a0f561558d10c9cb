package coffee.display.shared;

/** Something that is asked for so often that {@link Showcase} hands it out itself. */
public interface Exhibit {

    /** Where it is asked for, with no parameters. */
    String path();

    /** The very answer that a controller gives at that path. */
    Answer answer();
}
