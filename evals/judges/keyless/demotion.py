"""Where an answer speaks of the failed renewal, and calls it an effect, noise, or not the cause."""

from __future__ import annotations

from collections.abc import Iterator

from evals.judges.keyless.concepts.demotion import (
    ALREADY_GOING,
    CLAUSE,
    FIRST_IMPRESSION,
    NOT_THE_CAUSE,
    OF_A_REASON,
    PRONOUN,
    SECONDARY,
    TOPIC,
    WAVED_ASIDE,
)
from evals.judges.keyless.phrases import Span, spans
from evals.judges.keyless.reading import Reading, Statement


def demotions(reading: Reading) -> tuple[Statement, ...]:
    """The statements that call the failed renewal secondary."""
    found: list[Statement] = []
    about_lease = False
    for statement in reading.statements:
        if _demotes(statement, about_lease=about_lease):
            found.append(statement)
        topics = list(TOPIC.finditer(statement.text))
        if topics:
            about_lease = topics[0]["lease"] is not None
    return tuple(found)


def _demotes(statement: Statement, *, about_lease: bool) -> bool:
    text = statement.text
    if any(statement.scopes.polarity(span) != "denied" for span in spans(WAVED_ASIDE, text)):
        return True
    return any(
        _subject_is_lease(text, span, about_lease=about_lease)
        and not FIRST_IMPRESSION.search(text, 0, span[0])
        for span in _called_secondary(statement)
    )


def _called_secondary(statement: Statement) -> Iterator[Span]:
    text = statement.text
    for span in spans(SECONDARY, text):
        if not OF_A_REASON.match(text, span[1]) and statement.scopes.polarity(span) != "denied":
            yield span
    yield from spans(NOT_THE_CAUSE, text)


def _subject_is_lease(text: str, span: Span, *, about_lease: bool) -> bool:
    """Whether the clause of `span` is about the lease: by the first topic in it, or by a pronoun that goes
    back to what was spoken of last."""
    begin = max((clause.end() for clause in CLAUSE.finditer(text, 0, span[0])), default=0)
    topic = TOPIC.search(text, begin, span[1])
    if topic is not None:
        return topic["lease"] is not None
    if not PRONOUN.search(text, begin, span[1]):
        return False
    before = [topic["lease"] is not None for topic in TOPIC.finditer(text, 0, begin)]
    return before[-1] if before else about_lease


def failed_by_the_way(text: str, span: Span) -> bool:
    """Whether the renewal at `span` is said to have failed because the run was already being ended."""
    return ALREADY_GOING.match(text, span[1]) is not None
