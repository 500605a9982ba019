"""Whether another kind of crash is ruled out by name."""

from __future__ import annotations

from evals.judges.keyless.concepts.advice import ADVISES
from evals.judges.keyless.detectors.cause import kinds_of
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.material import Material


def differentiates(material: Material) -> Finding:
    """At least one other kind is denied."""
    causes = material.causes
    ruled_out = [claim for claim in causes.ruled_out if not ADVISES.match(claim.statement.text)]
    if ruled_out:
        quotes = quotes_from(claim.statement for claim in ruled_out)
        return Finding(True, f"rules out: {kinds_of(ruled_out)}", quotes)
    if causes.others:
        quotes = quotes_from(claim.statement for claim in causes.others)
        return Finding(False, f"mentioned, but not ruled out: {kinds_of(causes.others)}", quotes)
    return Finding(False, "no other kind of crash is mentioned")
