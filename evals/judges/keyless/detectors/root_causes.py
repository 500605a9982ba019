"""How many distinct reasons for a failed renewal are suggested."""

from __future__ import annotations

import re

from evals.judges.keyless.concepts.advice import PRESCRIBES
from evals.judges.keyless.concepts.root_causes import DOWN, FAMILIES, NETWORK, UNREACHABLE
from evals.judges.keyless.concepts.upkeep import UPKEEP
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.material import Material
from evals.judges.keyless.reading import Statement

_ENOUGH = 2
_RENEWAL = re.compile(
    r"\b(?:re-?new|leases?\b|slots?\b|extension|extend|prolong|refresh|keep-alive|reserv|410\b|re-?confirm)"
)
"""Of these words some stand in whatever speaks of a renewal, whatever it's likened to."""


def _beside(statement: Statement) -> bool:
    """Whether a statement says what to do, and not why it happened."""
    return PRESCRIBES.match(statement.text) is not None


def suggests_root_causes(material: Material) -> Finding:
    """At least two families of reasons, none of them denied."""
    statements = [s for s in material.reading.statements if not _beside(s)]
    if not (_RENEWAL.search(material.reading.text) or any(UPKEEP.found(s.own) for s in statements)):
        return Finding(False, "no renewal is spoken of that could have reasons")
    found: dict[str, Statement] = {}
    for family in (*FAMILIES, UNREACHABLE):
        if family is UNREACHABLE and (NETWORK.says in found or DOWN.says in found):
            continue
        for statement in statements:
            spans = family.spans(statement.own)
            if any(statement.scopes.polarity(span, "reason") != "denied" for span in spans):
                found[family.says] = statement
                break
    reasons = "; ".join(found) or "none"
    return Finding(len(found) >= _ENOUGH, f"reasons suggested: {reasons}", quotes_from(found.values()))
