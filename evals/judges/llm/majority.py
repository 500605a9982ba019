"""When a judge is asked again, and what several of its calls together decide.

A verdict that fails, or can't tell, is the one that costs somebody an afternoon: it is confirmed. A
pass on the first call stands. An error that strikes one call in ten strikes two of three 2.8 % of the
time, if the calls err independently; calls to one model don't quite.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from evals.judges.verdict import CriterionVerdict

Ballot = tuple[CriterionVerdict, ...]
"""The decisions of one call, in the rubric's order."""

MOST_CALLS = 3
MAJORITY = MOST_CALLS // 2 + 1


def settled(ballots: Sequence[Ballot]) -> bool:
    """Whether no further call is needed: the first call passed the answer, every required criterion
    has a majority, or `MOST_CALLS` were made."""
    if len(ballots) >= MOST_CALLS:
        return True
    required = [votes for votes in zip(*ballots, strict=True) if votes[0].weight == "required"]
    if len(ballots) == 1:
        return all(vote.decision == "met" for (vote,) in required)
    return all(_most_common(votes)[1] >= MAJORITY for votes in required)


def majority(ballots: Sequence[Ballot]) -> Ballot:
    """For each criterion the decision of more than half of the calls, with the reason and quotations of
    the first call that made it; `cant_tell` where no decision has more than half. The votes are kept."""
    return tuple(
        replace(_decided(votes), votes=tuple(vote.decision for vote in votes))
        for votes in zip(*ballots, strict=True)
    )


def _decided(votes: Sequence[CriterionVerdict]) -> CriterionVerdict:
    decision, count = _most_common(votes)
    if count * 2 > len(votes):
        return next(vote for vote in votes if vote.decision == decision)
    decisions = ", ".join(vote.decision for vote in votes)
    return CriterionVerdict(
        id=votes[0].id,
        weight=votes[0].weight,
        decision="cant_tell",
        reason=f"the judge's calls disagreed: {decisions}",
    )


def _most_common(votes: Sequence[CriterionVerdict]) -> tuple[str, int]:
    return Counter(vote.decision for vote in votes).most_common(1)[0]
