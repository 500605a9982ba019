"""What claims mean to each other: several side by side are candidates, a later one may deny an earlier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from evals.judges.keyless.claims import LEASE, Claim
from evals.judges.keyless.concepts.blame import (
    LEAVES_OPEN,
    NAMES_A_CAUSE,
    NOT_SO,
    OR,
    REFUTES,
    SETS_APART,
    SUPPOSES,
)
from evals.judges.keyless.doubts import ASKS
from evals.judges.keyless.phrases import spans
from evals.judges.keyless.reading import Reading, Statement

_ANSWERED_WITHIN = 2
"""Statements after a question in which its answer is looked for."""

_REFUTED_WITHIN = 4
"""Statements after a supposition in which it's looked for whether it holds."""

_SEVERAL = 3
"""As many kinds of crash, named side by side with none denied, are a list of candidates."""


def denied_back(reading: Reading, claims: list[Claim]) -> list[Claim]:
    """Deny what a later statement denies with "none of these", "that's not what happened" and the like."""
    denying = {statement.index for statement in reading.statements if statement.denies_back}
    refuted = {*_refuted_questions(reading), *_refuted_suppositions(reading)}
    return [
        claim._replace(polarity="denied")
        if claim.kind != LEASE and (claim.statement.index + 1 in denying or claim.statement.index in refuted)
        else claim
        for claim in claims
    ]


def _refuted_questions(reading: Reading) -> Iterator[int]:
    """Where a question is asked that one of the next two statements answers in the negative, and the
    statements of that answer."""
    asked: int | None = None
    for statement in reading.statements:
        if ASKS.search(statement.text):
            asked = statement.index
        elif asked is not None and statement.index - asked <= _ANSWERED_WITHIN:
            if LEAVES_OPEN.search(statement.text):
                asked = None
            elif REFUTES.search(statement.text):
                yield from range(asked, statement.index + 1)


def _refuted_suppositions(reading: Reading) -> Iterator[int]:
    """Where something is supposed that one of the next statements says isn't so."""
    supposed: int | None = None
    for statement in reading.statements:
        if SUPPOSES.match(statement.text):
            supposed = statement.index
        elif supposed is not None and statement.index - supposed > _REFUTED_WITHIN:
            supposed = None
        elif supposed is not None and NOT_SO.search(statement.text):
            yield supposed
            supposed = None


def _apart(one: Claim, other: Claim) -> str:
    """What stands between two claims of one statement."""
    begin, end = sorted((one.span, other.span))
    return one.statement.text[begin[1] : end[0]]


def _set_apart(lease: Claim, claims: list[Claim]) -> bool:
    """Whether the lease is set apart from the other kinds of its statement ("...; here it was the lease")."""
    others = [claim for claim in claims if claim.kind != LEASE]
    return bool(others) and all(SETS_APART.search(_apart(lease, other)) for other in others)


def _alternatives(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Claims of one statement that an "or" sets against each other, the lease among them."""
    claims = list(claims)
    for lease in claims:
        for other in claims:
            if lease.kind == LEASE != other.kind and OR.fullmatch(_apart(lease, other)):
                yield from (lease, other)


def opened(claims: Iterable[Claim]) -> list[Claim]:
    """Leave open what is only one of several kinds named side by side, in a list or in a sentence that
    doesn't blame them all."""
    together: defaultdict[tuple[str, int], list[Claim]] = defaultdict(list)
    claims = list(claims)
    for claim in claims:
        if claim.polarity in ("affirmed", "open"):
            together["sentence", claim.statement.index].append(claim)
            if claim.statement.group >= 0:
                together["list", claim.statement.group].append(claim)
    listed: set[Claim] = set()
    blamed: set[Claim] = set()
    for (where, _), side_by_side in together.items():
        if where == "sentence":
            side_by_side = [c for c in side_by_side if c.kind != LEASE or not _set_apart(c, side_by_side)]
            listed.update(_alternatives(side_by_side))
        first = {claim.kind: claim.statement.position for claim in reversed(side_by_side)}
        places = set(first.values())
        if len(first) < _SEVERAL:
            continue
        if where == "sentence" and asserts_a_cause(side_by_side[0].statement):
            blamed.update(side_by_side)
        elif where == "sentence" or len(places) >= _SEVERAL:
            listed.update(side_by_side)
    return [
        claim._replace(
            polarity="open" if claim in listed and claim.polarity == "affirmed" else claim.polarity,
            blamed=claim.blamed or claim in blamed,
        )
        for claim in claims
    ]


def asserts_a_cause(statement: Statement) -> bool:
    """Whether a statement commits to some cause, whichever."""
    found = spans(NAMES_A_CAUSE, statement.text)
    return any(statement.scopes.polarity(span) in ("affirmed", "leaning") for span in found)
