package coffee.ordering.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32;

/** How the keys are shared out among those who send. All events of a key are in one shard, and a shard is sent by one.
 * The hash is one that SQL has too. */
final class Shards {

    static final int COUNT = 8;

    private Shards() {}

    static int of(String key) {
        CRC32 hash = new CRC32();
        hash.update(key.getBytes(UTF_8));
        return (int) (hash.getValue() % COUNT);
    }
}
