"""Whether an action that bears on a failed renewal is recommended."""

from __future__ import annotations

from evals.judges.keyless.advising import says_what_to_do
from evals.judges.keyless.concepts.remedies import DURABLE, HOLD_FOR_LONGER, REMEDIES, RERUN
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.material import Material

_HARDLY_ELSE = (DURABLE, HOLD_FOR_LONGER, RERUN)
"""Remedies that are hardly named but to recommend them."""


def recommends_remediation(material: Material) -> Finding:
    """One action is enough."""
    for remedy in REMEDIES:
        for statement in material.reading.statements:
            spans = remedy.spans(statement.text)
            if remedy not in _HARDLY_ELSE and not says_what_to_do(statement):
                continue
            if any(statement.scopes.polarity(span, "action") != "denied" for span in spans):
                return Finding(True, f"recommends: {remedy.says}", quotes_from([statement]))
    return Finding(False, "no action that bears on a failed renewal is recommended")
