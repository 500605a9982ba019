"""Whether both halves of the mechanism are explained."""

from __future__ import annotations

from itertools import islice

from evals.judges.keyless.concepts.slot_at_risk import SLOT_AT_RISK
from evals.judges.keyless.concepts.upkeep import UPKEEP
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.material import Material

_LIMITED = ("slot", "limit", "lease", "concurren", "cap ", "parallel", "at once")
"""Of these words some stand in whatever speaks of a hold on a slot, unless it's only likened to something."""


def explains_mechanism(material: Material) -> Finding:
    """The hold has to be renewed while the run goes on; Prefect ends the run for the limit's sake."""
    statements = material.reading.statements
    limited = any(word in material.reading.text for word in _LIMITED)
    first = list(islice((s for s in statements if limited and UPKEEP.found(s.own)), 1))
    second = list(islice((s for s in statements if SLOT_AT_RISK.found(s.own)), 1))
    quotes = quotes_from([*first, *second])
    if first and second:
        return Finding(True, "says that the hold has to be renewed, and why losing it ends the run", quotes)
    if not first and not second:
        return Finding(False, "neither half of the mechanism is explained")
    missing = (
        "why losing the slot makes Prefect end the run"
        if first
        else "that the slot is held for a limited time and has to be renewed while the run goes on"
    )
    return Finding(False, f"does not say {missing}", quotes)
