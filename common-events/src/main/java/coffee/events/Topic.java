package coffee.events;

/** The topics of the contract. */
public enum Topic {
    /** Every order and every cancel, keyed by order number. */
    ORDER_MENU("order-menu", 6, false),
    /** Every menu as it is now, keyed by menu id; compacted, so that a new reader finds them all. */
    MENU("menu", 1, true);

    private final String topicName;
    private final int partitions;
    private final boolean compacted;

    Topic(String topicName, int partitions, boolean compacted) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.compacted = compacted;
    }

    public String topicName() {
        return topicName;
    }

    /** Where a reader puts aside what it could not do its work with. Not a topic of the contract: it is that reader's own. */
    public String deadLettersOf(String reader) {
        return topicName + "-" + reader + "-dlt";
    }

    public int partitions() {
        return partitions;
    }

    public boolean compacted() {
        return compacted;
    }
}
