"""What users ask who know something of what happened, or suspect something."""

from __future__ import annotations


def about_a_restart(run_name: str) -> str:
    """They know of a restart, and nothing of what it did."""
    return f"Did last night's restart of our Prefect server hurt my run '{run_name}'?"


def about_a_served_flow(run_name: str) -> str:
    """They know that they set a limit on the deployment, and think nothing of it."""
    return (
        f"Why did my flow run '{run_name}' crash in the middle of its work? I don't have global concurrency "
        "limits, only a limit on the deployment, and I run it with flow.serve()."
    )


def about_a_silent_run(run_name: str) -> str:
    """They see a run that does nothing."""
    return f"My flow run '{run_name}' is Running, but its log says nothing. Why does it hang?"
