"""Where evals run: a Prefect server of their own, and nothing of the developer's."""
