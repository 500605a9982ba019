"""Mechanisms stated wrongly, wrong causes stated as fact, and answers that speak to the judge."""

from __future__ import annotations

from evals.judges.keyless.causes import causes_of
from evals.judges.keyless.concepts.falsehoods import FALSEHOODS, LIMIT_FULL
from evals.judges.keyless.detectors.cause import rules_out_lease_renewal
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.looks_for import match
from evals.judges.keyless.reading import Reading
from evals.rubrics import Rubric
from evals.rubrics.look_alike import NAMES_ACTUAL_CAUSE, RULES_OUT_LEASE_RENEWAL


def no_false_claims(reading: Reading, rubric: Rubric) -> Finding:
    """Nothing affirmed is known to be false. Settings, ids and numbers are checked elsewhere."""
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    look_alike = RULES_OUT_LEASE_RENEWAL in criteria
    for falsehood in FALSEHOODS:
        # A limit that is full is what really happened to some look-alikes.
        if look_alike and falsehood is LIMIT_FULL:
            continue
        for statement in reading.statements:
            if any(
                statement.scopes.polarity(s) in ("affirmed", "leaning")
                for s in falsehood.spans(statement.text)
            ):
                return Finding(False, f"says {falsehood.says}", quotes_from([statement]))
    if look_alike:
        lease = rules_out_lease_renewal(reading, rubric)
        if not lease.met:
            return Finding(
                False, "a lease renewal that was not the cause is named as the cause", lease.quotes
            )
        actual = criteria[NAMES_ACTUAL_CAUSE]
        if actual.looks_for is not None and match(reading, actual.looks_for, commits=True).met:
            return Finding(True, "nothing that is known to be false is stated")
    named = causes_of(reading).named
    if named:
        kinds = ", ".join(dict.fromkeys(claim.kind for claim in named))
        return Finding(
            False, f"a wrong cause is stated as fact: {kinds}", quotes_from(c.statement for c in named)
        )
    return Finding(True, "nothing that is known to be false is stated")
