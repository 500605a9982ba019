"""A diagnosis: what the evidence shows, how sure that is, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """What an answer says, part by part. Every part is Markdown; an empty part is left out."""

    cause: str
    """The verdict, in a sentence or two: committed to, or what could not be found out."""
    evidence: tuple[str, ...] = ()
    """Facts that the cause rests on, each as recorded."""
    mechanism: str = ""
    """How the cause led to what the user saw."""
    reasons: tuple[str, ...] = ()
    """What may lie behind the cause, the likeliest first."""
    ruled_out: tuple[str, ...] = ()
    """What it was not, each with the evidence against it."""
    advice: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """What the tools could not show."""
