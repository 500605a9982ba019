"""Which cause an answer commits to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from evals.judges.keyless.causes import OF_RENEWAL
from evals.judges.keyless.claims import Claim
from evals.judges.keyless.concepts.blame import BEFORE_THE_START, NO_LEASE, WISHES
from evals.judges.keyless.concepts.lease import REFUSED
from evals.judges.keyless.detectors.mechanism import explains_mechanism
from evals.judges.keyless.doubts import LEANS
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.material import Material
from evals.judges.keyless.phrases import spans


def _finding(met: bool, reason: str, claims: Iterable[Claim]) -> Finding:
    return Finding(met, reason, quotes_from(claim.statement for claim in claims))


def kinds_of(claims: Iterable[Claim]) -> str:
    """The kinds that claims are of, each once."""
    return ", ".join(dict.fromkeys(claim.kind for claim in claims))


def identifies_cause(material: Material) -> Finding:
    """A failed renewal is affirmed, nothing else is blamed, and nothing is called just as likely."""
    causes = material.causes
    if causes.demoted:
        reason = "the failed renewal is called an effect, or beside the point"
        return Finding(False, reason, quotes_from(causes.demoted))
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
    explained = explains_mechanism(material)
    if explained.met and causes.settled:
        reason = "explains the crash by the renewal of a hold on a slot, and leaves nothing else open"
        return Finding(True, reason, explained.quotes)
    record = [s for s in material.reading.statements if REFUSED.search(s.text)]
    held = any(statement.holds for statement in material.reading.statements)
    if record and held and causes.ruled_out and not (causes.undenied or causes.undecided):
        return Finding(
            True, "tells of a renewal that was turned away, and of nothing else", quotes_from(record)
        )
    denied = [claim for claim in causes.lease if claim.polarity == "denied"]
    if denied:
        return _finding(False, "a failed renewal is denied, or called beside the point", denied)
    if causes.lease:
        return _finding(False, "a failed renewal is left open", causes.lease)
    return Finding(False, "no failed renewal of a hold on a slot is named")


def _before_the_start(claim: Claim) -> bool:
    """Whether a slot is said to have been lost before the run began, which no renewal could have kept."""
    text = claim.statement.text
    return BEFORE_THE_START.search(text) is not None and OF_RENEWAL.search(text) is None


def _offered_first(claim: Claim) -> bool:
    """Whether a claim comes first under a heading like "the most likely explanations"."""
    statement = claim.statement
    likely = any(next(spans(LEANS, part.text), None) for part in statement.context)
    return likely and statement.position == 0


_CONDITION = re.compile(r"(?:if|should|were)\b")
_THIS_RUN = re.compile(r"\b(?:the|this|that|your|its) (?:flow )?(?:run|flow|crash)\b|-run-|\b(?:what|here)\b")


def _hypothetical(text: str) -> bool:
    """Whether a normalised statement says what would happen to some run, and nothing of this one."""
    return _CONDITION.match(text) is not None and _THIS_RUN.search(text) is None


def rules_out_lease_renewal(material: Material) -> Finding:
    """No failed renewal is blamed, nor the one possibility offered; being denied, or mentioned beside the
    real cause, is fine."""
    causes = material.causes
    committed = [claim for claim in causes.lease if claim.committed and not _before_the_start(claim)]
    denied = (
        bool(causes.demoted)
        or any(c.polarity == "denied" and not WISHES.search(c.statement.text) for c in causes.lease)
        or any(next(spans(NO_LEASE, statement.text), None) for statement in material.reading.statements)
    )
    if material.names_actual_cause:
        # Beside the real cause, a lease that was lost too is only blamed where that is said outright; a slot
        # that was lost before the run began is not a matter of renewal.
        blamed = (
            [] if denied else [c for c in committed if c.strictly and OF_RENEWAL.search(c.statement.text)]
        )
    else:
        blamed = [claim for claim in committed if claim.blamed or claim.strictly or not causes.named]
    if blamed:
        return _finding(False, "a failed renewal is named as the cause", blamed)
    offered = [
        claim
        for claim in causes.lease
        if claim.polarity in ("general", "open") and not _hypothetical(claim.statement.text)
    ]
    if offered and not denied and any(_offered_first(claim) for claim in offered):
        return _finding(False, "a failed renewal is called the likeliest cause", offered)
    if offered and not denied and not material.names_actual_cause and not causes.undenied:
        return _finding(False, "a failed renewal is the one cause offered", offered)
    return Finding(True, "no failed renewal is named as the cause")
