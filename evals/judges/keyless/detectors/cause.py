"""Which cause an answer commits to."""

from __future__ import annotations

from evals.judges.keyless.causes import Claim, causes_of
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.reading import Reading
from evals.rubrics import Rubric


def _statements(claims: tuple[Claim, ...] | list[Claim]) -> tuple[str, ...]:
    return quotes_from(claim.statement for claim in claims)


def identifies_cause(reading: Reading, rubric: Rubric) -> Finding:  # noqa: ARG001
    """A failed renewal is affirmed, and nothing else is blamed."""
    causes = causes_of(reading)
    if causes.named:
        kinds = ", ".join(dict.fromkeys(claim.kind for claim in causes.named))
        return Finding(False, f"another cause is named as the cause: {kinds}", _statements(causes.named))
    committed = [claim for claim in causes.lease if claim.committed]
    if not committed:
        denied = [claim for claim in causes.lease if claim.polarity == "denied"]
        if denied:
            return Finding(False, "a failed renewal is denied", _statements(denied))
        if causes.lease:
            return Finding(False, "a failed renewal is left open", _statements(causes.lease))
        return Finding(False, "no failed renewal of a hold on a slot is named")
    blamed = [claim for claim in committed if claim.blamed] or committed
    return Finding(True, "commits to a failed renewal of the hold on a slot", _statements(blamed))


def rules_out_lease_renewal(reading: Reading, rubric: Rubric) -> Finding:  # noqa: ARG001
    """No failed renewal is blamed; one that is denied, or only mentioned beside the real cause, is fine."""
    causes = causes_of(reading)
    committed = [claim for claim in causes.lease if claim.committed]
    blamed = [claim for claim in committed if claim.blamed]
    if blamed or (committed and not causes.named):
        return Finding(False, "a failed renewal is named as the cause", _statements(blamed or committed))
    return Finding(True, "no failed renewal is named as the cause")
