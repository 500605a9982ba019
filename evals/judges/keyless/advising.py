"""What of an answer says what to do."""

from __future__ import annotations

from evals.judges.keyless.concepts.advice import ADVICE_HEADING, SAYS_WHAT_TO_DO
from evals.judges.keyless.reading import Reading, Statement


def says_what_to_do(statement: Statement) -> bool:
    """Whether a statement gives advice, by its words or by the heading that it stands under."""
    if any(ADVICE_HEADING.search(part.text) for part in statement.context):
        return True
    return SAYS_WHAT_TO_DO.search(statement.text) is not None


def advice_in(reading: Reading) -> Reading:
    """The answer without what doesn't say what to do."""
    return reading.without(tuple(part for part in reading.statements if not says_what_to_do(part)))
