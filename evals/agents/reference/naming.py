"""How an answer refers to things whose names somebody else has chosen: a name may hold anything."""

from __future__ import annotations

import re

from evals.agents.reference.evidence import Run

_PLAIN = re.compile(r"[\w.:-]{1,80}")


def is_plain(name: str) -> bool:
    """Whether a name is only a name: safe to repeat in prose and in a command."""
    return _PLAIN.fullmatch(name) is not None


def run_label(run: Run) -> str:
    """Return `flow run` and its name, or its id where the name is more than a name."""
    return f"flow run `{run.name if is_plain(run.name) else run.id}`"
