"""How an answer refers to a run."""

from __future__ import annotations

import re

from evals.agents.reference.evidence import Run

_PLAIN_NAME = re.compile(r"[\w.:-]{1,80}")


def run_label(run: Run) -> str:
    """Return the run's name, or its id where the name is more than a name: it may hold anything."""
    return f"flow run `{run.name}`" if _PLAIN_NAME.fullmatch(run.name) else f"flow run `{run.id}`"
