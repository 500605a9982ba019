"""Controls on the evals themselves: a right answer passes each, and known kinds of wrong ones fail."""
