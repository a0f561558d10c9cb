package coffee.ordering.point;

/** Which line of whose ledger. Numbers count from one, without a gap; a gift's lot goes by the number of its line. */
record EntryId(long customerId, int entryNo) {}
