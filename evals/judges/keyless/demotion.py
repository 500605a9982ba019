"""Where an answer speaks of the failed renewal, and calls it an effect, noise, or not the cause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from evals.judges.keyless.concepts.demotion import (
    CLAUSE,
    FIRST_IMPRESSION,
    LOOKS_AHEAD,
    NOT_THE_CAUSE,
    NOTHING_SAYS,
    OF_A_REASON,
    OF_A_STATE_CHANGE,
    OF_OTHERS,
    PRONOUN,
    RETRACTS,
    SECONDARY,
    TOPIC,
    WAVED_ASIDE,
)
from evals.judges.keyless.doubts import ASKS
from evals.judges.keyless.phrases import Span, spans
from evals.judges.keyless.reading import Reading, Statement


class Demotion(NamedTuple):
    """A statement that calls the failed renewal secondary."""

    statement: Statement
    expressly: bool
    """Whether it says that it isn't the cause, and doesn't just call it an effect of something."""


def demotions(reading: Reading) -> tuple[Demotion, ...]:
    """The statements that call the failed renewal secondary."""
    found: list[Demotion] = []
    about_lease = lease_before = False
    for statement in reading.statements:
        demotion = _demotion(statement, about_lease=about_lease, lease_before=lease_before)
        before = reading.statements[max(0, statement.index - 1) : statement.index + 1]
        if demotion and (demotion.expressly or not any(OF_A_STATE_CHANGE.search(s.text) for s in before)):
            found.append(demotion)
        topics = list(TOPIC.finditer(statement.text))
        if topics:
            about_lease = topics[0]["lease"] is not None
            lease_before = lease_before or any(topic["lease"] for topic in topics)
    return tuple(found)


def _demotion(statement: Statement, *, about_lease: bool, lease_before: bool) -> Demotion | None:
    text = statement.text
    if ASKS.search(text):
        return None
    for span in WAVED_ASIDE.spans(text):
        if NOTHING_SAYS.search(text, 0, span[0]):
            continue
        if statement.scopes.polarity(span) != "denied" and not OF_OTHERS.search(text, 0, span[0]):
            return Demotion(statement, True)
    expressly = any(_of_the_lease(text, span, about_lease) for span in spans(NOT_THE_CAUSE, text))
    taken_back = lease_before and any(_takes_back(statement, span) for span in RETRACTS.spans(text))
    if (
        expressly
        or taken_back
        or any(_of_the_lease(text, span, about_lease) for span in _called_secondary(statement))
    ):
        return Demotion(statement, expressly)
    return None


def _takes_back(statement: Statement, span: Span) -> bool:
    """Whether what was said is taken back, and not replaced by the lease."""
    return not any(
        topic["lease"] and statement.scopes.polarity(topic.span(), "lease") != "denied"
        for topic in TOPIC.finditer(statement.text, span[1])
    )


def _called_secondary(statement: Statement) -> Iterator[Span]:
    for span in SECONDARY.spans(statement.text):
        if not OF_A_REASON.match(statement.text, span[1]) and statement.scopes.polarity(span) != "denied":
            yield span


def _of_the_lease(text: str, span: Span, about_lease: bool) -> bool:
    taken_back = FIRST_IMPRESSION.search(text, 0, span[0]) or OF_OTHERS.search(text, 0, span[0])
    return not taken_back and _subject_is_lease(text, span, about_lease=about_lease)


def _subject_is_lease(text: str, span: Span, *, about_lease: bool) -> bool:
    """Whether the clause of `span` is about the lease: by the first topic in it, or by a pronoun that goes
    back to what was spoken of last."""
    begin = max((clause.end() for clause in CLAUSE.finditer(text, 0, span[0])), default=0)
    if topic := TOPIC.search(text, begin, span[0]):
        return topic["lease"] is not None
    if any(topic["lease"] for topic in TOPIC.finditer(text, *span)):
        return True
    if not text[begin : span[0]].strip() and LOOKS_AHEAD.match(text, span[1]):
        return False
    if not PRONOUN.search(text, begin, span[1]):
        return False
    before = [topic["lease"] is not None for topic in TOPIC.finditer(text, 0, begin)]
    return before[-1] if before else about_lease
