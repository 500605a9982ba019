"""Which cause an answer commits to."""

from __future__ import annotations

from collections.abc import Iterable

from evals.judges.keyless.causes import Claim
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.material import Material


def _finding(met: bool, reason: str, claims: Iterable[Claim]) -> Finding:
    return Finding(met, reason, quotes_from(claim.statement for claim in claims))


def kinds_of(claims: Iterable[Claim]) -> str:
    """The kinds that claims are of, each once."""
    return ", ".join(dict.fromkeys(claim.kind for claim in claims))


def identifies_cause(material: Material) -> Finding:
    """A failed renewal is affirmed, nothing else is blamed, and nothing is called just as likely."""
    causes = material.causes
    if causes.named:
        return _finding(False, f"another cause is named as the cause: {kinds_of(causes.named)}", causes.named)
    committed = [claim for claim in causes.lease if claim.committed]
    if causes.between_stories:
        return Finding(False, "undecided between two causes", quotes_from(causes.between_stories))
    if committed and causes.rivals:
        return _finding(False, f"called as likely: {kinds_of(causes.rivals)}", causes.rivals)
    if committed:
        blamed = [claim for claim in committed if claim.blamed]
        return _finding(True, "commits to a failed renewal of the hold on a slot", blamed or committed)
    denied = [claim for claim in causes.lease if claim.polarity == "denied"]
    if denied:
        return _finding(False, "a failed renewal is denied, or called beside the point", denied)
    if causes.lease:
        return _finding(False, "a failed renewal is left open", causes.lease)
    return Finding(False, "no failed renewal of a hold on a slot is named")


def rules_out_lease_renewal(material: Material) -> Finding:
    """No failed renewal is blamed, nor the one possibility offered; being denied, or mentioned beside the
    real cause, is fine."""
    causes = material.causes
    committed = [claim for claim in causes.lease if claim.committed]
    blamed = [claim for claim in committed if claim.blamed]
    if blamed or (committed and not causes.named):
        return _finding(False, "a failed renewal is named as the cause", blamed or committed)
    offered = [claim for claim in causes.lease if claim.polarity == "open"]
    denied = any(claim.polarity == "denied" for claim in causes.lease)
    if offered and not denied and not any(claim.polarity != "denied" for claim in causes.others):
        return _finding(False, "a failed renewal is the one cause offered", offered)
    return Finding(True, "no failed renewal is named as the cause")
