"""Which of several causes an answer ranks first."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from evals.judges.keyless.concepts.ranking import BEHIND, FIRST, ORDERED, SIDE_BY_SIDE
from evals.judges.keyless.phrases import Span, spans
from evals.judges.keyless.reading import Reading, Statement

Rank = Literal["first", "behind", "unranked"]

_AHEAD = 100
"""Characters within which a word of rank means what comes after it."""

_RIGHT_BEHIND = re.compile(r"[^,;.:]{0,40}$")
"""Between a cause and the word of rank that follows it."""

_SWITCH = re.compile(r";|\. |\b(?:but|while|whereas|however|though|although|yet)\b| -> ")
"""Ends the reach of a word of rank."""


class Located(NamedTuple):
    """Where an answer speaks of something."""

    statement: Statement
    span: Span


def _cues(text: str) -> list[tuple[int, int, Rank]]:
    cues: list[tuple[int, int, Rank]] = [(*span, "first") for span in spans(FIRST, text)]
    cues += [(*span, "behind") for span in spans(BEHIND, text)]
    return sorted(cues)


def rank_of(found: Located) -> Rank:
    """How a statement, or what it stands under, ranks what it names at a place.

    The last word of rank ahead of it counts, or else one that follows at once; then the place in a list
    that is said to be in order; then the nearest heading.
    """
    statement, (begin, end) = found
    text = statement.text
    ahead: Rank | None = None
    for start, stop, rank in _cues(text):
        if start < end and stop > begin:
            return rank
        between = text[stop:begin] if stop <= begin else text[end:start]
        if stop <= begin and begin - stop <= _AHEAD and not _SWITCH.search(between):
            ahead = rank
        elif start >= end and _RIGHT_BEHIND.fullmatch(between):
            if ahead is None or len(between) < 12:
                return rank
            break
    if ahead is not None:
        return ahead
    if statement.kind == "row" and (verdicts := [rank for start, _, rank in _cues(text) if start >= end]):
        return verdicts[0]
    if statement.position > 0 and any(ORDERED.search(part.text) for part in statement.context):
        return "behind"
    if statement.position == 0 and any(ORDERED.search(part.text) for part in statement.context):
        return "first"
    for part in reversed(statement.context):
        for _, _, rank in _cues(part.text)[:1]:
            return rank
    return "unranked"


def side_by_side(reading: Reading) -> tuple[Statement, ...]:
    """The statements that leave several causes side by side."""
    return tuple(
        statement
        for statement in reading.statements
        if any(not _denied_ahead(statement, span) for span in spans(SIDE_BY_SIDE, statement.text))
    )


def _denied_ahead(statement: Statement, span: Span) -> bool:
    """Whether a word ahead of a place denies it ("not equally likely"); one behind means the causes."""
    denials = statement.scopes.denials
    return any(reach.kind in ("ahead", "verb") and reach.covers(span) for reach in denials)
