"""Whether an action that bears on a failed renewal is recommended."""

from __future__ import annotations

from evals.judges.keyless.concepts.remedies import REMEDIES
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.material import Material


def recommends_remediation(material: Material) -> Finding:
    """One action is enough."""
    for remedy in REMEDIES:
        for statement in material.reading.statements:
            spans = remedy.spans(statement.text)
            if any(statement.scopes.polarity(span, "action") != "denied" for span in spans):
                return Finding(True, f"recommends: {remedy.says}", quotes_from([statement]))
    return Finding(False, "no action that bears on a failed renewal is recommended")
