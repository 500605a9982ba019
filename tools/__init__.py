"""Measurements of the suite, for its own developers."""
