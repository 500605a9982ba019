"""Whether an answer repeats words as somebody else's, and doesn't say them itself."""

from __future__ import annotations

from evals.judges.keyless.concepts.reporting import GOES_BACK, REPORTS, TURNS
from evals.judges.keyless.phrases import Span, spans
from evals.judges.keyless.ranks import Located
from evals.judges.keyless.reading import Reading, Statement


def reported(reading: Reading, found: Located) -> bool:
    """Whether what stands at a place is told from a distance: in its statement, under its heading, in the
    statement that goes back to it, or in the one that it goes back to."""
    statement, span = found
    if any(REPORTS.search(part.text) for part in statement.context):
        return True
    if any(not _not_of(statement.text, place, span) for place in spans(REPORTS, statement.text)):
        return True
    before, after = _neighbour(reading, statement, -1), _neighbour(reading, statement, 1)
    if after is not None and GOES_BACK.match(after.text) and _reports(after):
        return True
    opening = _opening(reading, statement, span[0])
    if before is not None and _reports(before) and (opening or GOES_BACK.match(statement.text)):
        return True
    return opening is not None and _reports(opening)


def _reports(statement: Statement) -> bool:
    return next(spans(REPORTS, statement.text), None) is not None


def _not_of(text: str, report: Span, span: Span) -> bool:
    """Whether a word of distance is a part of what is said, or ends before the answer speaks for itself."""
    if report[0] < span[1] and span[0] < report[1]:
        return True
    return report[1] <= span[0] and TURNS.search(text, report[1], span[0]) is not None


def _neighbour(reading: Reading, statement: Statement, step: int) -> Statement | None:
    at = statement.index + step
    return reading.statements[at] if 0 <= at < len(reading.statements) else None


def _opening(reading: Reading, statement: Statement, begin: int) -> Statement | None:
    """The statement in which the quotation was opened that a place stands in."""
    marks = statement.text.count('"', 0, begin)
    if marks:
        return statement if marks % 2 else None
    for earlier in reversed(reading.statements[max(0, statement.index - 4) : statement.index]):
        if marks := earlier.text.count('"'):
            return earlier if marks % 2 else None
    return None
