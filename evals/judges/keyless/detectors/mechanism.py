"""Whether both halves of the mechanism are explained."""

from __future__ import annotations

from itertools import islice

from evals.judges.keyless.concepts.mechanism import SLOT_AT_RISK, UPKEEP
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.material import Material


def explains_mechanism(material: Material) -> Finding:
    """The hold has to be renewed while the run goes on; Prefect ends the run for the limit's sake."""
    statements = material.reading.statements
    held = any(statement.holds for statement in statements)
    first = list(islice((s for s in statements if held and UPKEEP.found(s.own)), 1))
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
