"""How many distinct reasons for a failed renewal are suggested."""

from __future__ import annotations

from evals.judges.keyless.concepts.root_causes import FAMILIES
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.reading import Reading, Statement
from evals.rubrics import Rubric

_ENOUGH = 2


def suggests_root_causes(reading: Reading, rubric: Rubric) -> Finding:  # noqa: ARG001
    """At least two families of reasons, none of them denied."""
    found: dict[str, Statement] = {}
    for family in FAMILIES:
        for statement in reading.statements:
            spans = family.spans(statement.text)
            if any(statement.scopes.polarity(span) != "denied" for span in spans):
                found[family.says] = statement
                break
    reasons = "; ".join(found) or "none"
    return Finding(len(found) >= _ENOUGH, f"reasons suggested: {reasons}", quotes_from(found.values()))
