package coffee.system;

import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** @param status 0 where nobody answered */
public record Reply(int status, HttpHeaders headers, String body) {

    static Reply ofNobody(String reason) {
        return new Reply(0, HttpHeaders.of(Map.of(), (_, _) -> true), reason);
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }
}
