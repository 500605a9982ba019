"""What a detector hands back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from evals.judges.keyless.reading import Statement

_LONGEST_QUOTE = 300


class Finding(NamedTuple):
    """Whether a criterion is met, why, and on which words of the answer that rests."""

    met: bool
    reason: str
    quotes: tuple[str, ...] = ()


def quotes_from(statements: Iterable[Statement], *, at_most: int = 3) -> tuple[str, ...]:
    """The first few statements, verbatim, each once; long ones from their beginning."""
    found = dict.fromkeys(statement.raw[:_LONGEST_QUOTE].rstrip() for statement in statements)
    return tuple(found)[:at_most]
