package coffee.display.shared;

/** Something shown from memory that has to be made anew when its tables change, here or on another instance. */
public interface Board {

    /** Its row in {@code board_version}, which every writer bumps in its own transaction. */
    String boardName();

    /** Reads the tables and shows what they say from now on. */
    void renew();
}
