package coffee.display.shared;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A body that was encoded once, to be sent many times. Its tag is made of its bytes, so every instance gives the same one. */
public final class Answer {

    private static final int TAG_BYTES = 12;

    private static final String ASK_EACH_TIME = "no-cache";

    private final byte[] body;
    private final String tag;
    private final ResponseEntity<byte[]> upToDate;

    /** Caches must ask each time, and are told by the tag that nothing changed. */
    public Answer(byte[] body) {
        this.body = body;
        this.tag = tagOf(body);
        this.upToDate = ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, ASK_EACH_TIME)
                .eTag(tag)
                .body(body);
    }

    /** {@code Age} appears only where we know that we are behind. */
    public ResponseEntity<byte[]> response(Freshness freshness) {
        OptionalLong behind = freshness.secondsBehind();
        return behind.isEmpty()
                ? upToDate
                : ResponseEntity.ok()
                        .headers(upToDate.getHeaders())
                        .header(HttpHeaders.AGE, Long.toString(behind.getAsLong()))
                        .body(body);
    }

    /** The same without Spring; answers false, and has done nothing, where the condition of the request is more than one plain tag. */
    boolean send(HttpServletRequest request, HttpServletResponse response, Freshness freshness) throws IOException {
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        boolean unchanged = tag.equals(known);
        if (known != null && !unchanged) {
            return false;
        }
        OptionalLong behind = freshness.secondsBehind();
        if (behind.isPresent()) {
            response.setHeader(HttpHeaders.AGE, Long.toString(behind.getAsLong()));
        }
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.CACHE_CONTROL, ASK_EACH_TIME);
        if (unchanged) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
        return true;
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
