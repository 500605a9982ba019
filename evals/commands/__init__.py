"""The subcommands of `python -m evals`, one a module."""
