"""Sizes of limits and slots in use that an answer states are those that a tool returned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from evals.facts.answer_text import AnswerText, Surroundings
from evals.facts.claim import FalseClaim
from evals.facts.evidence import Evidence
from evals.facts.stance import is_negated, is_order, is_supposed, last_turn

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"(?:\d{{1,4}}|{'|'.join(_WORDS[1:])})"
_USED = re.compile(
    rf"\blimit\b[^.;\n]{{0,60}}?\b(?:stands?|stood|was|is|shows?|showed|reads?|counts?) (?:now "
    rf"|still |then )?(?:at |with )?"
    rf"(?P<used>{_NUMBER}) ?(?:of|/|out of) ?(?P<limit>{_NUMBER})\b(?! (?:free|open|left))",
    re.IGNORECASE,
)
_USED_ALL = re.compile(
    rf"\blimit\b has (?P<limit>{_NUMBER}) slots?, (?:of which |and )?(?:all )?(?P<used>{_NUMBER})\b",
    re.IGNORECASE,
)
_SIZE = re.compile(
    rf"(?<!\ba )(?<!\bany )\blimit\b(?: (?:itself|there))? (?:is|has|had|was|of|comprises|holds"
    rf"|offers|allows) (?:set (?:to|at) |exactly |just )?"
    rf"(?P<limit>{_NUMBER})(?: concurrent| parallel)?(?= (?:slots?|places|runs)|[,.;](?!\d))",
    re.IGNORECASE,
)


def check_limit_counts(answer: AnswerText, evidence: Evidence) -> Iterator[FalseClaim]:
    """Yield a claim for each size of a limit, with its slots in use or without, that no tool returned."""
    known: set[tuple[int, int]] | None = None
    for form in (_USED, _USED_ALL, _SIZE):
        for match in answer.find(form):
            if not _stated(answer.around(*match.span())):
                continue
            known = _limits(evidence) if known is None else known
            limit = _value(match["limit"])
            used = _value(match["used"]) if form is not _SIZE else None
            if used is None and not known:
                continue  # nothing was read of any limit
            if any(limit == size and used in (None, active) for active, size in known):
                continue
            text = match.group()
            yield FalseClaim(kind="amount", text=text, why="no tool returned a limit with these figures")


def _stated(around: Surroundings) -> bool:
    return not (is_supposed(around) or is_order(around) or is_negated(last_turn(around.before)))


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _WORDS.index(number.lower())


def _limits(evidence: Evidence) -> set[tuple[int, int]]:
    """Slots in use and size of every limit in the results."""
    found: set[tuple[int, int]] = set()
    pending: list[object] = list(evidence.results)
    while pending:
        value = pending.pop()
        if isinstance(value, Mapping):
            size, active = value.get("limit"), value.get("active_slots")
            if isinstance(size, int) and isinstance(active, int):
                found.add((active, size))
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
    return found
