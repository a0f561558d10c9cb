package coffee.ordering.shared;

/** What a request is answered with: a status and JSON, to the byte. */
public record Answer(int status, String json) {

    public static final int OK = 200;

    public boolean isRefusal() {
        return status >= 400;
    }
}
