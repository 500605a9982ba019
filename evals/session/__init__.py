"""One run of the suite: what all its evals share, and what each of them leaves behind."""
