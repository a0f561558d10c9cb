package coffee.ordering.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** 128 bits of SHA-256: short enough for one indexed column, long enough that nobody finds two texts for one. */
final class Digest {

    private Digest() {}

    static UUID of(String text) {
        return of(sha256().digest(text.getBytes(UTF_8)));
    }

    /** As it stands in its column. */
    static UUID of(byte[] bytes) {
        ByteBuffer digest = ByteBuffer.wrap(bytes);
        return new UUID(digest.getLong(), digest.getLong());
    }

    static byte[] bytes(UUID digest) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(digest.getMostSignificantBits())
                .putLong(digest.getLeastSignificantBits())
                .array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
