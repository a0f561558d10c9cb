package coffee.ordering.idempotency;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a caller calls a request by, so that sending it again has no second effect. */
public record IdempotencyKey(String text) {

    public static final String HEADER = "Idempotency-Key";
    public static final String REPLAYED = "Idempotent-Replayed";

    static final int LONGEST = 64;

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1," + LONGEST + "}");

    /**
     * Without a key the server makes one.
     *
     * @return nothing where the headers hold what is no key, or more than one
     */
    public static Optional<IdempotencyKey> parse(List<String> headers) {
        if (headers.isEmpty()) {
            return Optional.of(new IdempotencyKey(UUID.randomUUID().toString()));
        }
        String key = unquoted(headers.getFirst());
        return headers.size() == 1 && PRINTABLE.matcher(key).matches()
                ? Optional.of(new IdempotencyKey(key))
                : Optional.empty();
    }

    /** As a header tells it: bare, or in quotes where it would be read as another one without. */
    String written() {
        return parse(List.of(text.strip())).equals(Optional.of(this)) ? text : "\"" + text + "\"";
    }

    /** Of a quote that is alone nobody knows whether it belongs to the key: that is no key. */
    private static String unquoted(String header) {
        boolean opened = header.startsWith("\"");
        boolean closed = header.length() >= 2 && header.endsWith("\"");
        if (opened != closed) {
            return "";
        }
        return opened ? header.substring(1, header.length() - 1) : header;
    }
}
