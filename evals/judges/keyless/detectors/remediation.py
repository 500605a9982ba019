"""Whether an action that bears on a failed renewal is recommended."""

from __future__ import annotations

from evals.judges.keyless.concepts.remedies import REMEDIES
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.reading import Reading
from evals.rubrics import Rubric


def recommends_remediation(reading: Reading, rubric: Rubric) -> Finding:  # noqa: ARG001
    """One action is enough."""
    for remedy in REMEDIES:
        for statement in reading.statements:
            if any(statement.scopes.polarity(span) != "denied" for span in remedy.spans(statement.text)):
                return Finding(True, f"recommends: {remedy.says}", quotes_from([statement]))
    return Finding(False, "no action that bears on a failed renewal is recommended")
