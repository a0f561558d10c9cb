package coffee.ordering.desk;

import coffee.ordering.shared.Answer;

/** An answer, and whether it was given before. */
public record Served(Answer answer, boolean replayed) {}
