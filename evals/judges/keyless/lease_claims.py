"""Where an answer speaks of a failed renewal, and how it stands to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from evals.judges.keyless.claims import LEASE, Claim, under_cause
from evals.judges.keyless.concepts.blame import (
    ASSERTS_A_CAUSE,
    BESIDE_THE_POINT,
    BLAMES_AHEAD,
    BLAMES_BEHIND,
    DISMISSES,
    ENDS_IT,
    GENERALLY,
    IN_GENERAL_AHEAD,
    IN_GENERAL_BEHIND,
    IS_ENDED,
    LEASE_BLAMED_AHEAD,
    LEASE_BLAMED_BEHIND,
    LEASE_BLAMED_WHEN,
    NOT_TO_BLAME,
    PRESENT,
)
from evals.judges.keyless.concepts.demotion import ALREADY_GOING
from evals.judges.keyless.concepts.lease import (
    BLAMED,
    DID_NOT,
    FAILED,
    GONE,
    LOSS,
    NOT_RENEWED,
    RENEWAL,
    RENEWED,
    TAKEN_AWAY,
)
from evals.judges.keyless.concepts.reporting import ATTRIBUTES
from evals.judges.keyless.phrases import Span
from evals.judges.keyless.reading import Reading, Statement
from evals.judges.keyless.scopes import Polarity

_NEAR = 95
"""Characters within which the parts of a failed renewal stand together."""

_AUXILIARY = 8
"""Characters before a failure in which its auxiliary stands ("are refused")."""

_STILL_MEANT = 3
"""Statements for which a hold goes on being meant after it was named."""

_BREAK = re.compile(
    r"; (?!(?:it|this|that|the (?:one|last|latest|next|second|third)) )|\. |, (?:so|which means) "
)


def _near(text: str, *parts: Span) -> bool:
    window = (min(begin for begin, _ in parts), max(end for _, end in parts))
    return window[1] - window[0] <= _NEAR and not _BREAK.search(text, *window)


def _nearest(span: Span, others: list[Span]) -> Span:
    return min(others, key=lambda other: max(span[0], other[0]) - min(span[1], other[1]))


class Failure(NamedTuple):
    """A renewal that failed, or a hold that was lost: the words for the hold, and those for the failure."""

    hold: Span
    failure: Span

    @property
    def span(self) -> Span:
        return min(self.hold[0], self.failure[0]), max(self.hold[1], self.failure[1])


def lease_failures(text: str, holds: tuple[Span, ...], *, held_before: bool) -> Iterator[Failure]:
    """Where a normalised text speaks of a renewal that failed, or of a hold that was lost.

    `held_before`: the hold was spoken of before, and is meant where this text doesn't name it.
    """
    if not holds and not held_before and "renewal" not in text:
        # A 410 is the answer to a renewal, whatever that is called.
        for said in GONE.spans(text):
            yield Failure(said, said)
        return
    for failure in NOT_RENEWED.spans(text):
        near = [hold for hold in holds if _near(text, hold, failure)]
        if near or held_before:
            yield Failure(_nearest(failure, near) if near else failure, failure)
    renewals = list(RENEWAL.spans(text))
    failures = list(FAILED.spans(text)) if renewals else []
    for renewal in renewals:
        near = [failure for failure in failures if _near(text, renewal, failure)]
        if near:
            yield Failure(renewal, _nearest(renewal, near))
    for said in (*GONE.spans(text), *BLAMED.spans(text)):
        yield Failure(said, said)
    if held_before or holds:
        for taken in TAKEN_AWAY.spans(text):
            yield Failure(taken, taken)
    for loss in LOSS.spans(text):
        for hold in holds:
            if _near(text, hold, loss):
                yield Failure(hold, loss)


def lease_claims(reading: Reading) -> Iterator[Claim]:
    """Every failed renewal, and every hold that was lost, that an answer speaks of."""
    last_held, before = -_STILL_MEANT - 1, ""
    for statement in reading.statements:
        text = statement.text
        blamed = ASSERTS_A_CAUSE.search(text) is not None or under_cause(statement)
        if RENEWED.search(before):
            for span in DID_NOT.spans(text):
                yield Claim(LEASE, statement, span, "affirmed", blamed)
        before = text
        failures = list(
            lease_failures(text, statement.holds, held_before=statement.index - last_held <= _STILL_MEANT)
        )
        besides = tuple(failure.failure for failure in failures)
        for failure in failures:
            polarity = _lease_polarity(reading, statement, failure, besides)
            strictly = _strictly_blamed(reading, statement, failure.span)
            yield Claim(LEASE, statement, failure.span, polarity, blamed, strictly=strictly)
        if statement.holds:
            last_held = statement.index


def _strictly_blamed(reading: Reading, statement: Statement, span: Span) -> bool:
    before, after = statement.text[: span[0]], statement.text[span[1] :]
    if (
        BLAMED.found(statement.text[span[0] : span[1]])
        or BLAMES_AHEAD.search(before[-90:])
        or LEASE_BLAMED_AHEAD.search(before)
        or under_cause(statement)
    ):
        return True
    if LEASE_BLAMED_WHEN.search(before) and IS_ENDED.search(after):
        return True
    following = " ".join(s.text for s in reading.statements[statement.index + 1 : statement.index + 2])
    return bool(BLAMES_BEHIND.match(after) or LEASE_BLAMED_BEHIND.search(after) or ENDS_IT.match(following))


def _lease_polarity(
    reading: Reading, statement: Statement, found: Failure, besides: tuple[Span, ...]
) -> Polarity:
    text, scopes = statement.text, statement.scopes
    following = reading.statements[statement.index + 1 : statement.index + 2]
    dismissed = any(DISMISSES.match(s.text) and BESIDE_THE_POINT.search(s.text) for s in following)
    if (
        dismissed
        or BESIDE_THE_POINT.search(text)
        or NOT_TO_BLAME.match(text, found.span[1])
        or ALREADY_GOING.match(text, found.span[1])
    ):
        return "denied"
    parts = (found.hold, found.failure, found.span)
    polarities = [scopes.polarity(span, "lease", besides=besides) for span in parts]
    if "denied" in polarities:
        return "denied"
    generic = (
        (
            PRESENT.search(text, max(0, found.failure[0] - _AUXILIARY), found.failure[1])
            and GENERALLY.search(text[: found.span[1]])
        )
        or (not GONE.found(text[slice(*found.span)]) and IN_GENERAL_AHEAD.search(text[: found.span[0]]))
        or IN_GENERAL_BEHIND.match(text, found.span[1])
        or ATTRIBUTES.search(text, 0, found.span[0])
    )
    if "open" in polarities[1:]:
        return "open"
    return "general" if generic and "leaning" not in polarities else polarities[-1]
