"""Is a change worse than what was there before? Compares recorded runs, like with like, and decides."""
