package coffee.local;

/** Which event ids were seen, of the last half million at least: eight bytes for each, so that it fits a small heap. */
final class EventIds {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final int most;
    private long[] newer;
    private long[] older;
    private int count;

    /** @param most of which it is sure to know the last ones; a power of two */
    EventIds(int most) {
        this.most = most;
        this.newer = new long[2 * most];
        this.older = new long[2 * most];
    }

    /** Whether it had not been there. */
    boolean add(String id) {
        long hash = hash(id);
        if (older[slot(older, hash)] == hash) {
            return false;
        }
        int slot = slot(newer, hash);
        if (newer[slot] == hash) {
            return false;
        }
        newer[slot] = hash;
        if (++count == most) {
            older = newer;
            newer = new long[2 * most];
            count = 0;
        }
        return true;
    }

    /** Where it is, or would be. A table is never more than half full, so there is always an empty place. */
    private static int slot(long[] table, long hash) {
        int slot = (int) hash & (table.length - 1);
        while (table[slot] != 0 && table[slot] != hash) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    /** Of 64 bits: among a million ids no two are likely to share one. Never the zero of an empty place. */
    private static long hash(String id) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * FNV_PRIME;
        }
        return hash == 0 ? 1 : hash;
    }
}
