package coffee.display.shared;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** A refusal as it travels (RFC 9457). */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Field> errors) {

    record Field(String field, String message) {}
}
