package coffee.ordering.idempotency;

import coffee.ordering.shared.InvalidRequest;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller calls a request by, so that sending it again has no second effect. */
public record IdempotencyKey(String text) {

    public static final String HEADER = "Idempotency-Key";
    public static final String REPLAYED = "Idempotent-Replayed";

    static final int LONGEST = 64;

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1," + LONGEST + "}");

    /** Without a key the server makes one, and tells it in the answer. */
    public static IdempotencyKey parse(@Nullable List<String> headers) {
        if (headers == null || headers.isEmpty()) {
            return new IdempotencyKey(UUID.randomUUID().toString());
        }
        String key = unquoted(headers.getFirst());
        if (headers.size() > 1 || !PRINTABLE.matcher(key).matches()) {
            throw new InvalidRequest(HEADER, "invalid.key");
        }
        return new IdempotencyKey(key);
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
