package coffee.display.shared;

import org.springframework.http.HttpStatus;

/** The codes of the published contract, each with its status. Title and detail are in {@code messages.properties}. */
public enum ErrorCode {
    INVALID_REQUEST(HttpStatus.BAD_REQUEST),
    NOT_FOUND_DATA(HttpStatus.NOT_FOUND),
    REBUILD_RUNNING(HttpStatus.CONFLICT),
    TRY_AGAIN_LATER(HttpStatus.SERVICE_UNAVAILABLE),

    UNAUTHORIZED(HttpStatus.UNAUTHORIZED),
    FORBIDDEN(HttpStatus.FORBIDDEN),
    NOT_FOUND(HttpStatus.NOT_FOUND),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
    CONTENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE);

    private final HttpStatus status;

    ErrorCode(HttpStatus status) {
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }

    /** For what was refused by a status alone, which is not in our list one by one. */
    static ErrorCode of(HttpStatus status) {
        for (ErrorCode code : values()) {
            if (code.status == status && code != NOT_FOUND_DATA) {
                return code;
            }
        }
        return status.is4xxClientError() ? INVALID_REQUEST : TRY_AGAIN_LATER;
    }
}
