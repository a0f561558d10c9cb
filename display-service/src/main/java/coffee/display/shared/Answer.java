package coffee.display.shared;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A body that was encoded once, to be sent many times. Its tag is made of its bytes, so every instance gives the same one. */
public final class Answer {

    private static final int TAG_BYTES = 12;

    private final byte[] body;
    private final String tag;

    public Answer(byte[] body) {
        this.body = body;
        this.tag = tagOf(body);
    }

    /** Caches must ask each time, and are told by the tag that nothing changed; {@code Age} appears only where we know we are behind. */
    public ResponseEntity<byte[]> response(Freshness freshness) {
        ResponseEntity.BodyBuilder response = ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .eTag(tag);
        freshness.secondsBehind().ifPresent(seconds -> response.header("Age", Long.toString(seconds)));
        return response.body(body);
    }

    private static String tagOf(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, TAG_BYTES)) + '"';
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
