package coffee.ordering.shared;

import org.springframework.http.HttpStatus;

/** The codes of the published contract, each with its status. Title and detail are in {@code messages.properties}. */
public enum ErrorCode {
    INVALID_REQUEST(HttpStatus.BAD_REQUEST),
    NOT_FOUND_DATA(HttpStatus.NOT_FOUND),
    CUSTOMER_EXISTS(HttpStatus.CONFLICT),
    NO_POINT(HttpStatus.CONFLICT),
    MENU_NOT_ON_SALE(HttpStatus.CONFLICT),
    NOT_CANCELLABLE(HttpStatus.CONFLICT),
    POINT_LIMIT(HttpStatus.CONFLICT),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT),
    OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE),
    TRY_AGAIN_LATER(HttpStatus.SERVICE_UNAVAILABLE),

    UNAUTHORIZED(HttpStatus.UNAUTHORIZED),
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

    /** For what the web server itself refused, which is not in our list one by one. */
    static ErrorCode of(int status) {
        for (ErrorCode code : values()) {
            if (code.status.value() == status && code != NOT_FOUND_DATA) {
                return code;
            }
        }
        return status < 500 ? INVALID_REQUEST : TRY_AGAIN_LATER;
    }
}
