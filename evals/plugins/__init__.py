"""The pytest side of the suite, one concern a plugin. Nothing heavy is imported here: collecting evals has to
stay fast."""
