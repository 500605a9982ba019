"""Whether another kind of crash is ruled out by name."""

from __future__ import annotations

from evals.judges.keyless.causes import causes_of
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.reading import Reading
from evals.rubrics import Rubric


def differentiates(reading: Reading, rubric: Rubric) -> Finding:  # noqa: ARG001
    """At least one other kind is denied."""
    others = causes_of(reading).others
    denied = [claim for claim in others if claim.polarity == "denied"]
    if not denied:
        mentioned = "mentioned, none ruled out" if others else "mentioned"
        return Finding(
            False, f"no other kind of crash is {mentioned}", quotes_from(c.statement for c in others)
        )
    kinds = ", ".join(dict.fromkeys(claim.kind for claim in denied))
    return Finding(True, f"rules out: {kinds}", quotes_from(claim.statement for claim in denied))
