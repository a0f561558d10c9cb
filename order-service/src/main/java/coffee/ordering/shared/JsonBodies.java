package coffee.ordering.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/** A body is UTF-8 without a mark, as JSON has to be (RFC 8259). Left alone, Jackson guesses other encodings and mends broken ones. */
class JsonBodies extends JacksonJsonHttpMessageConverter {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char NUL = '\0';

    JsonBodies(JsonMapper json) {
        super(json);
    }

    @Override
    protected boolean canRead(@Nullable MediaType type) {
        Charset claimed = type == null ? null : type.getCharset();
        return super.canRead(type) && (claimed == null || claimed.equals(UTF_8));
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage input, @Nullable Map<String, Object> hints)
            throws IOException {
        byte[] body = input.getBody().readAllBytes();
        if (!isPlainUtf8(body)) {
            throw new HttpMessageNotReadableException("not UTF-8, or with a mark", input);
        }
        return super.read(type, new Body(input.getHeaders(), new ByteArrayInputStream(body)), hints);
    }

    private static boolean isPlainUtf8(byte[] body) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            // Text has no NUL; UTF-16 and UTF-32 have little else.
            return text.indexOf(BYTE_ORDER_MARK) != 0 && text.indexOf(NUL) < 0;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }

    private record Body(HttpHeaders headers, InputStream bytes) implements HttpInputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return bytes;
        }
    }
}
