package coffee.ordering.contracts;

/** What customers were promised, held against the real service. */
public abstract class ForCustomers extends OpenedShop {}
