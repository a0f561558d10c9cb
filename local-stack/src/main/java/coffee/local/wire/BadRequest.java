package coffee.local.wire;

import java.util.List;

/**
 * A request that has to be refused, and how.
 *
 * @param fields named in the refusal, in this order; any at all where the list is empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record BadRequest(String name, byte[] bytes, int status, String code, List<String> fields) {

    @Override
    public String toString() {
        return name;
    }
}
