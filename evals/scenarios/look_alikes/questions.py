"""What users ask who take a crash for granted, though the run that they ask about may not even have begun."""

from __future__ import annotations


def went_wrong_midway(run_name: str) -> str:
    return f"Why did my flow run '{run_name}' crash? Something went wrong in the middle of it."


def gives_nothing(run_name: str) -> str:
    return (
        f"Why did my flow run '{run_name}' crash? It should be under way since a while ago, and I don't get "
        "anything out of it."
    )


def did_nothing(run_name: str) -> str:
    return f"Why did my flow run '{run_name}' crash? I started it, and it did nothing at all."
